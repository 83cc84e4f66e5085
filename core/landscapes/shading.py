"""The ground of a map: heights as shades, in one small picture that Vega stretches over the map."""

import base64
import struct
import zlib

import numpy as np

from core.pictures.looks import PAPER, SHADES

_SHADES = 255
# Of a tinted ground: how many tones a colour has, and how much of the colour is in the palest and in the deepest.
TONES, TINTS = 28, (0.18, 0.55)


def shaded(heights: np.ndarray, dark: bool) -> str:
    """Heights from 0 to 1, shape (rows, columns), the lowest row first, as the URL of a PNG; NaN is see-through."""
    shade = np.where(np.isnan(heights), 0, 1 + np.round(np.nan_to_num(heights) * (_SHADES - 1))).astype(np.uint8)
    return "data:image/png;base64," + base64.b64encode(_png(shade[::-1], _palette(SHADES[dark]))).decode()


def tinted(kinds: np.ndarray, shares: np.ndarray, colors: tuple[str, ...], dark: bool) -> str:
    """A colour for each kind, deeper with the share from 0 to 1, as the URL of a PNG; shapes as above."""
    paper = np.array([int(PAPER[dark][k : k + 2], 16) for k in (1, 3, 5)], float)
    inks = np.array([[int(color[k : k + 2], 16) for k in (1, 3, 5)] for color in colors], float)
    depths = np.linspace(*TINTS, TONES)[:, np.newaxis]
    palette = np.vstack([[paper], *(paper + depths * (ink - paper) for ink in inks)])
    tones = np.round(np.clip(shares, 0, 1) * (TONES - 1))
    indices = (1 + kinds * TONES + tones).astype(np.uint8)
    return "data:image/png;base64," + base64.b64encode(_png(indices[::-1], np.round(palette).astype(np.uint8))).decode()


def _palette(colors: tuple[str, ...]) -> np.ndarray:
    """256 colours, shape (256, 3): the first is that of nothing, the others lead through `colors`."""
    stops = np.array([[int(color[k : k + 2], 16) for k in (1, 3, 5)] for color in colors], float)
    at = np.linspace(0, len(colors) - 1, _SHADES)
    ramp = np.column_stack([np.interp(at, np.arange(len(colors)), channel) for channel in stops.T])
    return np.vstack([[0, 0, 0], np.round(ramp)]).astype(np.uint8)


def _png(indices: np.ndarray, palette: np.ndarray) -> bytes:
    """Rows of indices into a palette as a PNG whose first colour is transparent. Source: W3C, PNG specification."""
    rows, columns = indices.shape
    # Each row begins with its filter: none, or what a pixel differs by from the one before it, which is short of slopes.
    steps = np.diff(indices, axis=1, prepend=np.zeros((rows, 1), np.uint8))
    filtered = (np.insert(told, 0, kind, axis=1) for kind, told in enumerate((indices, steps)))
    shortest = min((zlib.compress(told.tobytes()) for told in filtered), key=len)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"tRNS", b"\0"),
        (b"IDAT", shortest),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
