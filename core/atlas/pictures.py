"""Pictures beside a map: the run of one cell, and the losses of a sweep. Each with the tables that it is drawn from."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from core.maps.axes import Axis, values
from core.maps.runs import Ends
from core.pictures import axes, looks, parts
from core.pictures.extents import extent_of, extent_table
from core.pictures.heights import dots, placed, silences
from core.pictures.marks import bands_of, line_of, some_of
from core.problems import Problem
from core.problems.bottoms import known_lows, loss_of
from core.trajectory import Trajectory

# How wide the names are left of a sweep's strip, and what else stands there (map.js): a picture over it begins where it does.
NAMES_WIDE = 128
# How high the losses of a sweep are, so that the strip under them is in the first view; and a lane under their axis.
SWEEP_HIGH, FLOOR = 240, 6


def ground_of(problem: Problem) -> float:
    """What is 0 on a log axis: the lowest known loss."""
    lows = known_lows(problem)
    return loss_of(problem, lows[0]) if lows else 0.0


def run_tables(problem: Problem, runs: Mapping[str, Trajectory]) -> dict[str, pa.Table]:
    """A cell's run by both methods. "tape", "manual": method, step, height; "dots", "hover", "extent", "end" as elsewhere."""
    ground = ground_of(problem)
    heights = {name: placed(run.loss.astype(np.float64), ground, "log") for name, run in runs.items()}
    lines = {name: line_of(name, height, height=height) for name, height in heights.items()}
    steps = next(iter(runs.values())).steps
    some = some_of(steps + 1)
    texts = {
        name: [f"{value:.6g}" for value in run.loss.astype(np.float64)[some].tolist()] for name, run in runs.items()
    }
    return {
        **lines,
        "dots": dots(pa.concat_tables(lines.values()), "method", "height", ends=True),
        "hover": pa.table(bands_of(some, steps) | texts),
        "extent": extent_table(extent_of(np.concatenate(list(heights.values())), "log")),
        "end": silences(problem, {name: (runs[name], height) for name, height in heights.items()}, ground),
    }


@lru_cache(maxsize=64)
def run_chart(problem: Problem, dark: bool) -> parts.Spec:
    """Loss per step of both methods. Data: `run_tables`."""
    names = ("tape", "manual")
    title = "loss" if ground_of(problem) == 0 else "loss above the minimum"
    x, y = axes.step_axis(), axes.height_axis("height", title, "log", 4)
    lines = [parts.line(name, names, dark, x, y, parts.legend_beside("Its loss")) for name in names]
    marked = parts.dots(x, y, "method", looks.METHOD_COLORS[dark])
    hover = parts.hover(["step:Q", *(alt.Tooltip(f"{name}:N") for name in names)])
    chart = alt.layer(parts.extent(y), *lines, marked, *parts.note("end", 4), hover)
    return parts.finished(chart, "Its loss", height=190)


def sweep_tables(
    problem: Problem, axis: Axis, ends: Mapping[str, Ends], titles: Mapping[str, str]
) -> dict[str, pa.Table]:
    """The last losses of a sweep by optimizer. "sweep": name, share, value, loss, height; "extent"; "floor", see `_floor`."""
    ground = ground_of(problem)
    columns: dict[str, list[Any]] = {"name": [], "share": [], "value": [], "loss": [], "height": []}
    for name, found in ends.items():
        loss = found.loss.ravel()
        columns["name"].append(np.full(len(loss), titles[name]))
        columns["share"].append((np.arange(len(loss)) + 0.5) / len(loss))
        columns["value"].append(values(axis, len(loss)))
        columns["loss"].append(np.array([f"{value:.4g}" for value in loss.tolist()]))
        columns["height"].append(placed(loss, ground, "log"))
    joined = {name: np.concatenate(parts_) for name, parts_ in columns.items()}
    height = pa.array(joined["height"], mask=np.isnan(joined["height"]))
    return {
        "sweep": pa.table({**joined, "height": height}),
        "extent": extent_table(extent_of(joined["height"], "log")),
        "floor": _floor({titles[name]: found.loss.ravel() for name, found in ends.items()}, ground),
    }


