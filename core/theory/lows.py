"""Where the known minima lie as seen from a place or a run: points, flat bottoms and valleys alike."""

import math
from functools import lru_cache

import numpy as np

from core.problems import Problem, gradient_of
from core.problems.bottoms import BOXES, intervals, loss_of
from core.trajectory import Trajectory

# A share of the domain's width: what is no farther from a minimum is at it. It only chooses words.
NEAR = 1e-3


def lengths(vectors: np.ndarray) -> np.ndarray:
    """How long vectors are along the last axis, also where their squares would overflow."""
    return np.hypot.reduce(np.abs(vectors), axis=-1)


def nearest_minimum(problem: Problem, point: np.ndarray) -> tuple[float, ...] | None:
    """The known minimum nearest to `point`, of a flat bottom of one parameter its nearest place.

    None where none is known or `point` is not finite.
    """
    if not np.all(np.isfinite(point)):
        return None
    flat = intervals(problem) if len(problem.parameters) == 1 else ()
    lows = (*problem.minima, *((min(max(float(point[0]), low), high),) for low, high in flat))
    return min(lows, key=lambda low: float(lengths(point - low)), default=None)


def valley_at(problem: Problem, run: Trajectory) -> float | None:
    """The loss of the valley of two or more parameters that a run ended in, None if it ended in none."""
    end, width = run.parameters[-1].astype(np.float64), max(high - low for low, high in problem.domain)
    for valley in problem.bottoms if len(problem.parameters) > 1 else ():
        level = loss_of(problem, valley[0])
        near = np.all(np.abs(np.array(valley) - end) < 2 / BOXES * np.ptp(problem.domain, axis=1), axis=1).any()
        if near and above(problem, run, level)[-1] <= NEAR * width:
            return level
    return None


def above(problem: Problem, run: Trajectory, level: float) -> np.ndarray:
    """About how far each row is from a valley of that height: twice its height above over its slope, as in a parabola."""
    rise, width = run.loss.astype(np.float64) - level, max(high - low for low, high in problem.domain)
    noise = 16 * float(np.finfo(run.loss.dtype).eps) * (abs(level) + steepness(problem, 0.5) * width)
    with np.errstate(all="ignore"):
        away = 2 * np.abs(rise) / lengths(run.gradient.astype(np.float64))
    return np.where(np.abs(rise) <= noise, 0.0, np.nan_to_num(away, nan=np.inf))


@lru_cache(maxsize=64)
def steepness(problem: Problem, share: float = 0.9) -> float:
    """The length of the gradient that this share of the domain does not exceed."""
    count = 201 if len(problem.domain) == 1 else 21
    grid = np.meshgrid(*(np.linspace(low, high, count) for low, high in problem.domain))
    with np.errstate(all="ignore"):
        slopes = np.hypot.reduce([np.broadcast_to(slope.numpy(*grid), grid[0].shape) for slope in gradient_of(problem)])
    finite = np.abs(slopes[np.isfinite(slopes)])
    return float(np.quantile(finite, share)) if len(finite) else math.ulp(0.0)
