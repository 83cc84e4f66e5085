"""The lie of the land: a loss on a grid over its map, its lowest point, and the levels that show it best."""

import math
from functools import lru_cache

import numpy as np

from core.problems import Problem, loss_at
from core.problems.bottoms import known_lows

GRID_POINTS = 201
MOST_LEVELS = 14
# A loss that leaps from its floor to its top has hardly any levels in the logarithm.
FEWEST = 3
# Where more of the map than this lies below the first of evenly spaced levels they are spaced in the logarithm.
UNEVEN = 0.2
# The lowest level of log spacing surrounds this share of the map: the floor of a valley is thinner than the grid is fine.
THINNEST = 0.006
# Of the highest loss: heights that are smaller cannot be divided by.
LEAST = 1e-300
# Of the map's width: what is nearer than this to its neighbour is in the same pixel.
FINEST = 4000
# What differs by less than this share of its size is the same to all digits that a map could show.
SAME = 1e-12
_NICE = (1.0, 2.0, 5.0)


@lru_cache(maxsize=32)
def grid(problem: Problem, points: int = GRID_POINTS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The loss over the map in float64: x of shape (points,), y of shape (points,), loss of shape (points, points).

    `loss[row, column]` is at (x[column], y[row]), NaN where it has no finite value. Do not change the arrays: they are kept.
    """
    x, y = (np.linspace(low, high, points) for low, high in problem.domain)
    loss = loss_at(problem, *np.meshgrid(x, y))
    return x, y, np.where(np.isfinite(loss), loss, np.nan).astype(np.float64)


def lowest_loss(problem: Problem) -> float:
    """The lowest loss known on the map, at a minimum or on the grid; inf where the loss has no value at all."""
    loss, (low, high) = grid(problem)[2], np.array(problem.domain).T
    points = np.array(known_lows(problem)).reshape(-1, 2)
    points = points[np.all((points >= low) & (points <= high), axis=1)]
    known = loss_at(problem, *points.T)
    return float(min(np.min(known, initial=math.inf), np.min(loss, where=np.isfinite(loss), initial=math.inf)))


def exponent(problem: Problem) -> int:
    """The power of two by which the map's losses are divided to be at most 1: no sum of two overflows then, or underflows.

    A power of two changes no digit, so that levels and lines are the same whatever the size of the losses.
    """
    _, _, loss = grid(problem)
    largest = float(np.max(np.abs(loss), where=np.isfinite(loss), initial=0.0))
    lowest = lowest_loss(problem)
    return math.frexp(max(largest, abs(lowest) if math.isfinite(lowest) else 0.0))[1]


@lru_cache(maxsize=32)
def levels(problem: Problem) -> tuple[float, ...]:
    """The losses whose contour lines the map shows, ascending; none where the loss is the same everywhere.

    They are round numbers: evenly spaced, or, where the loss is uneven, evenly in the logarithm of the height above the
    lowest loss.
    """
    _, _, loss = grid(problem)
    size = exponent(problem)
    known = np.ldexp(loss[np.isfinite(loss)], -size)
    if not len(known):
        return ()
    lowest = math.ldexp(lowest_loss(problem), -size)
    rises = known - lowest
    highest = float(rises.max())
    if not highest > SAME * abs(lowest):
        return ()
    found = _even_levels(lowest, lowest + highest, size)
    if not found or np.mean(rises < found[0] - lowest) > UNEVEN:
        # Where the floor is flat nothing is to be seen of it: its first level is above it, and above rounding.
        first = max(float(np.quantile(rises[rises > SAME * abs(lowest)], THINNEST)), LEAST)
        heights = _log_levels(first, highest, size)
        found = [lowest + height for height in heights] if len(heights) >= FEWEST or not found else found
    within = (math.ldexp(level, size) for level in found if lowest < level < lowest + highest)
    return tuple(dict.fromkeys(within))


def _round_numbers(of_a_decade: tuple[float, ...], low: float, high: float, size: int) -> list[float]:
    """These multiples of powers of ten from `low` until `high`, ascending, all of them divided by 2**size."""
    first, last = (math.floor(math.log10(end) + size * math.log10(2)) for end in (low, high))
    # The ends of float64 are half a decade farther than a power of ten in it: what overflows or vanishes is left out.
    numbers = [
        math.ldexp(d * float(f"1e{k}"), -size) for k in range(first - 1, last + 2) for d in of_a_decade if k < 308
    ]
    numbers += [math.ldexp(1e308, -size)] if last >= 308 else []
    return [number for number in numbers if low <= number < high and number > 0]


def _log_levels(low: float, high: float, size: int) -> list[float]:
    """Round numbers from `low` to `high`: 1, 2 and 5 of each decade, or its 1 and 3, or powers of 10 and of more."""
    found: list[float] = []
    for of_a_decade in (_NICE, (1.0, 3.0), (1.0,)):
        found = _round_numbers(of_a_decade, low, high, size)
        if len(found) <= MOST_LEVELS:
            return found
    return found[:: -(-len(found) // MOST_LEVELS)]


def _even_levels(low: float, high: float, size: int) -> list[float]:
    """Multiples of a round number between `low` and `high`; none where floats are too coarse for one."""
    least = (high - low) / MOST_LEVELS
    step = next(iter(_round_numbers(_NICE, least, 20 * least, size)), 0.0)
    if not step:
        return []
    first, last = math.floor(low / step) + 1, math.ceil(high / step)
    return [step * k for k in range(first, last)]


def height_of(problem: Problem, losses: np.ndarray) -> np.ndarray:
    """Losses on the map's scale, from 0 at the lowest to 1 at the highest, with as much of it between any two levels."""
    edges, size = np.array(height_scale(problem)), exponent(problem)
    if not edges[-1] > edges[0]:
        return np.where(np.isfinite(losses), 0.0, np.nan)
    return np.interp(np.ldexp(losses, -size), np.ldexp(edges, -size), np.linspace(0, 1, len(edges)))


def height_scale(problem: Problem) -> tuple[float, ...]:
    """The losses between which heights are spread evenly, ascending: the lowest, the levels, the highest; all finite."""
    _, _, loss = grid(problem)
    highest = float(np.max(loss, where=np.isfinite(loss), initial=-math.inf))
    return (lowest_loss(problem), *levels(problem), highest) if math.isfinite(highest) else (0.0, 0.0)


def place_type(problem: Problem) -> type[np.floating]:
    """The precision that places on the map are sent in: float32 where it tells neighbouring pixels apart, else float64."""
    finest = min(high - low for low, high in problem.domain) / FINEST
    farthest = max(abs(edge) for side in problem.domain for edge in side)
    return np.float32 if np.finfo(np.float32).eps * farthest < finest else np.float64
