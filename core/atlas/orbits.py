"""Where the last steps of runs lie, for every value along one axis: the bifurcation picture of gradient descent."""

from functools import lru_cache

import numpy as np

from core.atlas.depths import DEEPEST
from core.atlas.links import SharedMap
from core.atlas.paints import Entry, Painted
from core.maps.doubling import period_doubling
from core.maps.grid import Map
from core.pictures.looks import METHOD_COLORS, PAPER

ENDS = ("once", "again and again")


@lru_cache(maxsize=8)
def orbits(map: Map) -> np.ndarray:
    """The last 64 places of every run, shape (columns, 64)."""
    return period_doubling(map)


@np.errstate(all="ignore")
def painted(shared: SharedMap) -> Painted:
    """A cell for every place that is visited, the deeper the more often."""
    rows, columns = shared.map.rows, shared.map.columns
    places, up = orbits(shared.map), shared.up
    row = np.floor((places - up.low) / (up.high - up.low) * rows)
    column = np.broadcast_to(np.arange(columns)[:, np.newaxis], places.shape)
    seen = np.isfinite(row) & (row >= 0) & (row < rows)
    visits = np.zeros((rows, columns))
    np.add.at(visits, (row[seen].astype(int), column[seen]), 1)
    most = places.shape[1]
    shades = np.rint(DEEPEST * np.log1p(visits) / np.log1p(most))
    return Painted((visits == 0).astype(np.uint8), shades.astype(np.uint8))


def legend(dark: bool) -> list[Entry]:
    """A visited place, and none."""
    return [Entry("a place of the last 64 steps", METHOD_COLORS[dark]["tape"]), Entry("", PAPER[dark])]
