"""Both runs of one problem side by side, and the tables that the pictures of them are drawn from."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from core.formulas import parse
from core.outcome import Outcome, outcome
from core.problems import Problem
from core.settings import DescentSettings
from core.theory import nearest_minimum, predicted_loss, verdict
from core.trajectory import Trajectory, gap, long_table, run_both

CURVE_POINTS = 241
# How many widths of the domain beyond it a path is still drawn, so that its last line reaches the picture's edge.
BEYOND = 50
# A browser draws a line through thousands of rows at once, but needs a mark for each dot and each place to hover over.
MOST_MARKS = 80
MOST_BUCKETS = 120


class Gap(NamedTuple):
    """The largest gap in words: how many units in the last place, and where."""

    headline: str
    detail: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """The two runs of `settings`, for a problem with one parameter. Make one with `compare_methods`."""

    settings: DescentSettings
    runs: dict[str, Trajectory]

    @cached_property
    def table(self) -> pd.DataFrame:
        """The long table: columns method, step, <parameter>, loss, gradient_<parameter>."""
        return long_table(self.runs, self.settings.problem.parameters)

    @cached_property
    def gap(self) -> pd.DataFrame:
        """The gap of the losses per step: columns step, absolute, relative, ulp."""
        return gap(self.runs["tape"], self.runs["manual"])

    @cached_property
    def largest_gap(self) -> "Gap":
        """The largest gap of the losses over all steps."""
        ulp = self.gap["ulp"].to_numpy()
        if not np.any(ulp > 0):
            return Gap("none", "bit for bit the same at every step")
        step = int(np.nanargmax(ulp))
        absolute, relative = self.gap["absolute"][step], self.gap["relative"][step]
        return Gap(f"{ulp[step]:.3g} ULP", f"at step {step}: {absolute:.2g} absolute, {relative:.2g} relative")

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """How each method's run ended."""
        return {method: outcome(self.settings.problem, run) for method, run in self.runs.items()}

    @cached_property
    def minimum(self) -> float | None:
        """The known minimum that the tape's run ended nearest to; where it diverged, the one nearest to the start."""
        problem = self.settings.problem
        reached = nearest_minimum(problem, float(self.runs["tape"].parameters[-1, 0]))
        return nearest_minimum(problem, self.settings.start[0]) if reached is None else reached

    @property
    def verdict(self) -> str:
        """The learning rate against its limit at that minimum, in one sentence."""
        if self.minimum is None:
            return "No minimum of this loss is known, so neither is a learning-rate limit."
        return verdict(self.settings, self.minimum)

    def final_loss(self, method: str) -> float:
        """The loss at the last row, widened to float64."""
        return float(self.runs[method].loss[-1])

    @property
    def losses(self) -> dict[str, np.ndarray]:
        """Tape, manual and theory: the loss per step; NaN throughout where theory predicts none."""
        nothing = np.full(self.settings.steps + 1, np.nan)
        theory = nothing if self.prediction is None else self.prediction
        return {**{method: run.loss for method, run in self.runs.items()}, "theory": theory}

    def heights(self, scale: str) -> dict[str, np.ndarray]:
        """What is drawn of each loss (tape, manual, theory), NaN where it has no place on the axis.

        On the linear axis that is the loss; on the log axis it is the loss above that of the minimum reached.
        """
        on_log_axis = scale == "log" and self.minimum is not None
        ground = loss_at(self.settings.problem, self.minimum) if on_log_axis else 0.0
        with np.errstate(invalid="ignore"):
            heights = {name: loss.astype(np.float64) - ground for name, loss in self.losses.items()}
            return {
                name: np.where(np.isfinite(height) & ((height > 0) | (scale != "log")), height, np.nan)
                for name, height in heights.items()
            }

    @cached_property
    def prediction(self) -> np.ndarray | None:
        """The loss per step that theory predicts near the minimum, None where it predicts none."""
        return None if self.minimum is None else predicted_loss(self.settings, self.minimum)

    @property
    def theory_table(self) -> pd.DataFrame:
        """The predicted loss: columns step, loss; no rows where none is predicted."""
        loss = np.empty(0) if self.prediction is None else self.prediction
        return pd.DataFrame({"step": np.arange(len(loss)), "loss": loss})

    def loss_tables(self, scale: str) -> dict[str, pa.Table]:
        """The loss picture's tables. "tape", "manual", "theory": method, step, height (see `heights`).

        "hover": step, from, to and each one's loss as text; "extent": two heights that the axis reaches at least to.
        """
        heights = self.heights(scale)
        extent = _extent(np.concatenate([heights["tape"], heights["manual"]]), scale)
        if extent:  # theory is drawn as far as the runs' axis reaches
            outside = (heights["theory"] < extent[0]) | (heights["theory"] > extent[1])
            heights["theory"] = np.where(outside, np.nan, heights["theory"])
        tables = {method: _line(method, height, height=height) for method, height in heights.items()}
        some = _some(self.settings.steps + 1)
        texts = {name: [f"{value:.9g}" for value in loss[some].tolist()] for name, loss in self.losses.items()}
        if self.prediction is None:
            texts["theory"] = ["none"] * len(some)
        tables["hover"] = pa.table(_bands(some, self.settings.steps) | texts)
        tables["extent"] = pa.table({"height": pa.array(extent or (), pa.float64())})
        return tables

    def path_tables(self) -> dict[str, pa.Table]:
        """The path picture's tables. "tape", "manual": method, step, parameter, loss; "dots": the tape's first steps;
        "curve": parameter, loss.

        Null where a row lies so far outside that nothing of it can be seen.
        """
        ((low, high),) = self.settings.problem.domain
        tables = {"curve": curve_table(self.settings.problem)}
        for method, run in self.runs.items():
            parameter, loss = run.parameters[:, 0].astype(np.float64), run.loss.astype(np.float64)
            with np.errstate(invalid="ignore"):
                near = np.isfinite(loss) & (np.abs(parameter - low) < BEYOND * (high - low)) & (np.abs(loss) < 1e12)
            parameter, loss = np.where(near, parameter, np.nan), np.where(near, loss, np.nan)
            tables[method] = _line(method, parameter, parameter=parameter, loss=loss)
        return tables | {"dots": tables["tape"][:MOST_MARKS]}

    def gap_tables(self) -> dict[str, pa.Table]:
        """The gap picture's tables. "gap": method, step, ulp; "hover": step, from, to, and the three gaps as text."""
        columns = {name: column.to_numpy() for name, column in self.gap.items()}
        some = _some(self.settings.steps + 1)
        texts = {
            name: [f"{value:.3g}" for value in columns[name][some].tolist()] for name in ("ulp", "absolute", "relative")
        }
        return {
            "gap": _line("gap", columns["ulp"], ulp=columns["ulp"]),
            "hover": pa.table(_bands(some, self.settings.steps) | texts),
        }

    def worked_table(self, scale: str) -> pa.Table:
        """One row a step with both methods' numbers, in the run's dtype: <method>_parameter, _gradient, _loss.

        With them, for the ring that marks the step in each picture, where that step is: ring_step, ring_height,
        ring_parameter, ring_loss, ring_ulp, in float64.
        """
        manual = self.runs["manual"]
        numbers = {
            f"{method}_{name}": values
            for method, run in self.runs.items()
            for name, values in (
                ("parameter", run.parameters[:, 0]),
                ("gradient", run.gradient[:, 0]),
                ("loss", run.loss),
            )
        }
        ring = {
            "step": np.arange(len(manual.loss), dtype=np.float64),
            "height": self.heights(scale)["manual"],
            "parameter": manual.parameters[:, 0].astype(np.float64),
            "loss": manual.loss.astype(np.float64),
            "ulp": self.gap["ulp"].to_numpy(),
        }
        return pa.table(numbers | {f"ring_{name}": values for name, values in ring.items()})


