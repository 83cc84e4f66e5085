"""What a map shows of a loss besides its contour lines: the minima, the way downhill, the surface."""

import math
from functools import lru_cache

import numpy as np
import pyarrow as pa

from core.landscapes.ground import grid, height_of, place_type
from core.problems import Problem, gradient_at, loss_at

SURFACE_POINTS = 45
FIELD_ARROWS = 15


@lru_cache(maxsize=32)
def minima_table(problem: Problem) -> pa.Table:
    """The known minima: columns x, y, loss (float64), lowest (whether none is lower), flat (whether it is of a valley)."""
    marks = [place for valley in problem.bottoms for place in valley]
    points = np.array([*problem.minima, *marks]).reshape(-1, 2)
    loss = loss_at(problem, *points.T).astype(np.float64)
    flat = np.arange(len(points)) >= len(problem.minima)
    lowest = loss <= np.min(loss, initial=math.inf) + 1e-9 * max(1.0, *np.abs(loss), 0.0)
    return pa.table({"x": points[:, 0], "y": points[:, 1], "loss": loss, "lowest": lowest, "flat": flat})


@lru_cache(maxsize=32)
def gradient_field(problem: Problem) -> pa.Table:
    """The way downhill from a grid of places: columns x, y (the place), x2, y2 (where its arrow ends), slope.

    For places see `place_type`. `slope`, float64, is the length of the gradient, inf beyond float64.
    Arrows point along the negative gradient; their
    lengths follow the order of the slopes, because the slopes themselves differ by factors of thousands.
    """
    low, high = np.array(problem.domain).T
    cell = (high - low) / FIELD_ARROWS
    x, y = (low[:, np.newaxis] + cell[:, np.newaxis] * (np.arange(FIELD_ARROWS) + 0.5)).tolist()
    x, y = (axis.ravel() for axis in np.meshgrid(x, y))
    gradient = gradient_at(problem, x, y)
    drawn = np.isfinite(gradient).all(axis=0) & gradient.any(axis=0)
    gradient, places = gradient[:, drawn], np.array([x, y])[:, drawn]
    size = int(np.frexp(np.max(np.abs(gradient), initial=0.0))[1])
    gradient = np.ldexp(gradient, -size)  # the length of what is large overflows, that of what is small is 0
    length = np.hypot(*gradient)
    direction = -gradient / np.where(length > 0, length, 1.0)
    # Where only rounding tells slopes apart the arrows are as long.
    slopes = (length / np.max(length, initial=0.0)).astype(np.float32)
    share = 0.25 + 0.6 * np.searchsorted(np.sort(slopes), slopes) / max(len(slopes) - 1, 1)
    ends = places + direction * share * cell.min()
    columns = {"x": places[0], "y": places[1], "x2": ends[0], "y2": ends[1]}
    kind = place_type(problem)
    with np.errstate(over="ignore"):
        slope = np.ldexp(length, size)
    return pa.table({**{name: values.astype(kind) for name, values in columns.items()}, "slope": slope})


@lru_cache(maxsize=32)
def surface_table(problem: Problem) -> pa.Table:
    """The loss as a surface over the map, row by row from the lowest y: columns x, y, height (float32), loss (float64).

    `height` is from 0 to 1, on the scale of the contour lines (see `height_of`); null where the loss has no value.
    """
    x, y, loss = grid(problem, SURFACE_POINTS)
    across, along = (axis.ravel().astype(np.float32) for axis in np.meshgrid(x, y))
    columns = {"height": height_of(problem, loss.ravel()).astype(np.float32), "loss": loss.ravel()}
    return pa.table({"x": across, "y": along} | {n: pa.array(v, mask=~np.isfinite(v)) for n, v in columns.items()})
