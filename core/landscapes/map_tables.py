"""The tables that the Landscapes page's pictures are drawn from."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.landscapes.basins import basins
from core.landscapes.charts import Rectangle
from core.landscapes.contours import contours
from core.landscapes.expedition import ExpeditionSettings, Racer, titles
from core.landscapes.field import gradient_field, minima_table
from core.landscapes.ground import grid, height_of, place_type
from core.landscapes.notice import notice_table
from core.landscapes.paths import path_table
from core.landscapes.profile import Profile
from core.landscapes.shading import shaded
from core.problems import Problem

# Points along each side of the shaded picture, which the browser smooths.
SHADES = 121
# Shares of the map: how far from its edge and from each other the levels are written.
EDGE, CLEAR = 0.05, 0.13
# Of a profile's length: who land so near each other are named in one line.
BESIDE = 0.01


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
    """What lies still on the map of `problem`.

    Tables "ground" x, x2, y, y2, url; "contours" line, x, y; "labels" x, y, level as text; "field" and "minima" as in
    core.landscapes.field, "notice" as in core.landscapes.notice.
    """
    x0, x1, y0, y1 = whole_map(problem)
    heights = height_of(problem, grid(problem, SHADES)[2])
    arrows = gradient_field(problem)
    return {
        "ground": pa.table({"x": [x0], "x2": [x1], "y": [y0], "y2": [y1], "url": [shaded(heights, dark)]}),
        "contours": contours(problem).select(["line", "x", "y"]),
        "labels": level_labels(problem),
        "field": arrows.drop_columns(["slope"]) if field else arrows.drop_columns(["slope"]).slice(0, 0),
        "minima": minima_table(problem),
        "notice": notice_table(problem),
    }


@lru_cache(maxsize=32)
def level_labels(problem: Problem) -> pa.Table:
    """Where a contour line is told its level: x, y, level as text; on the longest line of each level, clear of the others."""
    x0, x1, y0, y1 = whole_map(problem)
    lines, placed = contours(problem), []
    level, line = lines["level"].to_numpy(), lines["line"].to_numpy()
    share = np.column_stack([(lines["x"].to_numpy() - x0) / (x1 - x0), (lines["y"].to_numpy() - y0) / (y1 - y0)])
    for value in np.unique(level):
        longest = np.bincount(line[level == value]).argmax()
        places = share[line == longest]
        inside = places[np.all(np.abs(places - 0.5) < 0.5 - EDGE, axis=1)]
        clear = [place for place in inside if all(np.hypot(*(place - other)) > CLEAR for other, _ in placed)]
        if clear:
            placed.append((clear[len(clear) // 2], f"{value:.4g}"))
    x, y = ([float(place[axis]) for place, _ in placed] for axis in (0, 1))
    return pa.table(
        {
            "x": np.array([x0 + (x1 - x0) * share for share in x], place_type(problem)),
            "y": np.array([y0 + (y1 - y0) * share for share in y], place_type(problem)),
            "level": pa.array([text for _, text in placed], pa.string()),
        }
    )


def map_tables(
    settings: ExpeditionSettings, seen: Rectangle | None, dark: bool, field: bool, basins_of: Racer | None = None
) -> dict[str, pa.Table]:
    """The map's tables: those that lie still, "paths" racer, x, y, and of those "start" and "ends", if the map has them.

    The ground are heights, or the basins of a racer.
    """
    part = part_of(settings.problem, seen)
    still = ground_tables(part, dark, field)
    if basins_of:
        url = basins(settings.of(basins_of), part, dark)
        still = {**still, "ground": still["ground"].set_column(4, "url", [[url]])}
    paths = path_table(settings, part)
    step, inside = paths["step"], paths["inside"]
    drawn = ["racer", "x", "y"]
    return {
        **still,
        "paths": paths.select(drawn),
        "start": paths.filter(pc.and_(inside, pc.equal(step, 0))).select(drawn)[:1],
        "ends": paths.filter(pc.and_(inside, pc.equal(step, settings.steps))).select(drawn),
    }


def profile_tables(settings: ExpeditionSettings, cut: Profile) -> dict[str, pa.Table]:
    """The profile's tables: "curve" and "touching" distance, loss; "landings" racer, racer_title, distance, loss; "point";
    "names" distance, said, side: who lands where, one under the other, and the side on which there is room.

    The line that touches the curve is drawn as far as the curve is high, and who lands beyond its end is not drawn.
    """
    curve, landings = cut.curve, cut.landings.append_column("racer_title", [list(titles(settings))])
    low, high = (pc.min_max(curve["loss"])[side].as_py() for side in ("min", "max"))
    touching = curve.select(["distance", "touching"]).rename_columns(["distance", "loss"])
    if low is not None:
        touching = touching.filter((pc.field("loss") >= low) & (pc.field("loss") <= high))
    along, distances, end = curve.select(["distance", "loss"]), pc.abs(curve["distance"]), pc.max(curve["distance"])
    drawn = landings.filter(pc.less_equal(landings["distance"], end))
    return {
        "curve": along,
        "touching": touching,
        "landings": drawn,
        "names": _names(drawn, end.as_py()),
        "point": along.filter(pc.equal(distances, pc.min(distances))).slice(0, 1),
    }


def _names(landings: pa.Table, end: float) -> pa.Table:
    """The titles of who lands at a place, each place's a line below those of the places before it."""
    places: list[tuple[float, list[str]]] = []
    found = zip(landings["distance"].to_pylist(), landings["racer_title"].to_pylist(), strict=True)
    for distance, title in sorted(found, key=lambda landed: landed[0]):
        if places and distance - places[-1][0] <= BESIDE * end:
            places[-1][1].append(title)
        else:
            places.append((distance, [title]))
    return pa.table(
        {
            "distance": pa.array([distance for distance, _ in places], pa.float64()),
            "said": pa.array(
                ["\n" * line + " · ".join(titles) for line, (_, titles) in enumerate(places)], pa.string()
            ),
            "side": pa.array(["left" if 2 * distance > end else "right" for distance, _ in places], pa.string()),
        }
    )


def beyond(settings: ExpeditionSettings, cut: Profile) -> str:
    """Who lands beyond the end of the profile, by title and distance; empty if nobody does."""
    end = pc.max(cut.curve["distance"]).as_py()
    far = zip(titles(settings), cut.landings["distance"].to_pylist(), strict=True)
    return ", ".join(f"{title} at {distance:.4g}" for title, distance in far if distance > end)
