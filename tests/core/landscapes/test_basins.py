"""Basins as the ground: a pixel's colour is that of the minimum which the racer reaches from there."""

import base64
import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.landscapes.basins import basins, said
from core.landscapes.expedition import first_expedition, first_racer
from core.landscapes.map_tables import map_tables
from core.manual_descent import descend_by_hand
from core.maps.runs import minima_of
from core.pictures.looks import PLACE_COLORS
from core.problems import LANDSCAPES
from core.settings import first_settings, with_optimizer
from core.theory.lows import nearest_minimum

HIMMELBLAU = LANDSCAPES["himmelblau"]


def picture(url: str) -> np.ndarray:
    """Its pixels, the lowest row first."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB"))[::-1]


def hue(color: np.ndarray) -> np.ndarray:
    """Which way a colour lies from white, as a vector of length 1."""
    away = color.astype(float) - 255
    return away / np.linalg.norm(away)


def test_a_pixel_has_the_colour_of_the_minimum_that_is_reached_from_its_middle():
    expedition = first_expedition(HIMMELBLAU)
    settings = replace(expedition.of(first_racer(HIMMELBLAU, "sgd")), steps=200)
    pixels = picture(basins(settings, HIMMELBLAU, dark=False))
    rows, columns, _ = pixels.shape
    colors = [np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) for color in PLACE_COLORS[False]]
    for row, column in ((8, 8), (8, 70), (70, 8), (70, 70), (40, 20)):
        start = (-5 + 10 * (column + 0.5) / columns, -5 + 10 * (row + 0.5) / rows)
        end = descend_by_hand(replace(settings, start=start)).parameters[-1]
        place = minima_of(HIMMELBLAU).index(nearest_minimum(HIMMELBLAU, end))
        assert hue(pixels[row, column]) @ hue(colors[place]) == pytest.approx(1, abs=0.01)


def test_basins_belong_to_a_racer_and_not_to_the_start():
    expedition = first_expedition(HIMMELBLAU)
    racer = expedition.racers[0]
    moved = replace(expedition, start=(1.0, 1.0))
    grounds = [
        map_tables(each, None, False, False, of)["ground"]["url"][0].as_py()
        for each, of in ((expedition, racer), (moved, racer), (expedition, None), (expedition, expedition.racers[1]))
    ]
    assert grounds[0] == grounds[1]
    assert len(set(grounds)) == 3


def test_a_sentence_says_whose_they_are():
    settings = with_optimizer(first_settings(HIMMELBLAU), "momentum")
    assert "Momentum with learning rate 0.01 reaches" in said(settings)
