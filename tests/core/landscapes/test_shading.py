import base64
import io

import numpy as np
import pytest
from PIL import Image

from core.landscapes.shading import shaded
from core.pictures.looks import SHADES


def picture(heights: np.ndarray, dark: bool = False) -> np.ndarray:
    """What a browser shows: rows from the top, red, green, blue and opacity."""
    head, data = shaded(heights, dark).split(",")
    assert head == "data:image/png;base64"
    return np.array(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


def rgb(color: str) -> list[int]:
    return [int(color[k : k + 2], 16) for k in (1, 3, 5)]


@pytest.mark.parametrize(("dark", "colors"), SHADES.items())
def test_the_lowest_height_has_the_first_colour_and_the_highest_the_last(dark, colors):
    seen = picture(np.array([[0.0, 1.0]]), dark)
    assert seen[0, 0].tolist() == [*rgb(colors[0]), 255]
    assert seen[0, 1].tolist() == [*rgb(colors[-1]), 255]


def test_the_first_row_lies_at_the_bottom():
    seen = picture(np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]))
    assert seen.shape == (2, 3, 4)
    assert seen[1, 0, :3].tolist() == rgb(SHADES[False][0])


def test_where_there_is_no_height_nothing_is_drawn():
    seen = picture(np.array([[0.5, np.nan]]))
    assert seen[0, :, 3].tolist() == [255, 0]


@pytest.mark.parametrize("rough", [False, True])
def test_a_slope_and_a_heap_come_out_as_they_are_and_a_slope_is_short(rough):
    heights = np.add.outer(np.linspace(0, 0.5, 121), np.linspace(0, 0.5, 121))
    if rough:
        np.random.default_rng(0).shuffle(heights.ravel())
    ramp = picture(np.linspace(0, 1, 255)[np.newaxis])[0]
    assert (picture(heights) == ramp[np.round(heights[::-1] * 254).astype(int)]).all()
    assert (len(shaded(heights, dark=False)) < 4000) != rough


def test_heights_keep_their_order():
    seen = picture(np.linspace(0, 1, 255)[np.newaxis])[0, :, 0].astype(int)
    assert (np.diff(seen) >= 0).all()
    assert len(np.unique(seen)) > 60
