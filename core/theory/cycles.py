"""Whether a path comes back to the same places again and again."""

from dataclasses import dataclass

import numpy as np

LONGEST = 16
# Of the way across a cycle, and in units in the last place: what counts as the same place again.
SAME = 1e-4
ROUNDING = 4
# Optimizers with a memory may go to and fro twice on their way elsewhere.
ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """A path that repeats itself every `period` rows from row `step` to its end; `spread` is the way across."""

    period: int
    step: int
    spread: float


def cycle(parameters: np.ndarray) -> Cycle | None:
    """The shortest cycle that a finite path, shape (rows, n), ends in; None where it ends in none of 2 to 16 rows.

    It must have gone round three times at the least.
    """
    path = parameters.astype(np.float64)
    exact = ROUNDING * float(np.finfo(parameters.dtype).eps)
    for period in range(2, LONGEST + 1):
        if len(path) <= ROUNDS * period:
            return None
        spread = float(np.max(np.ptp(path[-2 * period :], axis=0)))
        tolerance = max(SAME * spread, exact * float(np.max(np.abs(path[-2 * period :]))))
        away = np.flatnonzero(np.max(np.abs(path[period:] - path[:-period]), axis=1) > tolerance)
        step = int(away[-1]) + 1 if len(away) else 0
        if spread > 2 * tolerance and step <= len(path) - 1 - ROUNDS * period:
            return Cycle(period=period, step=step, spread=spread)
    return None
