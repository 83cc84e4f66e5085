"""Every colour stands once."""

import re

import pytest

from core.pictures import looks
from tests.conftest import ROOT

COLOR = re.compile(r"#[0-9A-Fa-f]{6}\b")
LOOKS = ROOT / "core" / "pictures" / "looks.py"


def test_no_other_module_has_a_colour():
    paths = [*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    assert [path for path in paths if path != LOOKS and COLOR.search(path.read_text(encoding="utf-8"))] == []


def test_the_colours_of_style_sheets_are_those_of_pictures():
    known = {color.lower() for color in COLOR.findall(LOOKS.read_text(encoding="utf-8"))}
    sheets = [*(ROOT / "pages" / "shared" / "frontend").glob("*.css"), ROOT / ".streamlit" / "config.toml"]
    used = {color.lower() for path in sheets for color in COLOR.findall(path.read_text(encoding="utf-8"))}
    assert used
    assert used <= known


def test_the_pages_colour_is_the_tapes():
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert re.findall(r'primaryColor = "(#\w+)"', config) == [
        looks.METHOD_COLORS[dark]["tape"] for dark in (False, True)
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_what_has_no_value_is_darker_than_all_that_has_one(dark):
    def light(color: str) -> float:
        red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    lights = {word: light(color) for word, color in looks.OUTCOME_COLORS[dark].items()}
    assert min(lights, key=lights.get) == "undefined"
