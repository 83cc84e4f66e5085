"""A text as a QR code."""

from functools import lru_cache
from typing import NamedTuple

import segno

# What the largest code holds at the lowest correction of errors, in bytes.
LONGEST = 2953
# At least so wide (px) that a hall can read it from a projector, and at least so many for a module where there are many.
_WIDTH, _SMALLEST_MODULE = 240, 3


class QrCode(NamedTuple):
    """A code as the address of an SVG that holds it, black on white with its quiet zone, and the width (px) to show it in."""

    source: str
    width: int


@lru_cache(maxsize=32)
def qr_code(text: str) -> QrCode | None:
    """The smallest code of a text, None where it is too long for one."""
    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    modules = int(code.symbol_size()[0])
    # Whole pixels: a module has sharp edges.
    module = max(_SMALLEST_MODULE, -(-_WIDTH // modules))
    source = code.svg_data_uri(dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return QrCode(source, module * modules)
