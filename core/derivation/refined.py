"""Where a typed derivative becomes wrong and where it is right by accident, found between the samples by halving."""

from collections.abc import Callable

import numpy as np

# So many halvings lead from one sample to the next below the last digit.
HALVINGS = 60
# Runs of no more right samples than these lie about a place where the two slopes cross, or touch.
FEW = 3

Values = Callable[[np.ndarray], np.ndarray]


def edges(holds: Values, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """The last places for which `holds` between places where it does and where it does not, shape (n,).

    `holds` says so of many places at once.
    """
    inside, outside = inside.copy(), outside.copy()
    for _ in range(HALVINGS if len(inside) else 0):
        middle = (inside + outside) / 2
        held = holds(middle)
        inside, outside = np.where(held, middle, inside), np.where(held, outside, middle)
    return inside


def written(places: np.ndarray) -> np.ndarray:
    """Places as a person writes them: six decimals, if they are no farther than a millionth from that."""
    short = np.round(places, 6) + 0.0
    return np.where(np.abs(short - places) <= 1e-6 * np.maximum(1.0, np.abs(places)), short, places)


def crossings(difference: Values, wrong: Values, at: np.ndarray) -> np.ndarray | None:
    """The places where a derivative that is wrong nearly everywhere is right: where it crosses the true one or touches it.

    `difference` and `wrong` tell of many places at once. None where it is right along a stretch.
    """
    off, bad = difference(at), wrong(at)
    known = np.isfinite(off)
    at, off, bad = at[known], off[known], bad[known]
    starts = np.flatnonzero(np.diff(np.concatenate([[False], ~bad, [False]]).astype(int)))
    if np.any(starts[1::2] - starts[::2] > FEW):
        return None
    turns = np.flatnonzero(off[1:] * off[:-1] < 0)
    positive = np.where(off[turns] > 0, at[turns], at[turns + 1])
    negative = np.where(off[turns] > 0, at[turns + 1], at[turns])
    low = np.flatnonzero((np.abs(off[1:-1]) <= np.abs(off[:-2])) & (np.abs(off[1:-1]) <= np.abs(off[2:]))) + 1
    low = low[(off[low - 1] * off[low] >= 0) & (off[low + 1] * off[low] >= 0)]
    found = np.concatenate(
        [edges(lambda w: difference(w) > 0, positive, negative), _lowest(difference, at[low - 1], at[low + 1])]
    )
    # Where the one or the other jumps they do not meet.
    found = found[~wrong(found)]
    short = written(found)
    found = np.unique(np.where(wrong(short), found, short))
    apart = np.append(True, np.diff(found) > np.ptp(at) / len(at)) if len(found) else np.empty(0, bool)
    return found[apart]


def _lowest(difference: Values, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Where the size of a difference is least between two places each, shape (n,)."""
    for _ in range(HALVINGS if len(left) else 0):
        first, second = left + (right - left) / 3, right - (right - left) / 3
        falls = np.abs(difference(first)) > np.abs(difference(second))
        left, right = np.where(falls, first, left), np.where(falls, right, second)
    return (left + right) / 2
