"""What of a map goes to the browser: pieces of bytes, the axes with their ticks, the colours, and the lines over it."""

import zlib
from base64 import b64encode
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2s
from typing import Any

import numpy as np

from core.atlas import orbits
from core.atlas.links import DOUBLING, GRID, SWEEP, SharedMap, limits_of
from core.atlas.paints import PAINTS, Entry, Painted
from core.atlas.pieces import ENDS, Piece, packed, pieces
from core.atlas.refusals import method_of
from core.atlas.sentences import said_of_axis, shown
from core.atlas.theory import Mark, marks, own_place
from core.atlas.ticks import Tick, ticks
from core.maps.axes import Axis, axes_of
from core.maps.grid import WHOLE, Map
from core.maps.runs import Ends
from core.pictures.looks import PAPER, RAMP
from core.rules import RULES
from core.settings import DescentSettings, with_optimizer


def identity(shared: SharedMap, dark: bool) -> str:
    """What tells this picture from every other."""
    return blake2s(repr((shared, dark)).encode(), digest_size=8).hexdigest()


def count(shared: SharedMap) -> int:
    """In how many pieces it is computed."""
    return len(pieces(shared.map)) if shared.kind == GRID else 1


def shape_of(shared: SharedMap) -> tuple[int, int]:
    """Rows and columns of the picture."""
    if shared.kind == SWEEP:
        return len(racers(shared)), shared.map.columns
    return shared.map.rows, shared.map.columns


def racers(shared: SharedMap) -> tuple[DescentSettings, ...]:
    """The settings of a sweep, by each of its optimizers that has the axis; from the bottom of the strip up."""
    others = (with_optimizer(shared.settings, name) for name in shared.also)
    have_it = (settings for settings in others if shared.across.name in axes_of(settings))
    return (shared.settings, *have_it)[::-1]


def titles(shared: SharedMap) -> tuple[str, ...]:
    """The optimizers of a sweep, in the order in which they were chosen."""
    return tuple(RULES[settings.optimizer].title for settings in racers(shared)[::-1])


@lru_cache(maxsize=32)
def sweep(map: Map, method: str) -> Ends:
    """What one row of runs comes to."""
    return ENDS[method_of(map, method)](map, WHOLE)


def sweeps(shared: SharedMap) -> list[tuple[DescentSettings, Ends]]:
    """The rows of a sweep, each with its settings, from the bottom of the strip up; of those that have this axis."""
    return [(settings, sweep(replace(shared.map, settings=settings), shared.method)) for settings in racers(shared)]


def piece_of(shared: SharedMap, index: int) -> dict[str, Any]:
    """A piece for the browser: where its cells lie, and their kinds and shades."""
    if shared.kind == GRID:
        piece, cells = pieces(shared.map)[index], packed(shared.map, shared.method, shared.paint, index)
    else:
        rows, columns = shape_of(shared)
        piece = Piece(row=0, column=0, stride=1, wide=columns, high=rows)
        painted = orbits.painted(shared) if shared.kind == DOUBLING else _painted_rows(shared)
        bytes_ = np.concatenate([painted.kinds.ravel(), painted.shades.ravel()]).tobytes()
        cells = b64encode(zlib.compress(bytes_, 1)).decode()
    place = {name: getattr(piece, name) for name in ("row", "column", "stride", "wide", "high")}
    return {"index": index, "bytes": cells, **place}


def _painted_rows(shared: SharedMap) -> Painted:
    rows = [
        PAINTS[shared.paint].paint(replace(shared.map, settings=settings), WHOLE, ends)
        for settings, ends in sweeps(shared)
    ]
    kinds, shades = zip(*rows, strict=True)
    return Painted(np.concatenate(kinds), np.concatenate(shades))


def data_of(shared: SharedMap, dark: bool, index: int) -> dict[str, Any]:
    """Everything that the map's component is told."""
    rows, columns = shape_of(shared)
    legend, ends = legend_of(shared, dark)
    here = own_place(shared)
    return {
        "id": identity(shared, dark),
        "columns": columns,
        "rows": rows,
        "low": shared.kind == SWEEP,
        "pieces": count(shared),
        "piece": piece_of(shared, index),
        "across": _side(shared, shared.across, ticks(shared.across)),
        "up": _up(shared),
        "colors": [entry.color for entry in legend],
        "legend": [{"title": entry.title, "color": entry.color} for entry in explained(legend)],
        "ends": list(ends),
        "ramp": list(RAMP),
        "paper": PAPER[dark],
        "marks": [{"points": [list(place) for place in mark.points], "label": mark.label} for mark in _marks(shared)],
        "here": list(here) if here else None,
        "said": shown(shared),
    }


def _marks(shared: SharedMap) -> tuple[Mark, ...]:
    """The lines of theory, and of a sweep where the first optimizer is fastest."""
    if shared.kind != SWEEP:
        return marks(shared)
    _, ends = sweeps(shared)[-1]
    loss, step = ends.loss.ravel(), ends.step.ravel()
    best = int(np.lexsort((np.where(np.isfinite(loss), loss, np.inf), step))[0])
    share = (best + 0.5) / len(loss)
    # Both are of the first optimizer, whose row is the highest.
    lowest, high = 1 - 1 / len(racers(shared)), 1 / len(racers(shared))
    lines = [Mark(tuple((x, lowest + y * high) for x, y in line.points), line.label) for line in marks(shared)]
    return (*lines, Mark(((share, lowest), (share, 1.0)), "fastest"))


def legend_of(shared: SharedMap, dark: bool) -> tuple[list[Entry], tuple[str, str]]:
    """The kinds in their order, and what the palest and the deepest shade mean."""
    if shared.kind == DOUBLING:
        return orbits.legend(dark), orbits.ENDS
    paint = PAINTS[shared.paint]
    return paint.legend(shared.settings, dark), paint.ends(shared.settings)


def explained(legend: list[Entry]) -> list[Entry]:
    """The kinds that have a name, the better ones first."""
    return sorted((entry for entry in legend if entry.title), key=lambda entry: entry.rank)


def _side(shared: SharedMap, axis: Axis, at: list[Tick]) -> dict[str, Any]:
    return {
        "name": axis.name,
        "title": said_of_axis(shared.settings, axis.name),
        "low": axis.low,
        "high": axis.high,
        "spacing": axis.spacing,
        "limits": list(limits_of(shared.settings, axis)),
        "ticks": [list(tick) for tick in at],
    }


def _up(shared: SharedMap) -> dict[str, Any]:
    if shared.kind != SWEEP:
        side = _side(shared, shared.up, ticks(shared.up))
        return {**side, "title": shared.up.name} if shared.kind == DOUBLING else side
    rows = racers(shared)
    at = [[(k + 0.5) / len(rows), RULES[settings.optimizer].title] for k, settings in enumerate(rows)]
    return {"name": SWEEP, "title": "", "low": 0.0, "high": 1.0, "spacing": "even", "limits": [0.0, 1.0], "ticks": at}
