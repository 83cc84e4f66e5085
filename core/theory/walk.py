"""Runs as their judges see them: their paths, how far they are from the nearest minimum, and how fast that changes.

Everything is an array with a row for each run, so that one run and thousands are judged by the same lines. In memory the
runs may lie side by side, and do where there are thousands: no line here minds.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Self

import numpy as np

from core.problems import Problem, loss_at
from core.problems.bottoms import intervals
from core.theory.lows import NEAR, above, lengths, nearest_minima, valleys_at, width_of
from core.trajectory import Trajectory

# Rows that are enough to know a habit by, and to tell how fast a distance changes.
WINDOW = 20
PACE = 10
# So many rows of thousands of runs are looked at together.
AT_ONCE = 16
# What hangs on the last rows alone, and is passed on to whoever looks at some of the runs or rows.
_OF_THE_END = ("minimum", "valley", "factor")


def since(holds: np.ndarray) -> np.ndarray:
    """From which column on each row of `holds` is True to its end, shape (runs,); its length where the last is False."""
    count = holds.shape[1]
    # Not from the end back: where runs lie side by side it is far quicker to go from row to row of them, and the more so the
    # smaller the numbers are.
    after = ~holds * np.arange(1, count + 1, dtype=np.min_scalar_type(count))
    return after.max(axis=1, initial=0).astype(int)


def taken(values: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Those runs of an array, side by side in memory."""
    if len(which) == len(values):
        return values
    return np.moveaxis(np.take(np.moveaxis(values, 0, -1), which, axis=-1), -1, 0)