@lru_cache(maxsize=32)
def compare_methods(settings: DescentSettings) -> Comparison:
    """Run both methods and put them side by side. The last few are kept: several parts of a page ask for the same one."""
    return Comparison(settings, run_both(settings))


def _line(method: str, thinned_by: np.ndarray, **columns: np.ndarray) -> pa.Table:
    """A line's rows, NaN as null; of a long run the first and last rows and each bucket's extremes of `thinned_by`.

    Every row kept is a row of the run, and as many buckets as the picture has room for draw the same line as all rows do.
    Source: Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", 2014.
    """
    steps = len(thinned_by)
    rows = np.arange(steps)
    if steps > 2 * MOST_BUCKETS:
        edges = np.linspace(0, steps, MOST_BUCKETS + 1, dtype=int)
        low, high = (
            np.where(np.isnan(thinned_by), np.inf, thinned_by),
            np.where(np.isnan(thinned_by), -np.inf, thinned_by),
        )
        kept = [
            first + pick(values[first:last])
            for first, last in pairwise(edges)
            for pick, values in ((np.argmin, low), (np.argmax, high))
        ]
        rows = np.unique([0, *kept, steps - 1])
    data = {name: pa.array(values[rows], mask=~np.isfinite(values[rows])) for name, values in columns.items()}
    return pa.table({"method": np.full(len(rows), method), "step": rows.astype(np.int32), **data})


def _some(steps: int) -> np.ndarray:
    """At most `MOST_MARKS` of the steps, evenly spread, as int32."""
    return np.arange(0, steps, -(-steps // MOST_MARKS), dtype=np.int32)


def _bands(some: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """Columns step, from, to: side by side, each step in the middle of its band."""
    half = (some[1] - some[0]) / 2 if len(some) > 1 else 0.5
    return {"step": some, "from": np.maximum(some - half, 0), "to": np.minimum(some + half, max(steps, 1))}


def _extent(heights: np.ndarray, scale: str) -> tuple[float, float] | None:
    """Two heights that keep a log axis still while a slider moves: it grows in jumps of ten decades.

    An axis that fitted every picture would draw every straight line from corner to corner, whatever its slope. None on
    the linear axis, and where nothing is drawn.
    """
    drawn = heights[np.isfinite(heights)]
    if scale != "log" or not len(drawn):
        return None
    low, high = np.log10([drawn.min(), drawn.max()])
    low, high = min(-10, 10 * math.floor(low / 10)), 2 * math.ceil(high / 2) if high < 4 else 10 * math.ceil(high / 10)
    return 10.0 ** max(low, -307), 10.0 ** min(high, 308)


@lru_cache(maxsize=64)
def curve_table(problem: Problem) -> pa.Table:
    """The loss function over its domain, in float64: columns parameter, loss; null where it has no value."""
    ((low, high),) = problem.domain
    at = np.linspace(low, high, CURVE_POINTS)
    with np.errstate(all="ignore"):
        loss = parse(problem.loss, problem.parameters).numpy(at)
    return pa.table({"parameter": at, "loss": pa.array(loss, mask=~np.isfinite(loss))})


@lru_cache(maxsize=256)
def loss_at(problem: Problem, point: float) -> float:
    """The loss at `point`, in float64."""
    return float(parse(problem.loss, problem.parameters).numpy(np.float64(point)))
