"""A code is read back from its SVG, module by module."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import segno

from core.pictures.qr import LONGEST, QrCode, qr_code

LINK = "https://descent.example/compare?problem=parabola&rate_sgd=0.1&rate_adam=0.1&steps=50"


def svg_of(code: QrCode | None) -> str:
    assert code
    kind, _, svg = code.source.partition(",")
    assert kind == "data:image/svg+xml;charset=utf-8"
    return unquote(svg)


def modules_of(svg: str) -> set[tuple[int, int]]:
    """The dark modules, by column and row."""
    stroke = next(
        path.get("d", "") for path in ElementTree.fromstring(svg).iterfind(".//{*}path") if path.get("stroke")
    )
    x = y = 0.0
    dark = set()
    for move, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", stroke):
        if move == "h":
            dark |= {(int(x) + k, int(y)) for k in range(int(first))}
            x += int(first)
        else:
            x, y = (0 if move == "M" else x) + float(first), (0 if move == "M" else y) + float(second)
    return dark


def test_the_svg_is_the_code_of_the_link_with_a_quiet_zone_on_white():
    svg = svg_of(qr_code(LINK))
    made = segno.make(LINK, error="l", micro=False)
    size, _ = made.symbol_size()
    assert f"viewBox='0 0 {size} {size}'" in svg
    assert f"fill='#fff' d='M0 0h{size}v{size}h-{size}z'" in svg
    expected = {(column + 4, row + 4) for row, line in enumerate(made.matrix) for column, on in enumerate(line) if on}
    assert modules_of(svg) == expected


def test_its_modules_are_whole_pixels_and_large_enough():
    for length in (1, 150, 800, LONGEST):
        code = qr_code("a" * length)
        assert code
        size = int(svg_of(code).partition("viewBox='0 0 ")[2].partition(" ")[0])
        assert code.width >= 240
        assert code.width % size == 0
        assert code.width // size >= 3


def test_what_is_too_long_has_no_code():
    assert qr_code("a" * LONGEST)
    assert qr_code("a" * (LONGEST + 1)) is None
