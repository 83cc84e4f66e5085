"""Where the known minima lie as seen from places and runs: points, flat bottoms and valleys alike."""

import math
from functools import lru_cache, reduce

import numpy as np

from core.problems import Problem, gradient_at
from core.problems.bottoms import BOXES, intervals, loss_of

# A share of the domain's width: what is no farther from a minimum is at it. It only chooses words.
NEAR = 1e-3


def lengths(vectors: np.ndarray) -> np.ndarray:
    """How long vectors are along the last axis, also where their squares would overflow."""
    return reduce(np.hypot, np.moveaxis(np.abs(vectors), -1, 0))


def width_of(problem: Problem) -> float:
    """The domain's width, where it is widest."""
    return max(high - low for low, high in problem.domain)


def nearest_minima(problem: Problem, points: np.ndarray) -> np.ndarray:
    """The known minimum nearest to each of `points`, shape (k, n), of a flat bottom of one parameter its nearest place.

    NaN where none is known or the point is not finite.
    """
    nearest, least = np.full(points.shape, np.nan), np.full(len(points), np.inf)
    usable = np.isfinite(points).all(axis=1)
    flats = intervals(problem) if len(problem.parameters) == 1 else ()
    for low in (*map(np.array, problem.minima), *(np.clip(points, *ends) for ends in flats)):
        with np.errstate(over="ignore", invalid="ignore"):
            away = lengths(points - low)
        # The first of equals; a place so far off that the distance has no number is nearest to something all the same.
        closer = usable & ((away < least) | np.isnan(nearest[:, 0]))
        nearest[closer], least[closer] = np.broadcast_to(low, points.shape)[closer], away[closer]
    return nearest


def nearest_minimum(problem: Problem, point: np.ndarray) -> tuple[float, ...] | None:
    """The known minimum nearest to one point, shape (n,) (see `nearest_minima`); None for none."""
    (nearest,) = nearest_minima(problem, point[np.newaxis].astype(np.float64)).tolist()
    return None if math.isnan(nearest[0]) else tuple(nearest)


def valleys_at(problem: Problem, ends: np.ndarray, loss: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """The loss of the valley of two or more parameters that each run ended in, shape (runs,); NaN for none.

    `ends` and `gradient` are those of the last rows, shape (runs, n), `loss` has shape (runs,).
    """
    levels = np.full(len(ends), np.nan)
    for valley in problem.bottoms if len(problem.parameters) > 1 else ():
        level, beside = loss_of(problem, valley[0]), np.zeros(len(ends), bool)
        for place in valley:
            beside |= np.all(np.abs(np.array(place) - ends) < 2 / BOXES * np.ptp(problem.domain, axis=1), axis=1)
        there = np.isnan(levels) & beside & (above(problem, loss, gradient, level) <= NEAR * width_of(problem))
        levels[there] = level
    return levels


def above(problem: Problem, loss: np.ndarray, gradient: np.ndarray, level: float | np.ndarray) -> np.ndarray:
    """About how far each row is from a valley of that height: twice its height above over its slope, as in a parabola.

    `gradient` has the shape of `loss` and an axis for the parameters at its end.
    """
    rise = loss.astype(np.float64) - level
    noise = 16 * float(np.finfo(loss.dtype).eps) * (np.abs(level) + steepness(problem, 0.5) * width_of(problem))
    with np.errstate(all="ignore"):
        away = 2 * np.abs(rise) / lengths(gradient.astype(np.float64))
    return np.where(np.abs(rise) <= noise, 0.0, np.nan_to_num(away, nan=np.inf))


@lru_cache(maxsize=64)
def steepness(problem: Problem, share: float = 0.9) -> float:
    """The length of the gradient that this share of the domain does not exceed."""
    count = 201 if len(problem.domain) == 1 else 21
    grid = np.meshgrid(*(np.linspace(low, high, count) for low, high in problem.domain))
    with np.errstate(all="ignore"):
        slopes = np.hypot.reduce(gradient_at(problem, *grid))
    finite = np.abs(slopes[np.isfinite(slopes)])
    return float(np.quantile(finite, share)) if len(finite) else math.ulp(0.0)
