"""Period doubling: where runs go round, after so many steps that they have forgotten where they began."""

from dataclasses import replace
from functools import partial

import numpy as np

from core.manual_descent import descend_side_by_side
from core.maps.grid import Map, numbers_of
from core.maps.runs import walked

ITERATES = 64


def period_doubling(map: Map) -> np.ndarray:
    """The last 64 places of the first parameter along the map's `across`, shape (columns, 64).

    Of fewer steps than that 64 are taken all the same; the map's `up` is not looked at. NaN where a run has left all numbers.
    """
    settings = replace(map.settings, steps=max(map.settings.steps, ITERATES))
    numbers = numbers_of(replace(map, up=None))
    walks = walked(settings, numbers, partial(descend_side_by_side, first=settings.steps - ITERATES + 1))
    return walks.path[:, :, 0]
