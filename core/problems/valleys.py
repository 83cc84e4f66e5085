"""Valleys: minima of a loss of two parameters that are curves or regions, marked by places along them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import ndimage

from core.formulas import Formula
from core.problems.around import values_of
from core.problems.bottoms import BOXES

# Of the map's usual height, what is still the floor of a valley; and how near in cells a grid point must lie to be tried.
FLOOR, NEAR = 1e-7, 2.0

Valley = tuple[tuple[float, float], ...]
Refine = Callable[[np.ndarray], np.ndarray]


def labelled(mask: np.ndarray) -> tuple[np.ndarray, int]:
    """The pieces of a mask, in which neighbours may touch by a corner, numbered from 1, and how many there are."""
    pieces: Any = ndimage.label(mask, np.ones((3, 3)))
    return pieces


def is_plateau(values: np.ndarray, row: int, column: int) -> bool:
    """Whether the flat ground about a grid point has lower ground beside it."""
    level = values[row, column]
    same, _ = labelled(np.abs(values - level) <= 1e-14 * abs(level))
    ground = same == same[row, column]
    beside = ndimage.binary_dilation(ground, np.ones((3, 3))) & ~ground
    return bool(np.any(values[beside] < level))


def traced(loss: Formula, x: np.ndarray, y: np.ndarray, values: np.ndarray, level: float, refine: Refine) -> Valley:
    """Places at the height of `level` all over the map, one in each of `BOXES` x `BOXES` boxes that has any."""
    inner = (slice(1, -1), slice(1, -1))
    finite = values[np.isfinite(values)]
    tall = FLOOR * float(np.abs(np.median(finite) - level))
    with np.errstate(all="ignore"):
        slopes = np.hypot(*np.gradient(values))[inner]
        rises = values[inner] - level
        near = (rises >= -tall) & ((rises <= tall) | (2 * rises <= NEAR * slopes))
    low, high = np.array([x[1, 1], y[1, 1]]), np.array([x[-2, -2], y[-2, -2]])
    order = np.argsort(values[inner][near], kind="stable")
    places = np.column_stack([x[inner][near][order], y[inner][near][order]])
    places = _one_a_box(places, low, high)
    flat = np.abs(values_of(loss, *places.T) - level) <= 1e-7 * tall
    places = np.concatenate([places[flat], refine(places[~flat])])
    inside = np.all((places >= low) & (places <= high), axis=1)
    places = places[inside & (np.abs(values_of(loss, *places.T) - level) <= tall)]
    return tuple((float(a), float(b)) for a, b in _one_a_box(places, low, high))


def _one_a_box(places: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    boxes = np.minimum(((places - low) / (high - low) * BOXES).astype(int), BOXES - 1)
    _, first = np.unique(boxes @ np.array([BOXES, 1]), return_index=True)
    return places[np.sort(first)]
