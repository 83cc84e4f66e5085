"""Runs that were looked at as they were made: a byte is noted of each row, and only the last rows are kept.

That is enough to judge most of them. What asks for whole runs has them made again.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.formulas import parse
from core.formulas.magnitude import largest_safe
from core.problems import Problem
from core.problems.bottoms import intervals
from core.theory.lows import NEAR, width_of
from core.theory.traced import NEVER, Measure, Traced
from core.theory.walk import Walks, since, taken

# The bits of a note: a place so large that its loss may have no value, one outside the domain, and then near each minimum.
LARGE, OUTSIDE, FIRST = 1, 2, 4
MOST_MINIMA = 6


class Noted(NamedTuple):
    """What is noted of a place: whether it is `near` one of the `minima`, shape (k, 2, n), which are flat from their first
    ends to their second; outside the `domain`, shape (2, n); or larger than is `safe`.
    """

    minima: np.ndarray
    near: float
    domain: np.ndarray
    safe: float


def noted_of(problem: Problem, dtype: str) -> Noted | None:
    """What is noted of a problem's runs; None where that would not do to judge them."""
    safe = largest_safe(parse(problem.loss, problem.parameters), np.dtype(dtype))
    flats = intervals(problem) if len(problem.parameters) == 1 else ()
    minima = [*(((low,), (high,)) for low, high in flats), *((low, low) for low in problem.minima)]
    valleys = len(problem.parameters) > 1 and problem.bottoms
    if not safe or valleys or len(minima) > MOST_MINIMA:
        return None
    domain = np.array(problem.domain, dtype).astype(np.float64).T
    ends = np.array(minima, np.float64).reshape(-1, 2, len(problem.parameters))
    return Noted(ends, NEAR * width_of(problem), domain, safe)


class Followed(Traced):
    """Runs as in `Traced`, of which `parameters` are the last rows alone, and `notes`, shape (steps + 1, runs), of all.

    `again` makes those at some places once more, whole.
    """

    def __init__(
        self,
        problem: Problem,
        rows: np.ndarray,
        measure: Measure,
        notes: np.ndarray,
        again: Callable[[np.ndarray], Walks],
    ) -> None:
        stopped = np.full(rows.shape[2], NEVER, np.int32)
        super().__init__(problem, np.moveaxis(rows, 2, 0), measure, stopped, len(notes) - len(rows))
        self.__dict__.update(notes=notes, again=again)

    notes: np.ndarray
    again: Callable[[np.ndarray], Walks]

    @property
    def sure(self) -> np.ndarray:
        """As in `Walks`: those that never went far off."""
        return np.bitwise_or.reduce(self.notes, axis=0) & LARGE == 0

    def some(self, which: np.ndarray) -> "Followed":
        """As in `Walks`."""
        places = np.flatnonzero(which) if which.dtype == bool else which
        if len(places) == len(self.parameters):
            return self
        rows = np.moveaxis(taken(self.parameters, places), 0, 2)
        notes = np.take(self.notes, places, axis=1)
        return Followed(self.problem, rows, self.measure, notes, lambda some: self.again(places[some])).knowing(
            self, places
        )

    def whole(self, places: np.ndarray) -> Walks:
        """As in `Walks`."""
        return self.again(places)

    def near_since(self, places: np.ndarray, tail: Walks) -> np.ndarray:
        """As in `Walks`, by the notes."""
        noted, bits = noted_of(self.problem, self.parameters.dtype.name), np.zeros(len(self.parameters), np.uint8)
        for k, (low, high) in reversed([*enumerate(noted.minima if noted else ())]):
            bits[places[np.all((low <= tail.minimum) & (tail.minimum <= high), axis=1)]] = FIRST << k
        return self._since(bits)[places]

    def outside_since(self, places: np.ndarray) -> np.ndarray:
        """As in `Walks`, by the notes."""
        return self._since(OUTSIDE)[places]

    def _since(self, bits: np.ndarray | int) -> np.ndarray:
        # Of all runs: to leave some out would cost more.
        return since((self.notes & bits != 0).T)
