"""Basins as the ground of a map: which minimum a racer reaches from every start, so that the start is chosen on it."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.landscapes.shading import tinted
from core.maps.axes import Axis
from core.maps.grid import Map
from core.maps.runs import NEVER, NO_MINIMUM, ends_by_hand
from core.pictures.looks import PLACE_COLORS, WITHOUT
from core.problems import Problem
from core.rules import RULES
from core.settings import DescentSettings

# Starts along each side, fewer where runs are long: all of them together take so many steps.
MOST_STARTS, FEWEST_STARTS, WORK = 81, 25, 1_300_000


def basins(settings: DescentSettings, seen: Problem, dark: bool) -> str:
    """The basins of a racer's run, by hand, over what is `seen` of its problem, as the URL of a PNG.

    The colour is the minimum, deeper the sooner it is reached; none where none is. The start in `settings` is not looked at.
    """
    return _picture(replace(settings, start=(0.0, 0.0)), seen.domain, dark)


def said(settings: DescentSettings) -> str:
    """Whose basins they are, and how to read them, in a sentence."""
    racer = f"{RULES[settings.optimizer].title} with learning rate {settings.learning_rate:.4g}"
    return f"The ground: which minimum {racer} reaches from there in {settings.steps:,} steps, deeper the sooner; grey: none."


@lru_cache(maxsize=32)
def _picture(settings: DescentSettings, domain: tuple[tuple[float, float], ...], dark: bool) -> str:
    starts = min(MOST_STARTS, max(FEWEST_STARTS, math.isqrt(WORK // (settings.steps + 1))))
    (x0, x1), (y0, y1) = domain
    across, up = Axis(name="x", low=x0, high=x1), Axis(name="y", low=y0, high=y1)
    ends = ends_by_hand(Map(settings=settings, across=across, up=up, columns=starts, rows=starts))
    colors = PLACE_COLORS[dark]
    kinds = np.where(ends.minimum == NO_MINIMUM, len(colors), ends.minimum % len(colors))
    soon = 1 - np.log1p(np.where(ends.step == NEVER, 0, ends.step)) / np.log1p(max(settings.steps, 1))
    return tinted(kinds, np.where(ends.minimum == NO_MINIMUM, 0.0, soon), (*colors, WITHOUT[dark]), dark)
