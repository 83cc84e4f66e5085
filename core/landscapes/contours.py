"""Contour lines by contourpy, every point of them exactly on its level, and no more of them than a picture can afford."""

from functools import lru_cache
from typing import NamedTuple

import contourpy
import numpy as np
import pyarrow as pa

from core.landscapes.ground import GRID_POINTS, exponent, grid, levels, place_type
from core.problems import Problem, gradient_at, loss_at

# Of the map's width: points of a contour line that lie as near as this to the line without them are left out, and nearer
# than twice this and so on as long as there are more points than a page should send with every movement of a slider.
TOLERANCE = 1 / 1500
# What one picture may cost. The lines go out with every movement of a slider: 25 kB at the most points, 10 bytes each, found
# in 0.1 s; 33,770 pieces were 700 kB and took 40 s. Where all levels come to more than this every second one is drawn, or
# every fourth, and so on, and none where a single one is too much.
MOST_POINTS = 2500
MOST_PIECES = 500
MOST_TRACED = 40_000


class Lines(NamedTuple):
    """Contour lines: `points`, shape (n, 2), line by line; how many each has, and its level."""

    points: np.ndarray
    counts: np.ndarray
    level: np.ndarray


@lru_cache(maxsize=32)
def contours(problem: Problem) -> pa.Table:
    """The contour lines of the map at `drawn_levels`: columns line, order (int16), level (float64), x, y (see `place_type`).

    A line's points stand together, in order. Every point lies on its level: the lines that contourpy finds between the
    points of the grid are moved along the gradient to where the loss has that value. At most `MOST_PIECES` lines and
    `MOST_POINTS` points.
    """
    lines = _affordable(problem)
    places = lines.points.astype(place_type(problem))
    return pa.table(
        {
            "line": np.repeat(np.arange(len(lines.counts), dtype=np.int16), lines.counts),
            "order": np.concatenate([np.empty(0, np.int16), *(np.arange(n, dtype=np.int16) for n in lines.counts)]),
            "level": np.repeat(lines.level, lines.counts),
            "x": places[:, 0],
            "y": places[:, 1],
        }
    )


def drawn_levels(problem: Problem) -> tuple[float, ...]:
    """Those of the map's levels that have a line, ascending."""
    return tuple(np.unique(contours(problem)["level"].to_numpy()).tolist())


def pieces(problem: Problem) -> tuple[int, ...]:
    """How many lines there are at each of the map's levels, drawn or not."""
    return tuple(len(lines) for _, lines in _traced(problem))


def _affordable(problem: Problem) -> Lines:
    """The lines of as many levels as a picture can afford."""
    traced = _traced(problem)
    every = 1
    while chosen := traced[every // 2 :: every]:
        lines = [(level, line) for level, lines in chosen for line in lines]
        if len(lines) <= MOST_PIECES and sum(len(line) for _, line in lines) <= MOST_TRACED:
            simple = _fewer(_exact(problem, lines), problem)
            if len(simple.points) <= MOST_POINTS:
                return simple
        every *= 2
    return _exact(problem, [])


@lru_cache(maxsize=8)
def _traced(problem: Problem) -> list[tuple[float, list[np.ndarray]]]:
    """Each level of the map with its lines as contourpy finds them between the points of the grid."""
    x, y, loss = grid(problem)
    size = exponent(problem)
    heights = np.ldexp(np.ma.masked_invalid(loss), -size)
    generator = contourpy.contour_generator(x, y, heights, line_type=contourpy.LineType.Separate)
    return [
        (level, [np.asarray(line) for line in generator.lines(np.ldexp(level, -size))]) for level in levels(problem)
    ]


def _exact(problem: Problem, lines: list[tuple[float, np.ndarray]]) -> Lines:
    """The lines moved to where the loss has their level; all at once, since a formula costs the same for one as for all."""
    counts = np.array([len(line) for _, line in lines], int)
    level = np.array([level for level, _ in lines], np.float64)
    points = np.concatenate([np.empty((0, 2)), *(line for _, line in lines)])
    return Lines(_on_level(problem, points, np.repeat(level, counts)) if lines else points, counts, level)


def _fewer(lines: Lines, problem: Problem) -> Lines:
    """The lines with as few points as they need, and all together at most `MOST_POINTS` if they can be read then."""
    low, high = np.array(problem.domain).T
    for doubled in range(6):
        kept = _kept(lines.points / (2**doubled * TOLERANCE * (high - low)), lines.counts)
        counts = np.add.reduceat(kept, np.cumsum(lines.counts) - lines.counts, dtype=int)
        lines = Lines(lines.points[kept], counts, lines.level)
        if len(lines.points) <= MOST_POINTS:
            break
    return lines


def _on_level(problem: Problem, line: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Newton's steps along the gradient, from points near their levels, shape (n, 2); where they lead far none is taken."""
    low, high = np.array(problem.domain).T
    size = exponent(problem)
    cell, points = (high - low) / (GRID_POINTS - 1), line
    for _ in range(8):
        with np.errstate(all="ignore"):
            slope = gradient_at(problem, *points.T).T
            slope = np.where((line <= low) | (line >= high), 0.0, slope)  # what ends at the edge moves along it
            above = loss_at(problem, *points.T) - level
            slope, above = np.ldexp(slope, -size), np.ldexp(above, -size)  # squares of what is large or small
            step = slope * (above / np.sum(slope**2, axis=1))[:, np.newaxis]
            # Half a cell at most: at the tip of a thin valley a whole step leads across it.
            step *= np.minimum(1.0, 0.5 / np.max(np.abs(step) / cell, axis=1))[:, np.newaxis]
            moved = np.clip(points - step, low, high)
            near = np.all(np.abs(moved - line) < 2 * cell, axis=1)
        points = np.where(near[:, np.newaxis], moved, points)
    return points


def _kept(places: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Which points each line needs, none left out that is farther than 1 from the line without it; shape (n,).

    `places`, shape (n, 2), stand line by line, `counts` of them in each. All parts of all lines are halved in one go.
    Source: Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
    line", 1973.
    """
    last = np.cumsum(counts) - 1
    first = last - counts + 1
    kept = np.zeros(len(places), bool)
    kept[first] = kept[last] = True
    while len(first):
        between = last - first - 1
        first, last, between = first[between > 0], last[between > 0], between[between > 0]
        if not len(first):
            break
        begins = np.cumsum(between) - between
        part = np.repeat(np.arange(len(first)), between)
        inner = np.arange(len(part)) - begins[part] + first[part] + 1
        chord, away = (places[last] - places[first])[part], places[inner] - places[first][part]
        length = np.hypot(*chord.T)
        across = np.abs(away[:, 0] * chord[:, 1] - away[:, 1] * chord[:, 0])
        distance = np.where(length > 0, across / np.where(length > 0, length, 1.0), np.hypot(*away.T))
        farthest = np.maximum.reduceat(distance, begins)
        found = np.flatnonzero(distance == farthest[part])
        middle = inner[found[np.unique(part[found], return_index=True)[1]]]
        apart = farthest > 1
        kept[middle[apart]] = True
        first, last = np.append(first[apart], middle[apart]), np.append(middle[apart], last[apart])
    return kept
