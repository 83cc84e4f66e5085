"""A map: settings, and one or two of their numbers that change from cell to cell."""

from dataclasses import dataclass, field

import numpy as np

from core.maps.axes import Axis, values, with_value
from core.settings import DescentSettings

# The most cells along a side of a map, and the most steps that all of its cells together may take.
MOST_CELLS = 2048
MOST_WORK = 2048 * 2048 * 200


@dataclass(frozen=True, kw_only=True)
class Map:
    """Settings and two axes, nothing else; what the axes lie along, the settings' own values of it are not looked at.

    `up` is None for a sweep: a single row.
    """

    settings: DescentSettings
    across: Axis
    up: Axis | None = None
    columns: int = 256
    rows: int = 256

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns; a sweep has one row."""
        return (self.rows if self.up else 1), self.columns


@dataclass(frozen=True, kw_only=True)
class Block:
    """Some rows and columns of a map, each a slice, with a stride if wanted: so a page computes coarse to fine, in pieces."""

    rows: slice = field(default_factory=lambda: slice(None))
    columns: slice = field(default_factory=lambda: slice(None))

    def __hash__(self) -> int:
        return hash(tuple((of.start, of.stop, of.step) for of in (self.rows, self.columns)))

    def shape_in(self, map: Map) -> tuple[int, int]:
        """How many rows and columns of a map these are."""
        rows, columns = map.shape
        return len(range(rows)[self.rows]), len(range(columns)[self.columns])


WHOLE = Block()


def settings_at(map: Map, column: int, row: int) -> DescentSettings:
    """The single run of a cell; row 0 is the lowest value of `up`, the bottom of the picture."""
    settings = with_value(map.settings, map.across.name, values(map.across, map.columns)[column])
    return with_value(settings, map.up.name, values(map.up, map.rows)[row]) if map.up else settings


def numbers_of(map: Map, block: Block = WHOLE) -> dict[str, np.ndarray]:
    """The values along the block's axes by name, shaped so that they spread over it: (1, columns) and (rows, 1)."""
    found = {map.across.name: values(map.across, map.columns)[np.newaxis, block.columns]}
    if map.up:
        found[map.up.name] = values(map.up, map.rows)[block.rows, np.newaxis]
    return found
