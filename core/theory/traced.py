"""Runs of which only the places are kept: losses and slopes are computed where a judge asks for them, in a row or in all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from core.formulas import parse
from core.formulas.magnitude import largest_safe
from core.problems import Problem
from core.theory.walk import Walks, taken

NEVER = np.iinfo(np.int32).max
# Losses and gradients at some places: of arrays of one shape, one for each parameter, the loss and a row for each slope.
Losses = Callable[..., np.ndarray]
Slopes = Callable[..., tuple[np.ndarray, ...]]


@dataclass(frozen=True)
class Measure:
    """What gives the loss and the slopes at places, as the runs' method has them; each takes an array for each parameter."""

    loss: Losses
    slopes: Slopes


class Traced(Walks):
    """Runs as in `Walks`, of which `parameters`, shape (runs, rows, n), is all that is kept.

    `stopped` is the row after which a run is no more, shape (runs,).
    """

    def __init__(
        self, problem: Problem, parameters: np.ndarray, measure: Measure, stopped: np.ndarray, before: int = 0
    ) -> None:
        self.__dict__.update(problem=problem, parameters=parameters, measure=measure, stopped=stopped, before=before)

    measure: Measure
    stopped: np.ndarray

    @cached_property
    @np.errstate(all="ignore")
    def loss(self) -> np.ndarray:  # type: ignore[override]
        """At every row, shape (runs, rows)."""
        return self._until_stopped(self.measure.loss(*self._by_rows).T)

    @cached_property
    @np.errstate(all="ignore")
    def gradient(self) -> np.ndarray:  # type: ignore[override]
        """At every row, shape (runs, rows, n)."""
        slopes = self.measure.slopes(*self._by_rows)
        return np.moveaxis(np.array([self._until_stopped(slope.T).T for slope in slopes]), 0, 2).swapaxes(0, 1)

    @cached_property
    @np.errstate(all="ignore")
    def finite(self) -> np.ndarray:  # type: ignore[override]
        """As in `Walks`. Of places that are not large the loss is not computed for it."""
        finite = reduce(np.logical_and, np.moveaxis(np.isfinite(self.parameters), 2, 0))
        unsure = finite & ~_surely(self.problem, np.moveaxis(self.parameters, 2, 0))
        if unsure.any():
            runs, rows = np.nonzero(unsure)
            finite[runs, rows] = np.isfinite(self.measure.loss(*self.parameters[runs, rows].T))
        return finite

    @np.errstate(all="ignore")
    def gradient_at(self, rows: np.ndarray) -> np.ndarray:
        """As in `Walks`, computed there alone."""
        runs = np.arange(len(rows))
        slopes = np.stack(self.measure.slopes(*self.parameters[runs, rows].T), axis=1)
        return np.where((self.before + rows > self.stopped)[:, np.newaxis], slopes.dtype.type(np.nan), slopes)

    @property
    def _by_rows(self) -> np.ndarray:
        """The parameters as they lie in memory, shape (n, rows, runs)."""
        return self.parameters.transpose(2, 1, 0)

    def _until_stopped(self, values: np.ndarray) -> np.ndarray:
        rows = self.before + np.arange(values.shape[1])
        if self.stopped.min(initial=NEVER) >= rows[-1]:
            return values
        return np.where(rows > self.stopped[:, np.newaxis], values.dtype.type(np.nan), values)

    def between(self, first: int, after: int) -> "Traced":
        """The rows from one to before another; what is known of the runs' ends goes with them."""
        rows = self.parameters[:, first:after]
        return Traced(self.problem, rows, self.measure, self.stopped, self.before + first).knowing(self)

    def some(self, which: np.ndarray) -> "Traced":
        """Those of the runs, by their places or by a boolean for each."""
        places = np.flatnonzero(which) if which.dtype == bool else which
        parameters, stopped = taken(self.parameters, places), self.stopped[places]
        return Traced(self.problem, parameters, self.measure, stopped, self.before).knowing(self, places)

    def until(self, steps: int) -> "Traced":
        """The runs as they were after so many steps."""
        return Traced(self.problem, self.parameters[:, : steps + 1], self.measure, self.stopped)


@np.errstate(all="ignore")
def traced(problem: Problem, rows: np.ndarray, measure: Measure) -> Traced:
    """Runs by their places, `rows` of shape (steps + 1, n, runs), each stopped where its loss has no value.

    Of places that are not large most losses have one for sure. `rows` is written to if it may be.
    """
    stopped = np.full(rows.shape[2], NEVER, np.int32)
    largest = np.maximum(rows.max(axis=0), -rows.min(axis=0))
    unsure = np.flatnonzero(~_surely(problem, largest))
    if len(unsure):
        some = np.take(rows, unsure, axis=2)
        stopped[unsure] = _stops(problem, np.moveaxis(some, 1, 0), measure)
        over = np.broadcast_to(np.arange(len(rows))[:, np.newaxis, np.newaxis] > stopped[unsure], some.shape)
        some[over] = np.nan
        if not rows.flags.writeable:
            rows = rows.copy()
        rows[:, :, unsure] = some
    return Traced(problem, np.moveaxis(rows, 2, 0), measure, stopped)


def _stops(problem: Problem, places: np.ndarray, measure: Measure) -> np.ndarray:
    """The first row whose loss has no value, of runs that have been far off; `places` has shape (n, rows, runs)."""
    at, runs = np.nonzero(~_surely(problem, places) & ~np.isnan(places).all(axis=0))
    undefined = np.isnan(measure.loss(*places[:, at, runs]))
    stopped = np.full(places.shape[2], NEVER, np.int32)
    # Backwards, so that of each run the first row stays.
    stopped[runs[undefined][::-1]] = at[undefined][::-1]
    return stopped


def _surely(problem: Problem, places: np.ndarray) -> np.ndarray:
    """Where the loss is finite for sure; `places` has an array for each parameter."""
    safe = largest_safe(parse(problem.loss, problem.parameters), places.dtype)
    return reduce(np.maximum, np.abs(places)) <= safe if safe else np.zeros(places.shape[1:], bool)
