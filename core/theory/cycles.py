"""Whether paths come back to the same places again and again."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from core.theory.walk import since

LONGEST = 16
# Of the way across a cycle, and in units in the last place: what counts as the same place again.
SAME = 1e-4
ROUNDING = 4
# Optimizers with a memory may go to and fro twice on their way elsewhere.
ROUNDS = 3


class Cycles(NamedTuple):
    """Paths that repeat themselves every `period` rows from row `step` to their ends; `spread` is the way across.

    Arrays of shape (runs,); period 0 where a path ends in no cycle.
    """

    period: np.ndarray
    step: np.ndarray
    spread: np.ndarray


def cycles(parameters: np.ndarray) -> Cycles:
    """The shortest cycle of 2 to 16 rows that each path ends in; `parameters` has shape (runs, rows, n).

    It must have gone round three times at the least. What is not finite repeats nothing.
    """
    count = len(parameters)
    found = Cycles(np.zeros(count, int), np.zeros(count, int), np.zeros(count))
    exact = ROUNDING * float(np.finfo(parameters.dtype).eps)
    for period, near in _periods(parameters, exact):
        worth = np.flatnonzero(near & (found.period == 0))
        if not len(worth):
            continue
        tail = parameters[worth, -2 * period :].astype(np.float64)
        spread = np.max(np.ptp(tail, axis=1), axis=1)
        tolerance = np.maximum(SAME * spread, exact * np.max(np.abs(tail), axis=(1, 2)))
        # The last rounds first: of most paths they tell enough.
        last = _again(parameters[worth, -ROUNDS * period - 1 :], period, tolerance).all(axis=1)
        so = (spread > 2 * tolerance) & last
        cyclic = worth[so]
        step = since(_again(parameters[cyclic], period, tolerance[so]))
        found.period[cyclic], found.step[cyclic], found.spread[cyclic] = period, step, spread[so]
    return found


def _periods(parameters: np.ndarray, exact: float) -> Iterator[tuple[int, np.ndarray]]:
    """Each period, and after which each path's last row is where it was, or nearly: no other is worth a closer look."""
    longest = min(LONGEST, (parameters.shape[1] - 1) // ROUNDS)
    tail = parameters[:, -2 * LONGEST :]
    # The largest and the smallest are the same numbers in any precision: the rows need not be made float64 for them.
    highest, lowest = (of.astype(np.float64) for of in (tail.max(axis=1), tail.min(axis=1)))
    widest = SAME * (highest - lowest).max(axis=1) + exact * np.maximum(highest, -lowest).max(axis=1)
    last = tail[:, -1].astype(np.float64)
    for period in range(2, longest + 1):
        yield period, np.abs(tail[:, -1 - period].astype(np.float64) - last).max(axis=1) <= widest


def _again(parameters: np.ndarray, period: int, tolerance: np.ndarray) -> np.ndarray:
    """Which rows come back after a period, shape (runs, rows - period)."""
    path = parameters.astype(np.float64)
    return np.max(np.abs(path[:, period:] - path[:, :-period]), axis=2) <= tolerance[:, np.newaxis]
