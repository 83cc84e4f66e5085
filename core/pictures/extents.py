"""How far a log axis reaches, where its numbers stand, and how it stays while a slider moves."""

import math
from collections.abc import Mapping

import numpy as np
import pyarrow as pa

Extent = tuple[float, float]
# Where nothing is drawn an axis has ends too.
EMPTY: Extent = (1e-2, 1.0)
# Ends and numbers of a short axis, up to so many decades; a longer one has whole decades.
FINE, SHORT = (1, 2, 5), 2
# An axis that was there before stays as long as what is drawn takes up this share of it. One that has to become longer gets
# room for that share of what is drawn again, or it would move with every movement of a slider.
KEPT, ROOM = 0.25, 0.3
# So many numbers at most, so many decades apart.
MOST_TICKS, STRIDES = 6, (1, 2, 3, 5, 10, 15, 20, 30, 50, 100)
# The decades of float64, all of whose digits are there.
FIRST, LAST = -307, 308


def extent_of(heights: np.ndarray, scale: str, before: Extent | None = None) -> Extent | None:
    """Two heights that a log axis reaches from and to: less than a decade beyond what is drawn.

    `before` is what the axis was before a slider moved: it stays while everything has a place on it and enough of it is used.
    None on the linear axis.
    """
    if scale != "log":
        return None
    drawn = heights[np.isfinite(heights) & (heights > 0)]
    if not len(drawn):
        return before or EMPTY
    low, high = np.log10([drawn.min(), drawn.max()]).tolist()
    return _moved(low, high, before) if before else _ends(low, high)


def _moved(low: float, high: float, before: Extent) -> Extent:
    """The ends for what is drawn, in decades, on an axis that was there before."""
    bottom, top = map(math.log10, before)
    depth, room = high - low, ROOM * (high - low)
    if bottom <= low and high <= top:
        return before if depth >= KEPT * (top - bottom) else _ends(low - room / 2, high)
    longer = (low - room if low < bottom else bottom), (high + room if high > top else top)
    if depth >= KEPT * (longer[1] - longer[0]):
        return _ends(*longer)
    return _ends(low - room * (low < bottom), high + room * (high > top))


def _ends(low: float, high: float) -> Extent:
    """The nearest ends about what is drawn, in decades; at least one decade apart."""
    low, high = min(max(low, FIRST), LAST - 1), min(max(high, FIRST), LAST)
    if high - low >= SHORT:
        return float(f"1e{math.floor(low + 1e-9)}"), float(f"1e{math.ceil(high - 1e-9)}")
    marks = [float(f"{mark}e{decade}") for decade in range(math.floor(low) - 1, math.ceil(high) + 2) for mark in FINE]
    places = [(math.log10(mark), mark) for mark in marks if 0 < mark < math.inf]
    bottom = max(mark for place, mark in places if place <= low + 1e-9)
    return bottom, min(mark for place, mark in places if place >= max(high, math.log10(bottom) + 1) - 1e-9)


def ticks_of(extent: Extent) -> list[float]:
    """The numbers that stand on a log axis: powers of ten evenly apart; on a short axis 1, 2, 5, 10, ..."""
    low, high = math.log10(extent[0]) - 1e-9, math.log10(extent[1]) + 1e-9
    marks, stride = FINE, 1
    if high - low > SHORT + 1e-6:
        marks, stride = (1,), next(each for each in STRIDES if (high - low) / each < MOST_TICKS + 0.5)
    decades = range(stride * math.floor(low / stride), math.floor(high) + 1, stride)
    places = [float(f"{mark}e{decade}") for decade in decades if FIRST <= decade <= LAST for mark in marks]
    return [place for place in places if low <= math.log10(place) <= high]


def extent_table(extent: Extent | None, column: str = "height") -> pa.Table:
    """The extent as a table that the axis reads, of one column: both ends, and then where its numbers stand."""
    return pa.table({column: pa.array((*extent, *ticks_of(extent)) if extent else (), pa.float64())})


def extent_in(tables: Mapping[str, pa.Table]) -> Extent | None:
    """The extent that the tables of a picture have."""
    ends = tables["extent"].column(0).to_pylist()
    return (ends[0], ends[1]) if ends else None
