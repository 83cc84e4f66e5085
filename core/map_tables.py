"""The tables that the Landscapes page's pictures are drawn from."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa

from core.expedition import ExpeditionSettings
from core.field import contours, gradient_field, grid, height_of, minima_table
from core.map_charts import Rectangle
from core.map_paths import path_table
from core.problems import Problem
from core.shading import shaded

# Points along each side of the shaded picture, which the browser smooths.
SHADES = 97


def whole_map(problem: Problem) -> Rectangle:
    """The problem's map as x0, x1, y0, y1."""
    (x0, x1), (y0, y1) = problem.domain
    return x0, x1, y0, y1


def part_of(problem: Problem, seen: Rectangle | None) -> Problem:
    """The same problem on the part of its map that is seen; on all of it where nothing of it is."""
    if seen is None:
        return problem
    x0, x1, y0, y1 = (
        float(np.clip(value, *sides)) for value, sides in zip(seen, np.repeat(problem.domain, 2, axis=0), strict=True)
    )
    return replace(problem, domain=((x0, x1), (y0, y1))) if x0 < x1 and y0 < y1 else problem


@lru_cache(maxsize=32)
def ground_tables(problem: Problem, dark: bool, field: bool) -> dict[str, pa.Table]:
    """What lies still on the map of `problem`: "ground" x, x2, y, y2, url; "contours", "field" and "minima" of core.field."""
    x0, x1, y0, y1 = whole_map(problem)
    heights = height_of(problem, grid(problem, SHADES)[2])
    arrows = gradient_field(problem)
    return {
        "ground": pa.table({"x": [x0], "x2": [x1], "y": [y0], "y2": [y1], "url": [shaded(heights, dark)]}),
        "contours": contours(problem).select(["line", "x", "y"]),
        "field": arrows.drop_columns(["slope"]) if field else arrows.drop_columns(["slope"]).slice(0, 0),
        "minima": minima_table(problem),
    }


def map_tables(settings: ExpeditionSettings, seen: Rectangle | None, dark: bool, field: bool) -> dict[str, pa.Table]:
    """The map's tables: those that lie still, and "paths" racer, x, y."""
    part = part_of(settings.problem, seen)
    paths = path_table(replace(settings, problem=part)).select(["racer", "x", "y"])
    return {**ground_tables(part, dark, field), "paths": paths}
