"""What a map shows of a loss: its values on a grid, contour lines, the minima, the gradient field."""

import math
from functools import lru_cache

import contourpy
import numpy as np
import pyarrow as pa

from core.formulas import parse
from core.problems import Problem

GRID_POINTS = 201
SURFACE_POINTS = 45
FIELD_ARROWS = 15
MOST_LEVELS = 14
# Where more of the map than this lies below the first of evenly spaced levels they are spaced in the logarithm.
UNEVEN = 0.2
# The lowest level of log spacing surrounds this share of the map: the floor of a valley is thinner than the grid is fine.
THINNEST = 0.006
# Of the map's width: points of a contour line that lie as near as this to the line without them are left out, and nearer
# than twice this and so on as long as there are more points than a page should send with every movement of a slider.
TOLERANCE = 1 / 1500
MOST_POINTS = 2500
_NICE = (1.0, 2.0, 5.0)


@lru_cache(maxsize=32)
def grid(problem: Problem, points: int = GRID_POINTS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The loss over the map in float64: x of shape (points,), y of shape (points,), loss of shape (points, points).

    `loss[row, column]` is at (x[column], y[row]), NaN where it has no finite value. Do not change the arrays: they are kept.
    """
    x, y = (np.linspace(low, high, points) for low, high in problem.domain)
    with np.errstate(all="ignore"):
        loss = np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*np.meshgrid(x, y)), (points, points))
    return x, y, np.where(np.isfinite(loss), loss, np.nan).astype(np.float64)


def lowest_loss(problem: Problem) -> float:
    """The lowest loss known on the map, at a minimum or on the grid; inf where the loss has no value at all."""
    loss, (low, high) = grid(problem)[2], np.array(problem.domain).T
    points = np.array(problem.minima).reshape(-1, 2)
    points = points[np.all((points >= low) & (points <= high), axis=1)]
    known = np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*points.T), len(points))
    return float(min(np.min(known, initial=math.inf), np.min(loss, where=np.isfinite(loss), initial=math.inf)))


@lru_cache(maxsize=32)
def levels(problem: Problem) -> tuple[float, ...]:
    """The losses whose contour lines the map shows, ascending; none where the loss is the same everywhere.

    They are round numbers: evenly spaced, or, where the loss is uneven, evenly in the logarithm of the height above the
    lowest loss.
    """
    lowest = lowest_loss(problem)
    _, _, loss = grid(problem)
    rises = loss[np.isfinite(loss)] - lowest
    if not len(rises) or not rises.max() > 1e-12 * max(1.0, abs(lowest)):
        return ()
    even = _even_levels(lowest, lowest + float(rises.max()))
    if np.mean(rises < even[0] - lowest) <= UNEVEN:
        return even
    first = max(float(np.quantile(rises, THINNEST)), 1e-9 * float(rises.max()))
    return tuple(lowest + height for height in _log_levels(first, float(rises.max())))


def _log_levels(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`: 1, 2 and 5 of each decade, or its 1 and 3, or powers of 10 and of more."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for of_a_decade in (_NICE, (1.0, 3.0), (1.0,)):
        found = [digit * 10.0**decade for decade in decades for digit in of_a_decade]
        found = [level for level in found if low <= level < high]
        if len(found) <= MOST_LEVELS:
            return found
    return found[:: -(-len(found) // MOST_LEVELS)]


def _even_levels(low: float, high: float) -> tuple[float, ...]:
    """Multiples of a round number between `low` and `high`."""
    least = (high - low) / MOST_LEVELS
    decade = 10.0 ** math.floor(math.log10(least))
    step = next(digit * decade for digit in (*_NICE, 10.0) if digit * decade >= least)
    first, last = math.floor(low / step) + 1, math.ceil(high / step)
    return tuple(step * k for k in range(first, last))


@lru_cache(maxsize=32)
def contours(problem: Problem) -> pa.Table:
    """The contour lines of the map at `levels`: columns line, order (int16), level, x, y (float32).

    A line's points stand together, in order. Every point lies on its level: the lines that contourpy finds between the
    points of the grid are moved along the gradient to where the loss has that value.
    """
    x, y, loss = grid(problem)
    generator = contourpy.contour_generator(x, y, np.ma.masked_invalid(loss), line_type=contourpy.LineType.Separate)
    lines = [
        (level, _on_level(problem, np.asarray(line), level))
        for level in levels(problem)
        for line in generator.lines(level)
    ]
    low, high = np.array(problem.domain).T
    tolerance = TOLERANCE * (high - low)
    found = [(level, _simplified(line, tolerance)) for level, line in lines]
    while sum(len(line) for _, line in found) > MOST_POINTS and tolerance[0] < 0.02 * (high - low)[0]:
        tolerance *= 2
        found = [(level, _simplified(line, tolerance)) for level, line in found]
    counts = [len(line) for _, line in found]
    points = np.concatenate([line for _, line in found]) if found else np.empty((0, 2))
    return pa.table(
        {
            "line": np.repeat(np.arange(len(found), dtype=np.int16), counts),
            "order": np.concatenate([np.arange(count, dtype=np.int16) for count in counts] or [np.empty(0, np.int16)]),
            "level": np.repeat(np.array([level for level, _ in found], np.float32), counts),
            "x": points[:, 0].astype(np.float32),
            "y": points[:, 1].astype(np.float32),
        }
    )


def _on_level(problem: Problem, line: np.ndarray, level: float) -> np.ndarray:
    """Newton's steps along the gradient, from points near the level, shape (n, 2); where they lead far they are not taken."""
    loss = parse(problem.loss, problem.parameters)
    slopes = [parse(text, problem.parameters) for text in problem.gradient]
    low, high = np.array(problem.domain).T
    cell, points = (high - low) / (GRID_POINTS - 1), line
    for _ in range(8):
        with np.errstate(all="ignore"):
            slope = np.column_stack([np.broadcast_to(f.numpy(*points.T), len(points)) for f in slopes])
            slope = np.where((line <= low) | (line >= high), 0.0, slope)  # what ends at the edge moves along it
            above = loss.numpy(*points.T) - level
            step = slope * (above / np.sum(slope**2, axis=1))[:, np.newaxis]
            # Half a cell at most: at the tip of a thin valley a whole step leads across it.
            step *= np.minimum(1.0, 0.5 / np.max(np.abs(step) / cell, axis=1))[:, np.newaxis]
            moved = np.clip(points - step, low, high)
            near = np.all(np.abs(moved - line) < 2 * cell, axis=1)
        points = np.where(near[:, np.newaxis], moved, points)
    return points


def _simplified(line: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    """The line through fewer of its points, none left out that is farther than `tolerance` from it.

    Source: Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
    line", 1973.
    """
    scaled = line / tolerance
    kept = np.zeros(len(line), bool)
    kept[[0, -1]] = True
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        chord, away = scaled[last] - scaled[first], scaled[first + 1 : last] - scaled[first]
        length = float(np.hypot(*chord))
        distance = np.abs(away @ [-chord[1], chord[0]]) / length if length > 0 else np.hypot(*away.T)
        middle = first + 1 + int(np.argmax(distance))
        if distance[middle - first - 1] > 1:
            kept[middle] = True
            parts += [(first, middle), (middle, last)]
    return line[kept]


@lru_cache(maxsize=32)
def minima_table(problem: Problem) -> pa.Table:
    """The known minima: columns x, y, loss (float64), lowest (whether none is lower)."""
    points = np.array(problem.minima).reshape(-1, 2)
    with np.errstate(all="ignore"):
        loss = np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*points.T), len(points)).astype(np.float64)
    lowest = loss <= np.min(loss, initial=math.inf) + 1e-9 * max(1.0, *np.abs(loss), 0.0)
    return pa.table({"x": points[:, 0], "y": points[:, 1], "loss": loss, "lowest": lowest})


