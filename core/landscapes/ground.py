"""The lie of the land: a loss on a grid over its map, its lowest point, and the levels that show it best."""

import math
from functools import lru_cache

import numpy as np

from core.bottoms import known_lows
from core.formulas import parse
from core.problems import Problem

GRID_POINTS = 201
MOST_LEVELS = 14
# Where more of the map than this lies below the first of evenly spaced levels they are spaced in the logarithm.
UNEVEN = 0.2
# The lowest level of log spacing surrounds this share of the map: the floor of a valley is thinner than the grid is fine.
THINNEST = 0.006
_NICE = (1.0, 2.0, 5.0)


@lru_cache(maxsize=32)
def grid(problem: Problem, points: int = GRID_POINTS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The loss over the map in float64: x of shape (points,), y of shape (points,), loss of shape (points, points).

    `loss[row, column]` is at (x[column], y[row]), NaN where it has no finite value. Do not change the arrays: they are kept.
    """
    x, y = (np.linspace(low, high, points) for low, high in problem.domain)
    with np.errstate(all="ignore"):
        loss = np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*np.meshgrid(x, y)), (points, points))
    return x, y, np.where(np.isfinite(loss), loss, np.nan).astype(np.float64)


def lowest_loss(problem: Problem) -> float:
    """The lowest loss known on the map, at a minimum or on the grid; inf where the loss has no value at all."""
    loss, (low, high) = grid(problem)[2], np.array(problem.domain).T
    points = np.array(known_lows(problem)).reshape(-1, 2)
    points = points[np.all((points >= low) & (points <= high), axis=1)]
    with np.errstate(all="ignore"):
        known = np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*points.T), len(points))
    return float(min(np.min(known, initial=math.inf), np.min(loss, where=np.isfinite(loss), initial=math.inf)))


@lru_cache(maxsize=32)
def levels(problem: Problem) -> tuple[float, ...]:
    """The losses whose contour lines the map shows, ascending; none where the loss is the same everywhere.

    They are round numbers: evenly spaced, or, where the loss is uneven, evenly in the logarithm of the height above the
    lowest loss.
    """
    lowest = lowest_loss(problem)
    _, _, loss = grid(problem)
    rises = loss[np.isfinite(loss)] - lowest
    if not len(rises) or not rises.max() > 1e-12 * max(1.0, abs(lowest)):
        return ()
    even = _even_levels(lowest, lowest + float(rises.max()))
    if np.mean(rises < even[0] - lowest) <= UNEVEN:
        return even
    first = max(float(np.quantile(rises, THINNEST)), 1e-9 * float(rises.max()))
    return tuple(lowest + height for height in _log_levels(first, float(rises.max())))


def _log_levels(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`: 1, 2 and 5 of each decade, or its 1 and 3, or powers of 10 and of more."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for of_a_decade in (_NICE, (1.0, 3.0), (1.0,)):
        found = [digit * 10.0**decade for decade in decades for digit in of_a_decade]
        found = [level for level in found if low <= level < high]
        if len(found) <= MOST_LEVELS:
            return found
    return found[:: -(-len(found) // MOST_LEVELS)]


def _even_levels(low: float, high: float) -> tuple[float, ...]:
    """Multiples of a round number between `low` and `high`."""
    least = (high - low) / MOST_LEVELS
    decade = 10.0 ** math.floor(math.log10(least))
    step = next(digit * decade for digit in (*_NICE, 10.0) if digit * decade >= least)
    first, last = math.floor(low / step) + 1, math.ceil(high / step)
    return tuple(step * k for k in range(first, last))


def height_of(problem: Problem, losses: np.ndarray) -> np.ndarray:
    """Losses on the map's scale, from 0 at the lowest to 1 at the highest, with as much of it between any two levels."""
    _, _, loss = grid(problem)
    highest = float(np.max(loss, where=np.isfinite(loss), initial=-math.inf))
    edges = np.array([lowest_loss(problem), *levels(problem), highest])
    if not edges[-1] > edges[0]:
        return np.zeros_like(losses)
    return np.interp(losses, edges, np.linspace(0, 1, len(edges)))
