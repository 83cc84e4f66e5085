"""The sentence beside a word: why it is said of a run, made only where somebody reads it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.problems import Problem
from core.problems.bottoms import known_lows, loss_of, written
from core.theory.cycles import SAME, cycles
from core.theory.ends import GRADIENT, LOSS, PARAMETER, SQUARE, START, ends_of
from core.theory.findings import highest
from core.theory.walk import PACE, WINDOW, Walks

# Of a longer cycle only the ends are written.
MOST_WRITTEN = 4


def place(problem: Problem, point: Sequence[float] | np.ndarray) -> str:
    """A point in words, to four digits."""
    numbers = [f"{value + 0.0:.4g}" for value in point]
    return f"{problem.parameters[0]} = {numbers[0]}" if len(numbers) == 1 else f"({', '.join(numbers)})"


@dataclass(frozen=True, eq=False)
class Walk:
    """The `run`-th of the walks in words, and the `step` of what was found of it."""

    walks: Walks
    run: int
    step: int

    @cached_property
    def alone(self) -> Walks:
        """The run without the others."""
        of = slice(self.run, self.run + 1)
        return Walks(self.problem, self.walks.parameters[of], self.walks.loss[of], self.walks.gradient[of])

    @property
    def problem(self) -> Problem:
        """What was minimised."""
        return self.walks.problem

    @property
    def minimum(self) -> tuple[float, ...] | None:
        """The known minimum nearest to the last row."""
        return tuple(self.walks.minimum[self.run].tolist()) if self.walks.known[self.run] else None

    @property
    def flat(self) -> tuple[float, float] | None:
        """The flat bottom of one parameter that it belongs to."""
        low, high = self.walks.flat[self.run].tolist()
        return None if math.isnan(low) else (low, high)

    @property
    def aim(self) -> str:
        """That minimum in words."""
        return (
            written(self.problem, self.flat)
            if self.flat
            else f"the minimum at {place(self.problem, self.minimum or ())}"
        )

    @property
    def here(self) -> str:
        """The last row in words."""
        return self.at(-1)

    def at(self, row: int) -> str:
        """A row's place in words."""
        return place(self.problem, self.walks.path[self.run, row])

    @property
    def distance(self) -> float:
        """How far the last row is from that minimum."""
        return float(self.walks.distance[self.run, -1])

    @property
    def factor(self) -> float:
        """What a step multiplied that by; NaN where it has no value."""
        return float(self.walks.factor[self.run])

    @property
    def losses(self) -> np.ndarray:
        """The loss of each row in float64, shape (steps + 1,)."""
        return self.walks.loss[self.run].astype(np.float64)


def progress(walk: Walk, *, placed: bool = False) -> str:
    """How far the last row is from the nearest minimum, and what the last steps multiplied that by.

    `placed` says that the sentence has told already where the last row is.
    """
    if walk.minimum is None and walk.problem.bottoms:
        rise = float(walk.losses[-1]) - loss_of(walk.problem, known_lows(walk.problem)[0])
        where = "there" if placed else f"at {walk.here}, where"
        return f"{where} the loss is {rise:.3g} above the flat bottom"
    if walk.minimum is None:
        return f"{'' if placed else f'at {walk.here}; '}no minimum is known"
    far = f"{walk.distance:.3g} from {walk.aim}"
    if walk.walks.steps == 0:
        return f"no step was taken; {far}"
    if walk.distance == 0:
        return f"the last step landed on {walk.aim}"
    if math.isnan(walk.factor):
        return far
    span = min(PACE, walk.walks.steps)
    pace = f"the last {span} steps multiplied" if span > 1 else "the last step multiplied"
    average = " each, on average" if span > 1 else ""
    return f"{far}; {pace} that distance by {walk.factor:.3g}{average}"


def _diverged(walk: Walk) -> str:
    overflow = f"overflow of {walk.walks.loss.dtype} at step {walk.step}: {_first(walk)}"
    # A run that stepped to infinity may have a loss there, which is a number like any other.
    if not np.isfinite(walk.losses[-1]):
        return overflow
    return f"{overflow}; the run ends at {walk.here}, where the loss is {walk.losses[-1]:.4g}"


def _undefined(walk: Walk) -> str:
    return f"{_first(walk)}, so the run stops at step {walk.step}"


def _first(walk: Walk) -> str:
    """What was too large first or has no value, and where."""
    ends, step = ends_of(walk.alone), walk.step
    what, fault = int(ends.what[0]), "is too large" if ends.overflowed[0] else "has no value"
    if what == PARAMETER:
        first = int(np.argmax(np.isinf(walk.alone.parameters[0, step])))
        return f"{walk.problem.parameters[first]} is too large"
    if what == SQUARE:
        with np.errstate(over="ignore"):
            squares = np.sum(np.square(walk.alone.gradient[0, :step]), axis=1)
        return f"the square of the gradient is too large at {walk.at(int(np.flatnonzero(np.isinf(squares))[-1]))}"
    return {
        LOSS: f"the loss {fault} at {walk.at(step)}",
        START: "the start is too large",
        GRADIENT: f"the gradient {fault} at {walk.at(step - 1)}",
    }.get(what, f"the optimizer's step from {walk.at(step - 1)} has no value")


