"""What becomes of a map's cells when something changes that should not matter: the method, the precision, the last digit."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from core.manual_descent import descend_side_by_side
from core.maps.grid import Block, Map
from core.maps.runs import Ends, ends_by_hand, ends_of, ends_with_tape
from core.settings import DescentSettings
from core.theory.findings import WORDS
from core.theory.walk import Walks


def _by_method(map: Map, block: Block | None) -> np.ndarray:
    return ends_by_hand(map, block).word != ends_with_tape(map, block).word


def _by_precision(map: Map, block: Block | None) -> np.ndarray:
    narrow, wide = (replace(map, settings=replace(map.settings, dtype=dtype)) for dtype in ("float32", "float64"))
    return ends_by_hand(narrow, block).word != ends_by_hand(wide, block).word


def _by_start(map: Map, block: Block | None) -> np.ndarray:
    return ends_by_hand(map, block).word != ends_of(map, block, _from_the_next).word


def _from_the_next(
    settings: DescentSettings, rates: np.ndarray, starts: tuple[np.ndarray, ...], many: Mapping[str, np.ndarray]
) -> Walks:
    """Runs by hand, each from the next number above its start in the run's precision."""
    with np.errstate(over="ignore"):
        moved = tuple(np.nextafter(start.astype(settings.dtype), np.inf, dtype=settings.dtype) for start in starts)
    return descend_side_by_side(settings, rates, moved, many)


# What is no longer about a minimum, by the places of words.
GONE = np.array([word in ("diverged", "undefined", "left the domain", "climbing") for word in WORDS])

FRAGILE: Mapping[str, Callable[[Map, Block | None], np.ndarray]] = {
    "method": _by_method,
    "precision": _by_precision,
    "start": _by_start,
}


def fragile(map: Map, which: str, block: Block | None = None) -> np.ndarray:
    """Which cells get another word, by a key of `FRAGILE`; booleans of the block's shape.

    "method": with the tape instead of by hand. "precision": in float32 instead of float64. "start": from a start that is one
    unit in the last place of the settings' precision higher, of each parameter.
    """
    return FRAGILE[which](map, block)


def largest_gap(by_hand: Ends, tape: Ends) -> float:
    """The largest difference of the two last losses of a cell, of those that stayed by both methods; 0 where none did.

    What has left for good doubles any difference with each step: there it says nothing.
    """
    stayed = np.isfinite(by_hand.loss) & np.isfinite(tape.loss) & ~GONE[by_hand.word] & ~GONE[tape.word]
    return float(np.max(np.abs(by_hand.loss[stayed] - tape.loss[stayed]), initial=0.0))
