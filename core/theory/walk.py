"""A run as its judges see it: its path, how far it is from the nearest minimum, and how fast that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.problems import Problem
from core.problems.bottoms import Interval, interval_at, known_lows, loss_of, written
from core.theory.lows import NEAR, above, lengths, nearest_minimum, valley_at
from core.trajectory import Trajectory

# Rows that are enough to know a habit by, and to tell how fast a distance changes.
WINDOW = 20
PACE = 10


def place(problem: Problem, point: Sequence[float] | np.ndarray) -> str:
    """A point in words, to four digits."""
    numbers = [f"{value + 0.0:.4g}" for value in point]
    return f"{problem.parameters[0]} = {numbers[0]}" if len(numbers) == 1 else f"({', '.join(numbers)})"


@dataclass(frozen=True, eq=False)
class Walk:
    """A run as its judges see it, in float64."""

    problem: Problem
    run: Trajectory

    @cached_property
    def path(self) -> np.ndarray:
        """The rows, shape (steps + 1, n)."""
        return self.run.parameters.astype(np.float64)

    @cached_property
    def moves(self) -> np.ndarray:
        """From each row to the next."""
        return np.diff(self.path, axis=0)

    @cached_property
    def lengths(self) -> np.ndarray:
        """How long each of them is."""
        return lengths(self.moves)

    @cached_property
    def valley(self) -> float | None:
        """The loss of the valley that the run ended in."""
        return valley_at(self.problem, self.run)

    @cached_property
    def minimum(self) -> tuple[float, ...] | None:
        """The known minimum nearest to the last row."""
        return nearest_minimum(self.problem, self.path[-1])

    @cached_property
    def flat(self) -> Interval | None:
        """The flat bottom of one parameter that it belongs to."""
        return interval_at(self.problem, self.minimum[0]) if self.minimum and len(self.minimum) == 1 else None

    @cached_property
    def distance(self) -> np.ndarray:
        """How far each row is from that valley, flat bottom or minimum."""
        if self.valley is not None:
            return above(self.problem, self.run, self.valley)
        if self.flat:
            low, high = self.flat
            return np.maximum(0, np.maximum(low - self.path, self.path - high))[:, 0]
        return lengths(self.path - self.minimum)

    @property
    def aim(self) -> str:
        """That minimum in words."""
        return (
            written(self.problem, self.flat)
            if self.flat
            else f"the minimum at {place(self.problem, self.minimum or ())}"
        )

    @cached_property
    def heights(self) -> np.ndarray:
        """The loss above that of the nearest minimum, or above the lowest on the way where none is known."""
        loss = self.run.loss.astype(np.float64)
        return loss - min(float(loss.min()), np.inf if self.minimum is None else loss_of(self.problem, self.minimum))

    @property
    def steps(self) -> int:
        """The number of steps taken."""
        return self.run.steps

    @property
    def here(self) -> str:
        """The last row in words."""
        return place(self.problem, self.path[-1])

    @property
    def width(self) -> float:
        """Of the domain, where it is widest."""
        return max(high - low for low, high in self.problem.domain)

    @property
    def near(self) -> float:
        """What is no farther from a minimum is at it."""
        return NEAR * self.width

    @property
    def rounding(self) -> float:
        """A few units in the last place of where the run is."""
        return 8 * float(np.finfo(self.run.parameters.dtype).eps) * float(np.max(np.abs(self.path[-1])))

    @property
    def slope(self) -> float:
        """The length of the last gradient."""
        return float(lengths(self.run.gradient[-1:].astype(np.float64))[0])

    @property
    def wandered(self) -> float:
        """How far from the last row the rows of the window lie at most."""
        return float(np.max(lengths(self.path[-WINDOW:] - self.path[-1])))

    @cached_property
    def turned(self) -> np.ndarray:
        """Which moves turned back against the one before, shape (steps,)."""
        return np.append(False, np.sum(self.moves[1:] * self.moves[:-1], axis=1) < 0)[: self.steps]

    def turns(self, steps: int) -> int:
        """How many of the last steps turned back against the one before, which is one of them."""
        return int(np.count_nonzero(self.turned[-steps:][1:]))

    @cached_property
    def factor(self) -> float | None:
        """What a step multiplied the distance to the nearest minimum by, on average over the last steps.

        Negative where each of them crossed the minimum. None where it has no value.
        """
        if self.minimum is None or self.steps == 0:
            return None
        span = min(PACE, self.steps)
        before, after = self.distance[-1 - span], self.distance[-1]
        if before == 0:
            return None
        size = float((after / before) ** (1 / span))
        sides = np.sign(self.path[-1 - span :, 0] - self.minimum[0])
        crossed = self.path.shape[1] == 1 and np.all(sides[1:] * sides[:-1] < 0)
        return -size if crossed else size


def progress(walk: Walk, *, placed: bool = False) -> str:
    """How far the last row is from the nearest minimum, and what the last steps multiplied that by.

    `placed` says that the sentence has told already where the last row is.
    """
    if walk.minimum is None and walk.problem.bottoms:
        rise = float(walk.run.loss[-1]) - loss_of(walk.problem, known_lows(walk.problem)[0])
        where = "there" if placed else f"at {walk.here}, where"
        return f"{where} the loss is {rise:.3g} above the flat bottom"
    if walk.minimum is None:
        return f"{'' if placed else f'at {walk.here}; '}no minimum is known"
    far = f"{walk.distance[-1]:.3g} from {walk.aim}"
    if walk.steps == 0:
        return f"no step was taken; {far}"
    if walk.distance[-1] == 0:
        return f"the last step landed on {walk.aim}"
    if walk.factor is None:
        return far
    span = min(PACE, walk.steps)
    pace = f"the last {span} steps multiplied" if span > 1 else "the last step multiplied"
    average = " each, on average" if span > 1 else ""
    return f"{far}; {pace} that distance by {walk.factor:.3g}{average}"
