"""What theory draws on a map: the limit of the learning rate, the best place, and what it predicts for a cell."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.atlas.links import DOUBLING, SharedMap, of_two
from core.atlas.ticks import share_of
from core.maps.axes import RATE, value_of, with_value
from core.settings import DescentSettings
from core.theory.curvature import curvature
from core.theory.limits import learning_rate_limit, linear, step_factor
from core.theory.lows import nearest_minimum
from core.theory.quadratic import quadratic_at
from core.theory.rates import limit_of, predicted_factor

MOMENTUM = "momentum"
PLACES = 129


class Mark(NamedTuple):
    """A line over the map, or one place of it: in shares of both axes, with what stands at its end."""

    points: tuple[tuple[float, float], ...]
    label: str


def limit(settings: DescentSettings) -> float | None:
    """The learning rate from which the minimum nearest to the start no longer attracts; None where theory knows none."""
    minimum = nearest_minimum(settings.problem, np.array(settings.start))
    if minimum is None or linear(settings) is None:
        return None
    if of_two(settings):
        quadratic = quadratic_at(settings.problem, (minimum[0], minimum[1]))
        found = limit_of(settings, quadratic) if quadratic else None
    else:
        found = learning_rate_limit(settings, minimum[0])
    return found if found and math.isfinite(found) else None


def predicted(settings: DescentSettings, minimum: tuple[float, ...] | None) -> float | None:
    """What theory says that a step multiplies the distance to a minimum by, in the long run; None where it says nothing."""
    if minimum is None or linear(settings) is None:
        return None
    if of_two(settings):
        quadratic = quadratic_at(settings.problem, (minimum[0], minimum[1]))
        return predicted_factor(settings, quadratic) if quadratic else None
    bend = curvature(settings.problem, minimum[0])
    return step_factor(settings, minimum[0]) if 0 < bend < math.inf else None


@lru_cache(maxsize=64)
def marks(shared: SharedMap) -> tuple[Mark, ...]:
    """The lines of theory on a map, on a doubling or on a sweep: where the learning rate is an axis."""
    names = (shared.across.name, shared.up.name)
    if RATE not in names:
        return ()
    side = names.index(RATE)
    axis, other = (shared.across, shared.up) if side == 0 else (shared.up, shared.across)
    alone = shared.kind == DOUBLING or shared.map.up is None
    if alone or other.name not in (MOMENTUM, *shared.settings.problem.parameters):
        others = np.array([0.0, 1.0])
        limits = [limit(shared.settings)] * 2 if alone or other.name == "steps" else [None, None]
    else:
        # A place at the very end of the axis may be none that a run can have.
        others = np.linspace(0, 1, PLACES)
        values = np.clip(other.low + others * (other.high - other.low), other.low, other.high)
        by_start = other.name != MOMENTUM
        limits = [
            None if by_start else limit(with_value(shared.settings, other.name, float(value))) for value in values
        ]
        if by_start and len(shared.settings.problem.minima) == 1:
            limits = [limit(shared.settings)] * len(others)
    points = [(share_of(axis, found), float(place)) for found, place in zip(limits, others, strict=True) if found]
    lines = [Mark(tuple(_turned(points, side)), "limit")] if len(points) > 1 else []
    return (*lines, *_best(shared, side))


def _turned(points: list[tuple[float, float]], side: int) -> list[tuple[float, float]]:
    return points if side == 0 else [(place, rate) for rate, place in points]


def _best(shared: SharedMap, side: int) -> tuple[Mark, ...]:
    """The fastest learning rate and momentum on a quadratic of two parameters."""
    axis, other = (shared.across, shared.up) if side == 0 else (shared.up, shared.across)
    settings = shared.settings
    if other.name != MOMENTUM or settings.optimizer != "momentum" or not of_two(settings):
        return ()
    minimum = nearest_minimum(settings.problem, np.array(settings.start))
    quadratic = quadratic_at(settings.problem, (minimum[0], minimum[1])) if minimum else None
    if quadratic is None or not math.isfinite(quadratic.best_momentum_rate):
        return ()
    place = share_of(axis, quadratic.best_momentum_rate), share_of(other, quadratic.best_momentum)
    return (Mark(tuple(_turned([place], side)), "best"),)


def own_place(shared: SharedMap) -> tuple[float, float] | None:
    """Where the settings themselves lie on the map, in shares; None beyond it."""
    x = share_of(shared.across, value_of(shared.settings, shared.across.name))
    # Of a sweep the first optimizer's row is the highest.
    rows = 1 + len(shared.also)
    y = share_of(shared.up, value_of(shared.settings, shared.up.name)) if shared.map.up else (rows - 0.5) / rows
    inside = 0 <= x <= 1 and 0 <= y <= 1
    return (x, y) if inside and shared.kind != DOUBLING else None
