"""A text as a QR code."""

from functools import lru_cache
from typing import NamedTuple

import segno

# What the largest code holds at the lowest correction of errors, in bytes.
LONGEST = 2953
# At least so wide (px) that a hall can read it from a projector, and at least so many for a module where there are many.
_WIDTH, _SMALLEST_MODULE = 240, 3


class QrCode(NamedTuple):
    """A code as SVG, black on white with its quiet zone about it in any theme, and the width (px) that it should have."""

    svg: str
    width: int


@lru_cache(maxsize=32)
def qr_code(text: str) -> QrCode | None:
    """The smallest code of a text, None where it is too long for one."""
    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    modules, _ = code.symbol_size()
    # Whole pixels: a module has sharp edges.
    module = max(_SMALLEST_MODULE, -(-_WIDTH // modules))
    svg = code.svg_inline(dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return QrCode(svg, module * modules)
