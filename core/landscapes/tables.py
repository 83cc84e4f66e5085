"""The tables that the pictures of an expedition are drawn from."""

import math
from functools import cache
from typing import get_type_hints

import numpy as np
import pandas as pd
import pyarrow as pa

from core.landscapes.expedition import ExpeditionSettings, Racer, descent, runs, titles
from core.landscapes.paths import edges_in
from core.pictures.extents import Extent, extent_of, extent_table
from core.pictures.heights import dots, placed, silences
from core.pictures.marks import line_of, stops_of, stride_of
from core.problems import loss_at
from core.problems.bottoms import known_lows
from core.rules import RULES
from core.theory import outcome
from core.trajectory import Trajectory

FRAMES = ["x", "y", "loss", "gradient_x", "gradient_y", "memory_x", "memory_y"]


def outcomes(settings: ExpeditionSettings) -> tuple[outcome.Outcome, ...]:
    """How each racer's run ended."""
    return outcome.outcomes(settings.problem, *runs(settings))


def standings(settings: ExpeditionSettings) -> pd.DataFrame:
    """Where each racer is after the last step, in their order.

    Columns racer (title), learning_rate, x, y, loss, lowest_loss (on the way), outcome; floats in float64.
    """
    rows = []
    for title, racer, run, ended in zip(
        titles(settings), settings.racers, runs(settings), outcomes(settings), strict=True
    ):
        losses = run.loss.astype(np.float64)
        (x, y), lowest = run.parameters[-1].astype(np.float64), np.min(losses[np.isfinite(losses)], initial=np.inf)
        rows.append((title, racer.learning_rate, x, y, losses[-1], lowest, f"{ended.word}: {ended.reason}"))
    columns = ["racer", "learning_rate", "x", "y", "loss", "lowest_loss", "outcome"]
    return pd.DataFrame(rows, columns=columns)


def memory_name(racer: Racer) -> str | None:
    """What the racer's rule calls m: "velocity" or "first moment"; None if it remembers no direction."""
    rule = RULES[racer.optimizer]
    return rule.memory if _remembers_a_direction(racer.optimizer) else None


@cache
def _remembers_a_direction(optimizer: str) -> bool:
    return "m" in get_type_hints(RULES[optimizer].update)["before"]._fields


def step_table(settings: ExpeditionSettings) -> pa.Table:
    """Every racer at every step, racer by racer: row `racer * (steps + 1) + step`.

    Columns racer (from 0), step, x, y, loss, inside (of the map), gradient_x, gradient_y, memory_x, memory_y (m, see
    `memory_name`), moved_x, moved_y (to the next step), in the run's dtype, float16 as float32; what has no finite value is
    null. The tape does not tell what Keras remembers: a tape's m is that of the same settings' hand-written rule.
    """
    return pa.concat_tables([_steps_of(settings, k, run) for k, run in enumerate(runs(settings))])


def frame_table(settings: ExpeditionSettings) -> pa.Table:
    """What the player needs of the rows of `step_table`, of a long run those alone at which it stops.

    The step taken is the way to the next row, and has columns of its own where that is left out.
    """
    stops, rows = stops_of(settings.steps), []
    for racer, run in zip(settings.racers, runs(settings), strict=True):
        vectors = [run.parameters, run.loss[:, np.newaxis], run.gradient, _memory(settings, racer)]
        if stride_of(settings.steps) > 1:
            vectors.append(_moved(run))
        rows.append([values for vector in vectors for values in vector[stops].T])
    # Every column in one piece: the browser reads it as it comes.
    columns = [_finite(np.concatenate(of_all)) for of_all in zip(*rows, strict=True)]
    return pa.table(columns, names=[*FRAMES, "moved_x", "moved_y"][: len(columns)])