@lru_cache(maxsize=32)
def gradient_field(problem: Problem) -> pa.Table:
    """The way downhill from a grid of places: columns x, y (the place), x2, y2 (where its arrow ends), slope; float32.

    `slope` is the length of the gradient. Arrows point along the negative gradient; their lengths follow the order of the
    slopes, because the slopes themselves differ by factors of thousands.
    """
    low, high = np.array(problem.domain).T
    cell = (high - low) / FIELD_ARROWS
    x, y = (low[:, np.newaxis] + cell[:, np.newaxis] * (np.arange(FIELD_ARROWS) + 0.5)).tolist()
    x, y = (axis.ravel() for axis in np.meshgrid(x, y))
    with np.errstate(all="ignore"):
        gradient = np.array(
            [np.broadcast_to(parse(text, problem.parameters).numpy(x, y), x.shape) for text in problem.gradient]
        )
        slope = np.hypot(*gradient)
        direction = -gradient / slope
    drawn = np.isfinite(slope) & (slope > 0)
    slope, direction, places = slope[drawn], direction[:, drawn], np.array([x, y])[:, drawn]
    slopes = slope.astype(np.float32)  # where only rounding tells slopes apart the arrows are as long
    share = 0.25 + 0.6 * np.searchsorted(np.sort(slopes), slopes) / max(len(slopes) - 1, 1)
    ends = places + direction * share * cell.min()
    columns = {"x": places[0], "y": places[1], "x2": ends[0], "y2": ends[1], "slope": slope}
    return pa.table({name: values.astype(np.float32) for name, values in columns.items()})


@lru_cache(maxsize=32)
def surface_table(problem: Problem) -> pa.Table:
    """The loss as a surface over the map, row by row from the lowest y: columns x, y, loss, height (float32).

    `height` is from 0 to 1, on the scale of the contour lines (see `height_of`); null where the loss has no value.
    """
    x, y, loss = grid(problem, SURFACE_POINTS)
    across, along = (axis.ravel().astype(np.float32) for axis in np.meshgrid(x, y))
    losses, heights = loss.ravel().astype(np.float32), height_of(problem, loss.ravel()).astype(np.float32)
    columns = {"loss": losses, "height": heights}
    return pa.table({"x": across, "y": along} | {n: pa.array(v, mask=~np.isfinite(v)) for n, v in columns.items()})


def height_of(problem: Problem, losses: np.ndarray) -> np.ndarray:
    """Losses on the map's scale, from 0 at the lowest to 1 at the highest, with as much of it between any two levels."""
    _, _, loss = grid(problem)
    highest = float(np.max(loss, where=np.isfinite(loss), initial=-math.inf))
    edges = np.array([lowest_loss(problem), *levels(problem), highest])
    if not edges[-1] > edges[0]:
        return np.zeros_like(losses)
    return np.interp(losses, edges, np.linspace(0, 1, len(edges)))
