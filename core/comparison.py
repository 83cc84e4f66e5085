"""Both runs of one problem side by side, and the tables that the pictures of them are drawn from."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
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
        worst = self.gap.loc[self.gap["ulp"].idxmax()] if self.gap["ulp"].notna().any() else None
        if worst is None or worst["ulp"] == 0:
            return Gap("none", "bit for bit the same at every step")
        return Gap(
            f"{worst['ulp']:.3g} ULP",
            f"at step {worst['step']:.0f}: {worst['absolute']:.2g} absolute, {worst['relative']:.2g} relative",
        )

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

    def loss_table(self, scale: str) -> pa.Table:
        """Rows of the loss picture: method (tape, manual, theory), step, loss, and height, which is what is drawn.

        On the linear axis height is the loss; on the log axis it is the loss above the lowest known one. What has no
        place on the axis (an infinity, a zero on the log axis) has height null.
        """
        losses = {method: run.loss.astype(np.float64) for method, run in self.runs.items()}
        predicted = None if self.minimum is None else predicted_loss(self.settings, self.minimum)
        if predicted is not None:
            losses["theory"] = predicted
        loss = np.concatenate(list(losses.values()))
        with np.errstate(invalid="ignore"):
            height = loss - (lowest_loss(self.settings.problem) if scale == "log" else 0.0)
            drawn = np.isfinite(height) & ((height > 0) if scale == "log" else True)
        return pa.table(
            {
                "method": np.repeat(list(losses), [len(values) for values in losses.values()]),
                "step": np.concatenate([np.arange(len(values), dtype=np.int32) for values in losses.values()]),
                "loss": loss,
                "height": pa.array(height, mask=~drawn),
            }
        )

    def path_table(self) -> pa.Table:
        """Rows of the paths on the loss function: method, step, parameter, loss; null beyond what can be drawn."""
        ((low, high),) = self.settings.problem.domain
        reach = BEYOND * (high - low)
        parameter = np.concatenate([run.parameters[:, 0] for run in self.runs.values()]).astype(np.float64)
        loss = np.concatenate([run.loss for run in self.runs.values()]).astype(np.float64)
        with np.errstate(invalid="ignore"):
            near = np.isfinite(loss) & (np.abs(parameter - low) < reach) & (np.abs(loss) < 1e12)
        rows = self.settings.steps + 1
        return pa.table(
            {
                "method": np.repeat(list(self.runs), rows),
                "step": np.tile(np.arange(rows, dtype=np.int32), len(self.runs)),
                "parameter": pa.array(parameter, mask=~near),
                "loss": pa.array(loss, mask=~near),
            }
        )

    def gap_table(self) -> pa.Table:
        """Rows of the gap picture: step, absolute, relative, ulp."""
        return pa.table({name: column.to_numpy() for name, column in self.gap.items()})

    def worked_table(self) -> pa.Table:
        """One row a step with both methods' numbers, in the run's dtype: <method>_parameter, _gradient, _loss."""
        return pa.table(
            {
                f"{method}_{name}": values
                for method, run in self.runs.items()
                for name, values in (
                    ("parameter", run.parameters[:, 0]),
                    ("gradient", run.gradient[:, 0]),
                    ("loss", run.loss),
                )
            }
        )


def compare_methods(settings: DescentSettings) -> Comparison:
    """Run both methods and put them side by side."""
    return Comparison(settings, run_both(settings))


@lru_cache(maxsize=64)
def curve_table(problem: Problem) -> pa.Table:
    """The loss function over its domain, in float64: columns parameter, loss; null where it has no value."""
    ((low, high),) = problem.domain
    at = np.linspace(low, high, CURVE_POINTS)
    with np.errstate(all="ignore"):
        loss = parse(problem.loss, problem.parameters).numpy(at)
    return pa.table({"parameter": at, "loss": pa.array(loss, mask=~np.isfinite(loss))})


@lru_cache(maxsize=64)
def lowest_loss(problem: Problem) -> float:
    """The loss at the lowest known minimum, in float64; 0 where no minimum is known."""
    if not problem.minima:
        return 0.0
    loss = parse(problem.loss, problem.parameters)
    return min(float(loss.numpy(*map(np.float64, minimum))) for minimum in problem.minima)