def _steps_of(settings: ExpeditionSettings, k: int, run: Trajectory) -> pa.Table:
    racer, steps = settings.racers[k], run.steps
    vectors = {
        "": run.parameters,
        "gradient_": run.gradient,
        "memory_": _memory(settings, racer),
        "moved_": _moved(run),
    }
    columns = {f"{name}{axis}": values[:, i] for name, values in vectors.items() for i, axis in enumerate("xy")}
    (x, y), loss = (columns.pop("x"), columns.pop("y")), run.loss
    return pa.table(
        {
            "racer": np.full(steps + 1, k, np.int16),
            "step": np.arange(steps + 1, dtype=np.int16),
            "x": _finite(x),
            "y": _finite(y),
            "loss": _finite(loss),
            "inside": inside(settings, run.parameters),
        }
        | {name: _finite(values) for name, values in columns.items()}
    )


def _moved(run: Trajectory) -> np.ndarray:
    with np.errstate(invalid="ignore", over="ignore"):
        return np.diff(run.parameters, axis=0, append=np.nan)


def _memory(settings: ExpeditionSettings, racer: Racer) -> np.ndarray:
    if memory_name(racer) is None:
        return np.full((settings.steps + 1, 2), np.nan, settings.dtype)
    return descent(settings.of(racer), "manual").quantities["m"]


def _finite(values: np.ndarray) -> pa.Array:
    """Null where there is no finite value; the browser has no numbers of 16 bits."""
    return pa.array(values.astype(np.promote_types(values.dtype, np.float32)), mask=~np.isfinite(values))


def inside(settings: ExpeditionSettings, points: np.ndarray) -> np.ndarray:
    """Whether each point, shape (n, 2), lies within the map, its edge included; NaN does not."""
    low, high = edges_in(settings.problem, points.dtype)
    return np.all((points >= low) & (points <= high), axis=1)


def start_beyond(settings: ExpeditionSettings) -> str:
    """That the start lies beyond the map, in words; empty where it does not."""
    sides = zip(settings.problem.parameters, settings.problem.domain, settings.start, strict=True)
    beyond = [f"{name} from {low:g} to {high:g}" for name, (low, high), at in sides if not low <= at <= high]
    if not beyond:
        return ""
    x, y = settings.start
    where = f"The start ({x:g}, {y:g}) lies beyond the map, which has {' and '.join(beyond)}"
    return f"{where}: a path is drawn where it crosses the map."


def loss_tables(settings: ExpeditionSettings, scale: str, before: Extent | None = None) -> dict[str, pa.Table]:
    """The loss picture's tables. "losses": racer (from 0), method, step, height; "dots": its rows where a line begins
    or ends, or that none leads to; "extent": two heights that the log axis reaches from and to, which `before` were others,
    and its numbers; "end": step, said, side: from where on nothing is drawn.

    On the log axis a height is the loss above `ground`; what has no place on the axis is null.
    """
    below = ground(settings) if scale == "log" else 0.0
    heights = [placed(run.loss, below, scale) for run in runs(settings)]
    lines = []
    for k, height in enumerate(heights):
        line = line_of(settings.racers[k].method, height, height=height)
        lines.append(line.add_column(0, "racer", pa.array(np.full(len(line), k, np.int16))))
    drawn = dict(zip(titles(settings), zip(runs(settings), heights, strict=True), strict=True))
    return {
        "losses": pa.concat_tables(lines),
        "dots": dots(pa.concat_tables(lines), "racer", "height", ends=True),
        "extent": extent_table(extent_of(np.concatenate(heights), scale, before)),
        "end": silences(settings.problem, drawn, below),
    }


def ground(settings: ExpeditionSettings) -> float:
    """The lowest known loss, which is 0 on the log axis; 0 where no minimum is known, or the precision has none so low."""
    problem = settings.problem
    lows = known_lows(problem)
    if not lows:
        return 0.0
    lowest = float(loss_at(problem, *np.array(lows[0], settings.dtype)))
    return lowest if math.isfinite(lowest) else 0.0