@dataclass(frozen=True, eq=False)
class Walks:
    """Runs of one problem over as many steps, as arrays of the runs' dtype.

    `parameters` and `gradient` have shape (runs, steps + 1, n), `loss` has shape (runs, steps + 1). Of the last rows alone
    `before` is how many went before them.
    """

    problem: Problem
    parameters: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray
    before: int = 0

    @classmethod
    def of(cls, problem: Problem, *runs: Trajectory) -> "Walks":
        """Some runs of one precision and over as many steps."""
        parameters, loss, gradient = zip(*((run.parameters, run.loss, run.gradient) for run in runs), strict=True)
        return cls(problem, np.stack(parameters), np.stack(loss), np.stack(gradient))

    def last(self, rows: int) -> "Walks":
        """The last rows, at most so many."""
        count = self.parameters.shape[1]
        return self.between(max(count - rows, 0), count)

    def between(self, first: int, after: int) -> "Walks":
        """The rows from one to before another; what is known of the runs' ends goes with them."""
        parameters, loss, gradient = (values[:, first:after] for values in (self.parameters, self.loss, self.gradient))
        return Walks(self.problem, parameters, loss, gradient, self.before + first).knowing(self)

    def far_until(self) -> np.ndarray:
        """From which row on each run is near its minimum, shape (runs,): some rows at a time, which stay in the processor."""
        count, found = self.parameters.shape[1], np.zeros(len(self.parameters), int)
        for first in range(0, count, AT_ONCE):
            part = self.between(first, min(first + AT_ONCE, count))
            step = since(~(part.distance > self.near))
            found = np.where(step > 0, first + step, found)
        return found

    @property
    def sure(self) -> np.ndarray:
        """Which runs can be judged by what is kept of them, shape (runs,)."""
        return np.ones(len(self.parameters), bool)

    def whole(self, places: np.ndarray) -> "Walks":
        """The runs at these places from their beginnings."""
        return self if len(places) == len(self.parameters) else self.some(places)

    def near_since(self, places: np.ndarray, tail: "Walks") -> np.ndarray:
        """From which row on the runs at these places are near their minima, shape (runs,); `tail` is their last rows."""
        return self.whole(places).knowing(tail).far_until()

    def outside_since(self, places: np.ndarray) -> np.ndarray:
        """From which row on the runs at these places are outside the domain, shape (runs,)."""
        return since(self.whole(places).outside > 0)

    def gradient_at(self, rows: np.ndarray) -> np.ndarray:
        """The gradient of each run at a row of its own, shape (runs, n)."""
        return self.gradient[np.arange(len(rows)), rows]

    def some(self, which: np.ndarray) -> "Walks":
        """Those of the runs, by their places or by a boolean for each."""
        places = np.flatnonzero(which) if which.dtype == bool else which
        return _Some(self, places).knowing(self, places)

    def knowing(self, walks: "Walks", places: np.ndarray | slice = slice(None)) -> Self:
        """These runs, with what is known already of the ends of those, of which they are some."""
        self.__dict__.update({name: walks.__dict__[name][places] for name in _OF_THE_END if name in walks.__dict__})
        return self

    def until(self, steps: int) -> "Walks":
        """The runs as they were after so many steps."""
        rows = slice(steps + 1)
        return Walks(self.problem, self.parameters[:, rows], self.loss[:, rows], self.gradient[:, rows])

    @property
    def steps(self) -> int:
        """The number of steps taken."""
        return self.before + self.parameters.shape[1] - 1

    @cached_property
    def path(self) -> np.ndarray:
        """The rows in float64."""
        return self.parameters.astype(np.float64, copy=False)

    @cached_property
    def finite(self) -> np.ndarray:
        """Which rows have a place and a loss, shape (runs, steps + 1)."""
        return reduce(np.logical_and, np.moveaxis(np.isfinite(self.path), 2, 0), np.isfinite(self.loss))

    @cached_property
    def moves(self) -> np.ndarray:
        """From each row to the next, shape (runs, steps, n)."""
        return np.diff(self.path, axis=1)

    @cached_property
    def lengths(self) -> np.ndarray:
        """How long each of them is."""
        return lengths(self.moves)

    @cached_property
    def valley(self) -> np.ndarray:
        """The loss of the valley that each run ended in, shape (runs,); NaN for none."""
        if len(self.problem.parameters) == 1 or not self.problem.bottoms:
            return np.full(len(self.path), np.nan)
        end = self.last(1)
        return valleys_at(self.problem, end.path[:, 0], end.loss[:, 0], end.gradient[:, 0])

    @cached_property
    def minimum(self) -> np.ndarray:
        """The known minimum nearest to the last row, shape (runs, n); NaN for none."""
        return nearest_minima(self.problem, self.path[:, -1])

    @cached_property
    def known(self) -> np.ndarray:
        """Whether there is such a minimum."""
        return np.all(np.isfinite(self.minimum), axis=1)

    @cached_property
    def flat(self) -> np.ndarray:
        """The two ends of the flat bottom of one parameter that it belongs to, shape (runs, 2); NaN for none."""
        ends = np.full((len(self.path), 2), np.nan)
        for low, high in reversed(intervals(self.problem)) if self.path.shape[2] == 1 else ():
            ends[(low <= self.minimum[:, 0]) & (self.minimum[:, 0] <= high)] = low, high
        return ends

    @cached_property
    def distance(self) -> np.ndarray:
        """How far each row is from that valley, flat bottom or minimum; NaN where none is known."""
        away = lengths(self.path - self.minimum[:, np.newaxis])
        if not np.isnan(self.flat).all():
            low, high = self.flat.T[:, :, np.newaxis, np.newaxis]
            flat = np.maximum(0, np.maximum(low - self.path, self.path - high))[:, :, 0]
            away = np.where(np.isnan(self.flat[:, :1]), away, flat)
        if np.isnan(self.valley).all():
            return away
        valley = self.valley[:, np.newaxis]
        return np.where(np.isnan(valley), away, above(self.problem, self.loss, self.gradient, valley))

    @cached_property
    def floor(self) -> np.ndarray:
        """The loss of the minimum nearest to the last row, shape (runs,); NaN where none is known."""
        return loss_at(self.problem, *self.minimum.T)

    @cached_property
    def heights(self) -> np.ndarray:
        """The loss above that of the nearest minimum, or above the lowest on the way where none is known or it is lower."""
        loss = self.loss.astype(np.float64)
        return loss - np.fmin(loss.min(axis=1), self.floor)[:, np.newaxis]

    @cached_property
    def outside(self) -> np.ndarray:
        """How far outside the domain each row is, 0 for not at all, shape (runs, steps + 1)."""
        low, high = np.array(self.problem.domain, self.parameters.dtype).astype(np.float64).T
        return reduce(np.maximum, np.moveaxis(np.maximum(0, np.maximum(low - self.path, self.path - high)), 2, 0))

    @property
    def width(self) -> float:
        """Of the domain, where it is widest."""
        return width_of(self.problem)

    @property
    def near(self) -> float:
        """What is no farther from a minimum is at it."""
        return NEAR * self.width

    @property
    def rounding(self) -> np.ndarray:
        """A few units in the last place of where each run is, shape (runs,)."""
        return 8 * float(np.finfo(self.parameters.dtype).eps) * np.max(np.abs(self.path[:, -1]), axis=1)

    @property
    def slope(self) -> np.ndarray:
        """The length of the last gradient, shape (runs,)."""
        return lengths(self.last(1).gradient[:, 0].astype(np.float64))

    @property
    def wandered(self) -> np.ndarray:
        """How far from the last row the rows of the window lie at most, shape (runs,)."""
        return np.max(lengths(self.path[:, -WINDOW:] - self.path[:, -1:]), axis=1)

    @cached_property
    def turned(self) -> np.ndarray:
        """Which moves turned back against the one before, shape (runs, steps)."""
        along = np.moveaxis(self.moves[:, 1:] * self.moves[:, :-1], 2, 0)
        back = reduce(np.add, along) < 0
        return np.hstack([np.zeros((len(back), 1), bool), back])[:, : self.moves.shape[1]]

    def turns(self, steps: int) -> np.ndarray:
        """How many of the last steps turned back against the one before, which is one of them; shape (runs,)."""
        return np.count_nonzero(self.turned[:, -steps:][:, 1:], axis=1)

    @cached_property
    def factor(self) -> np.ndarray:
        """What a step multiplied the distance to the nearest minimum by, on average over the last steps, shape (runs,).

        Negative where each of them crossed the minimum. NaN where it has no value.
        """
        if self.steps == 0:
            return np.full(len(self.path), np.nan)
        span = min(PACE, self.steps)
        if self.path.shape[1] > span + 1:
            return self.last(span + 1).factor
        _ = self.minimum, self.valley  # known to both rows from here on
        before, after = self.between(0, 1).distance[:, 0], self.last(1).distance[:, 0]
        usable = self.known & (before != 0)
        with np.errstate(all="ignore"):
            size = np.where(usable, (after / before) ** (1 / span), np.nan)
        if self.path.shape[2] > 1:
            return size
        sides = np.sign(self.path[:, :, 0] - self.minimum)
        return np.where(np.all(sides[:, 1:] * sides[:, :-1] < 0, axis=1), -size, size)


class _Some(Walks):
    """Some runs of others, each array taken from theirs when it is first asked for."""

    def __init__(self, walks: Walks, which: np.ndarray) -> None:
        self.__dict__.update(problem=walks.problem, before=walks.before, _all=walks, _which=which)

    @cached_property
    def parameters(self) -> np.ndarray:  # type: ignore[override]
        """As in `Walks`, and so the other two."""
        return taken(self._all.parameters, self._which)

    @cached_property
    def loss(self) -> np.ndarray:  # type: ignore[override]
        """See above."""
        return taken(self._all.loss, self._which)

    @cached_property
    def gradient(self) -> np.ndarray:  # type: ignore[override]
        """See above."""
        return taken(self._all.gradient, self._which)
