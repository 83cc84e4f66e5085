"""The path's picture on Descent: the loss function, and where both paths lie on it, begin, end and leave it."""

import sys
from functools import lru_cache

import numpy as np
import pyarrow as pa

from core.descent.comparison import Comparison
from core.formulas import parse
from core.pictures.marks import MOST_MARKS, line_of
from core.pictures.poles import visible_losses
from core.problems import Problem
from core.problems.bottoms import intervals, loss_of, written
from core.problems.samples import samples

CURVE_POINTS = 241
# How many widths of the domain beyond it a path is still drawn, so that its last line reaches the picture's edge.
BEYOND = 50
# And how many heights of the picture above it, so that its place can still be computed in pixels.
HIGHER = 1e9


def path_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The path picture's tables. "tape", "manual": method, step, parameter, loss; "dots": the tape's first steps;
    "ends": step, said, parameter, loss, side: the start, and where tape and manual end; "left": said: which of them is out of
    the picture in the end; "curve": parameter, loss; "bottoms": parameter, to, loss, said: the minima that are flat, as far
    as the domain shows them.

    Null where a row lies so far outside that nothing of it can be seen.
    """
    ((low, high),), problem = comparison.seen.domain, comparison.settings.problem
    bottom, top = losses_seen(problem, comparison.seen)
    tables = {"curve": curve_table(comparison.seen), "bottoms": _bottom_table(problem)}
    for method, run in comparison.runs.items():
        parameter, loss = run.parameters[:, 0].astype(np.float64), run.loss.astype(np.float64)
        with np.errstate(invalid="ignore", over="ignore"):
            near = np.abs(parameter / BEYOND - low / BEYOND) < high - low
            near &= np.isfinite(loss) & (np.abs(loss - bottom) < HIGHER * (top - bottom))
        parameter, loss = np.where(near, parameter, np.nan), np.where(near, loss, np.nan)
        tables[method] = line_of(method, parameter, parameter=parameter, loss=loss)
    return tables | {
        "dots": tables["tape"][:MOST_MARKS],
        "ends": _ends(comparison, low, high),
        "left": _left(comparison),
    }


def path_heights(problem: Problem, seen: Problem) -> tuple[float, float]:
    """The losses that the path's picture reaches from and to, over the domain that is `seen`."""
    low, high = losses_seen(problem, seen)
    # Halves, lest the largest numbers overflow on the way.
    margin = 0.1 * (high / 2 - low / 2)
    return max(low - margin, -sys.float_info.max), min(high + margin, sys.float_info.max)


def _left(comparison: Comparison) -> pa.Table:
    """From which step on a path is out of its picture, in words; no row where both end within."""
    ((low, high),), (bottom, top) = (
        comparison.seen.domain,
        path_heights(comparison.settings.problem, comparison.seen),
    )
    since: dict[str, int] = {}
    for method, run in comparison.runs.items():
        at, loss = run.parameters[:, 0].astype(np.float64), run.loss.astype(np.float64)
        inside = np.flatnonzero((low <= at) & (at <= high) & (bottom <= loss) & (loss <= top))
        first = int(inside[-1]) + 1 if len(inside) else 0
        if first < len(at):
            since[method] = first
    told = {step: [method for method, first in since.items() if first == step] for step in since.values()}
    lines = [
        f"{'' if len(methods) == len(comparison.runs) else f'{methods[0]}: '}out of the picture from step {step} on"
        for step, methods in sorted(told.items())
    ]
    return pa.table({"said": pa.array(["\n".join(lines)] if lines else [], pa.string())})


def _ends(comparison: Comparison, low: float, high: float) -> pa.Table:
    """Where the paths begin and end, in words: step, said, parameter, loss, and the side of each on which there is room."""
    tape, manual = comparison.runs["tape"], comparison.runs["manual"]
    together = comparison.parting is None or comparison.settings.steps < comparison.parting
    last = [("end", tape)] if together else [("end, tape", tape), ("end, manual", manual)]
    rows = [("start", tape.parameters[0, 0], tape.loss[0])]
    rows += [(said, run.parameters[-1, 0], run.loss[-1]) for said, run in last]
    said, parameter, loss = zip(*((said, float(at), float(of)) for said, at, of in rows), strict=True)
    side = _sides(parameter, low, high)
    columns = {
        name: pa.array(values, mask=~np.isfinite(values)) for name, values in (("parameter", parameter), ("loss", loss))
    }
    step = pa.array([0, *[comparison.settings.steps] * len(last)], pa.int32())
    return pa.table({"step": step, "said": said, **columns, "side": side})


def _sides(places: tuple[float, ...], low: float, high: float) -> list[str]:
    """On which side of each place there is room for its name: the start's first, then one end or two."""
    middle, near = low / 2 + high / 2, high / 8 - low / 8
    side = ["left" if at > middle else "right" for at in places]
    side[1:] = ["above" if abs(at - middle) < near else by for at, by in zip(places[1:], side[1:], strict=True)]
    ends = places[1:]
    if len(ends) == 2 and abs(ends[0] - ends[1]) < 2 * near:
        # Side by side their names would lie on each other: each goes its own way, where the picture has room for it.
        first = 1 if ends[0] <= ends[1] else 2
        side[first] = "left" if places[first] > low + near else "above"
        side[3 - first] = "right" if places[3 - first] < high - near else "above"
    return side


def _bottom_table(problem: Problem) -> pa.Table:
    flat = intervals(problem)
    ends = np.clip(np.array(flat).reshape(-1, 2), *problem.domain[0])
    losses = [loss_of(problem, (low,)) for low in ends[:, 0].tolist()]
    said = pa.array([written(problem, interval) for interval in flat], pa.string())
    return pa.table({"parameter": ends[:, 0], "to": ends[:, 1], "loss": pa.array(losses, pa.float64()), "said": said})


@lru_cache(maxsize=64)
def curve_table(problem: Problem) -> pa.Table:
    """The loss function over its domain, in float64: columns parameter, loss; null where it has no value, and at a pole."""
    at, loss = samples(parse(problem.loss, problem.parameters), *problem.domain[0], CURVE_POINTS)
    with np.errstate(invalid="ignore", over="ignore"):
        low, high = visible_losses(loss)
        leaps = (np.sign(loss[1:]) != np.sign(loss[:-1])) & (np.abs(np.diff(loss)) > high - low)
    loss[1:][leaps] = np.nan
    return pa.table({"parameter": at, "loss": pa.array(loss, mask=np.isnan(loss))})


@lru_cache(maxsize=64)
def losses_seen(problem: Problem, seen: Problem) -> tuple[float, float]:
    """The lowest and the highest loss of the path's picture: what is visible over the domain that is `seen`.

    Beyond the problem's own domain no part of the curve is left out as a pole: a start lies there.
    """
    at, losses = (column.to_numpy(zero_copy_only=False) for column in curve_table(seen).columns)
    low, high = visible_losses(losses)
    ((left, right),) = problem.domain
    outer = losses[((at < left) | (at > right)) & np.isfinite(losses)]
    return float(np.min(outer, initial=low)), float(np.max(outer, initial=high))
