"""Contour lines by contourpy, every point of them exactly on its level, and no more points than a line needs."""

from functools import lru_cache

import contourpy
import numpy as np
import pyarrow as pa

from core.formulas import parse
from core.landscapes.ground import GRID_POINTS, grid, levels
from core.problems import Problem, gradient_of

# Of the map's width: points of a contour line that lie as near as this to the line without them are left out, and nearer
# than twice this and so on as long as there are more points than a page should send with every movement of a slider.
TOLERANCE = 1 / 1500
MOST_POINTS = 2500


@lru_cache(maxsize=32)
def contours(problem: Problem) -> pa.Table:
    """The contour lines of the map at `levels`: columns line, order (int16), level (float64), x, y (float32).

    A line's points stand together, in order. Every point lies on its level: the lines that contourpy finds between the
    points of the grid are moved along the gradient to where the loss has that value.
    """
    found = _fewer(_lines(problem), problem)
    counts = [len(line) for _, line in found]
    points = np.concatenate([line for _, line in found]) if found else np.empty((0, 2))
    return pa.table(
        {
            "line": np.repeat(np.arange(len(found), dtype=np.int16), counts),
            "order": np.concatenate([np.arange(count, dtype=np.int16) for count in counts] or [np.empty(0, np.int16)]),
            "level": np.repeat(np.array([level for level, _ in found], np.float64), counts),
            "x": points[:, 0].astype(np.float32),
            "y": points[:, 1].astype(np.float32),
        }
    )


def _lines(problem: Problem) -> list[tuple[float, np.ndarray]]:
    """Each line's level and points, shape (n, 2)."""
    x, y, loss = grid(problem)
    generator = contourpy.contour_generator(x, y, np.ma.masked_invalid(loss), line_type=contourpy.LineType.Separate)
    raw = [(level, np.asarray(line)) for level in levels(problem) for line in generator.lines(level)]
    if not raw:
        return []
    ends = np.cumsum([len(line) for _, line in raw])
    # All lines' points in a row: a formula costs the same for one line and for hundreds.
    exact = _on_level(
        problem,
        np.concatenate([line for _, line in raw]),
        np.repeat([level for level, _ in raw], np.diff(ends, prepend=0)),
    )
    return [(level, part) for (level, _), part in zip(raw, np.split(exact, ends[:-1]), strict=True)]


def _fewer(lines: list[tuple[float, np.ndarray]], problem: Problem) -> list[tuple[float, np.ndarray]]:
    """The lines with as few points as they need, and all together at most `MOST_POINTS` if they can be read then."""
    low, high = np.array(problem.domain).T
    for doubled in range(6):
        tolerance = 2**doubled * TOLERANCE * (high - low)
        lines = [(level, _simplified(line, tolerance)) for level, line in lines]
        if sum(len(line) for _, line in lines) <= MOST_POINTS:
            break
    return lines


def _on_level(problem: Problem, line: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Newton's steps along the gradient, from points near their levels, shape (n, 2); where they lead far none is taken."""
    loss = parse(problem.loss, problem.parameters)
    slopes = gradient_of(problem)
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
