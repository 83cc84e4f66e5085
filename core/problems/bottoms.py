"""Flat bottoms: minima of a problem that are stretches or valleys and no points, and what there is to say of them."""

import math
from functools import lru_cache

import numpy as np

from core.problems.record import Problem, loss_at

Interval = tuple[float, float]
# A valley of two parameters is marked once in each box that it goes through, of so many along either side of the map.
BOXES = 20


@lru_cache(maxsize=256)
def known_lows(problem: Problem) -> tuple[tuple[float, ...], ...]:
    """One place of every known minimum, the lowest first: each point, and of each flat bottom one of its places."""
    places = [*problem.minima, *(_finite(bottom) for bottom in problem.bottoms)]
    return tuple(sorted(places, key=lambda place: loss_of(problem, place)))


@lru_cache(maxsize=256)
def loss_of(problem: Problem, place: tuple[float, ...]) -> float:
    """The loss at a place, in float64."""
    return float(loss_at(problem, *np.array(place, np.float64)))


def intervals(problem: Problem) -> tuple[Interval, ...]:
    """The flat bottoms of a problem with one parameter, each by its two ends; an end may be infinite."""
    return tuple((first[0], last[0]) for first, last in problem.bottoms)


def interval_at(problem: Problem, point: float) -> Interval | None:
    """The flat bottom of a problem with one parameter that `point` lies on, ends included; None for none."""
    return next(((low, high) for low, high in intervals(problem) if low <= point <= high), None)


def written(problem: Problem, interval: Interval) -> str:
    """A flat bottom of one parameter in words, with its loss."""
    (low, high), name = interval, problem.parameters[0]
    left, right = f"{low:.4g} <= " if math.isfinite(low) else "", f" <= {high:.4g}" if math.isfinite(high) else ""
    place = next(end for end in interval if math.isfinite(end))
    return f"the flat bottom {left}{name}{right}, where the loss is {loss_of(problem, (place,)):.4g}"


def _finite(bottom: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    return next(place for place in bottom if all(map(math.isfinite, place)))