def _floor(losses: Mapping[str, np.ndarray], ground: float) -> pa.Table:
    """Where losses are as low as the log axis never gets: name, row from 0, from and to as shares, once what is `said`."""
    rows: list[dict[str, Any]] = []
    for row, (name, loss) in enumerate(losses.items()):
        low = np.isfinite(loss) & np.isnan(placed(loss, ground, "log"))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], low, [False]]).astype(int))).reshape(-1, 2)
        shares = (edges / len(loss)).tolist()
        rows += [{"name": name, "row": row, "from": first, "to": last, "said": ""} for first, last in shares]
    if rows:
        below = any(np.any(loss < ground) for loss in losses.values())
        words = ("0", "minimum")[ground != 0]
        rows[0]["said"] = f"{words} or less" if below else words
    kinds = (pa.string(), pa.int32(), pa.float64(), pa.float64(), pa.string())
    return pa.Table.from_pylist(rows, pa.schema(list(zip(("name", "row", "from", "to", "said"), kinds, strict=True))))


def _floor_marks(color: alt.Color, lanes: int) -> tuple[alt.Chart, ...]:
    """Under the axis a lane for each optimizer, with bars of the table "floor", and left of them what they are."""
    base = alt.Chart(alt.NamedData("floor"))
    x, x2 = alt.X("from:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None), alt.X2("to:Q")
    y, y2 = (alt.expr(f"height + {edge} + {FLOOR} * datum.row") for edge in (6, 5 + FLOOR))
    bars = base.mark_rect(aria=False).encode(x, x2, alt.YValue(y), alt.Y2Value(y2), color, tooltip=["name:N"])
    words = base.mark_text(align="right", baseline="middle", fontSize=12, color="gray", aria=False)
    middle = alt.YValue(alt.expr(f"height + 6 + {FLOOR * lanes / 2}"))
    # The lanes keep their room, so that nothing moves where there is no bar.
    room = alt.Chart(alt.sequence(0, 1)).mark_rect(opacity=0, aria=False)
    lowest = alt.Y2Value(alt.expr(f"height + {6 + FLOOR * lanes}"))
    whole = room.encode(alt.XValue(0), alt.X2Value("width"), alt.YValue("height"), lowest)
    return whole, bars, words.encode(alt.XValue(-13), middle, text="said:N")


@lru_cache(maxsize=64)
def sweep_chart(problem: Problem, names: tuple[str, ...], dark: bool) -> parts.Spec:
    """The last loss along the axis, a line for each optimizer, over the strip that has the axis. Data: `sweep_tables`."""
    # On the axis so many words would reach into the lanes under it.
    title = "The last loss" if ground_of(problem) == 0 else "The last loss, above the minimum"
    x = alt.X("share:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = axes.height_axis("height", "loss", "log", wide=NAMES_WIDE)
    scale = alt.Scale(domain=list(names), range=list(looks.RACER_COLORS[dark][: len(names)]))
    color = alt.Color("name:N", scale=scale, sort=list(names), legend=parts.legend_under(150, symbolType="stroke"))
    dash = alt.StrokeDash(
        "name:N",
        scale=alt.Scale(domain=list(names), range=list(looks.RACER_DASHES[: len(names)])),
        sort=list(names),
        legend=parts.legend_under(150, symbolType="stroke"),
    )
    lines = (
        alt.Chart(alt.NamedData("sweep")).mark_line(strokeWidth=2, clip=True).encode(x, y, color=color, strokeDash=dash)
    )
    tooltip = ["name:N", alt.Tooltip("value:Q", format=".4~g"), "loss:N"]
    places = alt.Chart(alt.NamedData("sweep")).mark_point(size=60, opacity=0, filled=True).encode(x, y, tooltip=tooltip)
    return parts.finished(
        alt.layer(parts.extent(y), lines, *_floor_marks(color, len(names)), places), title, height=SWEEP_HIGH
    )
