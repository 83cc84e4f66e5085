"""A map in pieces, each computed when somebody waits for it: first all of it coarsely, then row by row in full."""

import zlib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

import numpy as np

from core.atlas.paints import PAINTS
from core.atlas.refusals import method_of
from core.maps.grid import Block, Map
from core.maps.pieces import work_at_leisure
from core.maps.runs import Ends, ends_by_hand, ends_with_tape

# Steps of runs, all together. The first piece is one that follows a thumb; of the others each leaves the server to others
# soon again.
FIRST_WORK = 900_000
PIECE_WORK = 3_300_000
ENDS = {"manual": ends_by_hand, "tape": ends_with_tape}
_ONE_AT_A_TIME = ThreadPoolExecutor(1, "map", work_at_leisure)
# So many pieces stay, so that another colour computes nothing anew.
KEPT = 24


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Cells of a map: from a row and a column on every `stride`-th, so many `wide` and `high`."""

    row: int
    column: int
    stride: int
    wide: int
    high: int

    @property
    def block(self) -> Block:
        """The same as slices."""
        rows = slice(self.row, self.row + (self.high - 1) * self.stride + 1, self.stride)
        return Block(rows=rows, columns=slice(self.column, None, self.stride))

    @property
    def cells(self) -> int:
        """How many they are."""
        return self.wide * self.high


@lru_cache(maxsize=256)
def pieces(map: Map) -> tuple[Piece, ...]:
    """All pieces in the order in which they are computed: if the first is no coarse one it is the only one."""
    rows, columns = map.shape
    steps = map.settings.steps + 1
    stride = 1
    while stride < columns and -(-rows // stride) * -(-columns // stride) * steps > FIRST_WORK:
        stride *= 2
    first = Piece(row=0, column=0, stride=stride, wide=-(-columns // stride), high=-(-rows // stride))
    if stride == 1:
        return (first,)
    high = max(1, PIECE_WORK // (columns * steps))
    bands = (range(row, min(row + high, rows)) for row in range(0, rows, high))
    return first, *(Piece(row=band[0], column=0, stride=1, wide=columns, high=len(band)) for band in bands)


def computed(map: Map, method: str, index: int) -> Ends:
    """What the cells of a piece come to by a method; of the large ones one at a time, whoever waits for them."""
    return (
        _computed(map, method, index) if index == 0 else _ONE_AT_A_TIME.submit(_computed, map, method, index).result()
    )


@lru_cache(maxsize=KEPT)
def _computed(map: Map, method: str, index: int) -> Ends:
    begun = perf_counter()
    ends = ENDS[method_of(map, method)](map, pieces(map)[index].block)
    seconds(map, method)[index] = perf_counter() - begun
    return ends


@lru_cache(maxsize=64)
def seconds(map: Map, method: str) -> dict[int, float]:
    """How long each piece that was computed took, by its index: filled by `computed`."""
    return {}


@lru_cache(maxsize=KEPT)
def packed(map: Map, method: str, paint: str, index: int) -> str:
    """The kinds and then the shades of a piece's cells, a byte each, deflated, as base64."""
    ends = computed(map, method, index)
    painted = PAINTS[paint].paint(map, pieces(map)[index].block, ends)
    cells = np.concatenate([painted.kinds.ravel(), painted.shades.ravel()])
    return b64encode(zlib.compress(cells.tobytes(), 1)).decode()