def _converged(walk: Walk) -> str:
    return f"from step {walk.step} on{_landed(walk)}"


def _landed(walk: Walk) -> str:
    """Where a run has converged to, in words."""
    valley = float(walk.walks.valley[walk.run])
    if not math.isnan(valley):
        rank = _rank(walk.problem, valley)
        return f", on the flat bottom where the loss is {valley:.4g}, the {rank}; at {walk.here}"
    minimum = walk.minimum or ()
    rank = _rank(walk.problem, loss_of(walk.problem, minimum))
    return f", on {walk.aim}, the {rank}" if walk.flat else f" at {place(walk.problem, minimum)}, the {rank}"


def _rank(problem: Problem, loss: float) -> str:
    """What a minimum of that loss is among those that are known."""
    lows = known_lows(problem)
    if len(lows) == 1:
        return "only known minimum"
    lowest = loss_of(problem, lows[0])
    if loss > lowest + 1e-9 * max(1.0, abs(lowest)):
        return f"minimum of {loss:.4g}, not the lowest"
    return "lowest known minimum"


def _left(walk: Walk) -> str:
    (low, high), *others = np.array(walk.problem.domain, walk.walks.parameters.dtype).astype(np.float64).tolist()
    bounds = "the map" if others else f"[{low:g}, {high:g}]"
    return f"outside {bounds} from step {walk.step} on; {progress(walk)}"


def _still(walk: Walk) -> str:
    if walk.walks.slope[walk.run] == 0:
        return f"the gradient is 0 at {walk.here} from step {walk.step} on, and no minimum is known there"
    names = " and ".join(walk.problem.parameters)
    return (
        f"no step moves {names} from step {walk.step} on: at {walk.here} a step is less than half a unit in the last place "
        f"of {walk.walks.loss.dtype}"
    )


def _cycling(walk: Walk) -> str:
    (period,), (step,), _ = (of.tolist() for of in cycles(walk.alone.parameters))
    points = [walk.at(row) for row in range(-period, 0)]
    shown = points if period <= MOST_WRITTEN else [*points[: MOST_WRITTEN - 1], "...", points[-1]]
    around = ", ".join([shown[0], *(point.rpartition("= ")[2] for point in shown[1:])])
    return f"a cycle of {period} from step {step} on: {around}"


def _crossing(walk: Walk) -> str:
    farther = "lands farther off" if walk.factor < -1 - SAME else "lands as far off"
    return f"each step crosses the minimum and {farther}: {progress(walk)}"


def _climbing(walk: Walk) -> str:
    losses = walk.losses[-1 - WINDOW :]
    rose = f"the loss rose in each of the last {len(losses) - 1} steps, from {losses[0]:.4g} to {losses[-1]:.4g}"
    return f"{rose}; {progress(walk)}"


def _turning(walk: Walk) -> str:
    half = min(WINDOW, walk.walks.steps // 2)
    (before,), (after,) = highest(walk.alone, half)
    lower = "no lower" if after >= before else "hardly lower"
    turns = int(walk.walks.turns(2 * half)[walk.run])
    return (
        f"{turns} of the last {2 * half} steps turned back, and the losses of the last {half} are {lower} than before"
    )


def _stalled(walk: Walk) -> str:
    slope, way = float(walk.walks.slope[walk.run]), float(walk.walks.wandered[walk.run])
    return f"slope {slope:.2g} at {walk.here}, after {way:.2g} of way in {WINDOW} steps; {progress(walk, placed=True)}"


def _descending(walk: Walk) -> str:
    span = min(PACE, walk.walks.steps)
    loss, before = float(walk.losses[-1]), float(walk.losses[-1 - span])
    if not walk.factor > 1 + SAME or loss <= before:
        return progress(walk)
    return (
        f"{walk.distance:.3g} from {walk.aim}, farther than {span} steps before, and the loss has risen from {before:.3g} to "
        f"{loss:.3g}: it swings on its way"
    )


# By the name of what was found.
REASONS: dict[str, Callable[[Walk], str]] = {
    "diverged": _diverged,
    "undefined": _undefined,
    "converged": _converged,
    "left": _left,
    "still": _still,
    "cycling": _cycling,
    "crossing": _crossing,
    "climbing": _climbing,
    "turning": _turning,
    "stalled": _stalled,
    "descending": _descending,
}
