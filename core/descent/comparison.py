"""Both runs of one problem side by side, and what follows from them."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from core.formulas import parse
from core.methods import run_both
from core.pictures.heights import placed
from core.problems import Problem
from core.problems.bottoms import loss_of
from core.problems.samples import samples
from core.settings import DescentSettings
from core.theory.limits import predicted_loss, verdict
from core.theory.lows import nearest_minimum
from core.theory.outcome import Outcome, outcomes
from core.theory.stretches import seen_from
from core.trajectory import Trajectory, flushing, gap, long_table

# Of the range of starts: what is further apart than this is so on the screen too.
PARTED = 1e-3
# Up to here a gap is told in units in the last place, which say how often two ways to compute rounded apart. Of two losses
# that are further apart they say nothing that can be pictured.
MOST_ULP = 1000
# What is said of a gap between a value and none.
BEYOND_ALL_NUMBERS = "beyond all numbers"


class Gap(NamedTuple):
    """The largest gap in words: how large, and where."""

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
    def measure(self) -> str | None:
        """What the gap is told in: "ulp" where it is small, else "relative"; None where there is no gap at any step."""
        ulp = self.gap["ulp"].to_numpy()
        if not np.any(ulp > 0):
            return None
        return "ulp" if np.max(ulp[np.isfinite(ulp)], initial=0) <= MOST_ULP else "relative"

    @cached_property
    def largest_gap(self) -> "Gap":
        """The largest gap of the losses over all steps."""
        if self.measure is None:
            return Gap("none", "bit for bit the same at every step")
        if self.alone is not None:
            losses = " and ".join(f"{method} {_said(run.loss[self.alone])}" for method, run in self.runs.items())
            return Gap(BEYOND_ALL_NUMBERS, f"at step {self.alone}: {losses}")
        step = int(np.argmax(self.gap[self.measure]))
        absolute, relative, ulp = (float(self.gap[name].to_numpy()[step]) for name in ("absolute", "relative", "ulp"))
        small, share = f"{ulp:.3g} ULP", _share(relative)
        headline, other = (small, share) if self.measure == "ulp" else (share, small)
        why = flushing(self.runs["tape"], self.runs["manual"], step)
        return Gap(headline, f"at step {step}: {absolute:.2g} absolute, {other}{why}")

    @cached_property
    def alone(self) -> int | None:
        """The first step at which one of the two has a loss and the other none, None where there is no such step."""
        tape, manual = (np.isfinite(run.loss) for run in self.runs.values())
        steps = np.flatnonzero(np.isinf(self.gap["absolute"]) & ~(tape & manual))
        return int(steps[0]) if len(steps) else None

    @cached_property
    def parting(self) -> int | None:
        """The first step at which the two are apart by more than rounding explains, None where they never are."""
        return parting(self.settings.problem, *(run.parameters[:, 0].astype(np.float64) for run in self.runs.values()))

    def at(self, step: int) -> dict[str, float]:
        """The parameter at a step, for each method; NaN where a run has stopped."""
        return {method: float(run.parameters[step, 0]) for method, run in self.runs.items()}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """How each method's run ended."""
        return dict(zip(self.runs, outcomes(self.settings.problem, *self.runs.values()), strict=True))

    @cached_property
    def seen(self) -> Problem:
        """The problem over the domain that the path's picture shows, in which the start lies."""
        return seen_from(self.settings.problem, self.settings.start)

    @cached_property
    def minimum(self) -> float | None:
        """The known minimum that the tape's run ended nearest to; where it diverged, the one nearest to the start."""
        problem = self.settings.problem
        places = (self.runs["tape"].parameters[-1], np.array(self.settings.start))
        return next((low[0] for low in (nearest_minimum(problem, at) for at in places) if low), None)

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

        On the linear axis that is the loss; on the log axis it is the loss above that of the minimum reached, or, where no
        minimum is known and the loss may be negative, above the lowest loss that either run reached.
        """
        return {name: placed(loss, self.ground(scale), scale) for name, loss in self.losses.items()}

    def ground(self, scale: str) -> float:
        """The loss that is 0 on the axis (see `heights`)."""
        problem = self.settings.problem
        if scale != "log":
            return 0.0
        if self.minimum is not None:
            return loss_of(problem, (self.minimum,))
        if never_negative(problem):
            return 0.0
        reached = np.concatenate([run.loss[np.isfinite(run.loss)] for run in self.runs.values()])
        return float(reached.min(initial=np.inf)) if len(reached) else 0.0

    @cached_property
    def prediction(self) -> np.ndarray | None:
        """The loss per step that theory predicts near the minimum, None where it predicts none."""
        return None if self.minimum is None else predicted_loss(self.settings, self.minimum)

    @property
    def theory_table(self) -> pd.DataFrame:
        """The predicted loss: columns step, loss; no rows where none is predicted."""
        loss = np.empty(0) if self.prediction is None else self.prediction
        return pd.DataFrame({"step": np.arange(len(loss)), "loss": loss})


def _share(relative: float) -> str:
    """A relative gap as one would say it; two losses of different sign may be apart by twice the larger."""
    return f"{100 * relative:.3g} % of the loss" if relative >= 1e-3 else f"{relative:.2g} of the loss"


def _said(loss: float) -> str:
    """A loss as a word or in four digits."""
    return "has no value" if math.isnan(loss) else "has overflowed" if math.isinf(loss) else f"is at {loss:.4g}"


@lru_cache(maxsize=64)
def never_negative(problem: Problem) -> bool:
    """Whether the loss of a problem with one parameter has no value below 0 over its range."""
    _, losses = samples(parse(problem.loss, problem.parameters), *problem.domain[0])
    return not np.any(losses < 0)


def parting(problem: Problem, tape: np.ndarray, manual: np.ndarray) -> int | None:
    """The first row at which two paths of one parameter are further apart than `PARTED` of the range, None for never.

    A path that has stopped has parted from one that goes on.
    """
    ((low, high),) = problem.domain
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(tape - manual) > PARTED * (high - low)
    alone = np.isfinite(tape) != np.isfinite(manual)
    rows = np.flatnonzero(apart | alone)
    return int(rows[0]) if len(rows) else None


@lru_cache(maxsize=32)
def compare_methods(settings: DescentSettings) -> Comparison:
    """Run both methods and put them side by side. The last few are kept: several parts of a page ask for the same one."""
    return Comparison(settings, run_both(settings))
