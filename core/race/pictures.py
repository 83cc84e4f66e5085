"""The pictures of the Compare page and the tables they are drawn from."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.pictures import axes, looks, parts
from core.pictures.extents import Extent, extent_of, extent_table
from core.pictures.heights import dots, placed, silences
from core.pictures.marks import bands_of, line_of, some_of
from core.problems import Problem
from core.problems.bottoms import known_lows, loss_of
from core.race.contest import TRIALS, RaceSettings, race, trials
from core.rules import RULES

EVALUATIONS = "gradient evaluations"


def _ground(problem: Problem, scale: str) -> float:
    """What is 0 on the log axis: the lowest known loss, the same for every racer."""
    lows = known_lows(problem)
    return loss_of(problem, lows[0]) if scale == "log" and lows else 0.0


def race_tables(settings: RaceSettings, scale: str, before: Extent | None = None) -> dict[str, pa.Table]:
    """The race's tables. "race": name, step, height; "dots": its rows where a line begins or ends, or that none leads
    to; "hover": step, from, to and each loss as text; "extent": height, which `before` was another; "end": step, said, side:
    from where on nothing is drawn.
    """
    ground, runs = _ground(settings.problem, scale), race(settings)
    losses = {RULES[optimizer].title: run.loss.astype(np.float64) for optimizer, run in runs.items()}
    heights = {name: placed(loss, ground, scale) for name, loss in losses.items()}
    lines = [
        line_of(name, height, height=height).rename_columns(["name", "step", "height"])
        for name, height in heights.items()
    ]
    some = some_of(settings.steps + 1)
    texts = {name: [f"{value:.6g}" for value in loss[some].tolist()] for name, loss in losses.items()}
    drawn = {name: (run, heights[name]) for name, run in zip(losses, runs.values(), strict=True)}
    return {
        "race": pa.concat_tables(lines),
        "dots": dots(pa.concat_tables(lines), "name", "height", ends=True),
        "hover": pa.table(bands_of(some, settings.steps) | texts),
        "extent": extent_table(extent_of(np.concatenate(list(heights.values())), scale, before)),
        "end": silences(settings.problem, drawn, ground),
    }


def trial_tables(settings: RaceSettings, scale: str) -> dict[str, pa.Table]:
    """The trials' tables. "trials": name, learning_rate, height; "chosen": the same for the best of each."""
    table, ground = trials(settings), _ground(settings.problem, scale)
    best = table.loc[table.sort_values(["loss", "learning_rate"]).groupby("optimizer", sort=False).head(1).index]

    def drawn(rows: Any) -> pa.Table:
        heights = placed(rows["loss"].to_numpy(), ground, scale)
        names = [RULES[optimizer].title for optimizer in rows["optimizer"]]
        height = pa.array(heights, mask=np.isnan(heights))
        return pa.table({"name": names, "learning_rate": rows["learning_rate"].to_numpy(), "height": height})

    return {"trials": drawn(table), "chosen": drawn(best)}


def anything(tables: dict[str, pa.Table]) -> bool:
    """Whether any trial of `trial_tables` has a place on the axis."""
    height = tables["trials"]["height"]
    return height.null_count < len(height)


def exactly_there(settings: RaceSettings, scale: str) -> str:
    """The racers, by title, whose best trial has no place on a log axis: it ended at the minimum to the last digit."""
    chosen = trial_tables(settings, scale)["chosen"]
    return ", ".join(chosen.filter(pc.is_null(chosen["height"]))["name"].to_pylist()) if scale == "log" else ""


def _height(problem: Problem, scale: str) -> alt.Y:
    title = "loss" if _ground(problem, scale) == 0 else "loss above the minimum"
    return axes.height_axis("height", title, scale)


def _look(names: tuple[str, ...], dark: bool) -> dict[str, Any]:
    """Colour and dash by the racer's place, in one legend."""
    legend = parts.legend_under(150, symbolType="stroke")

    def channel(kind: Any, values: tuple[Any, ...]) -> Any:
        scale = alt.Scale(domain=list(names), range=list(values[: len(names)]))
        return kind("name:N", scale=scale, sort=list(names), legend=legend)

    return {
        "color": channel(alt.Color, looks.RACER_COLORS[dark]),
        "strokeDash": channel(alt.StrokeDash, looks.RACER_DASHES),
    }


@lru_cache(maxsize=256)
def race_chart(problem: Problem, names: tuple[str, ...], scale: str, dark: bool) -> parts.Spec:
    """Loss per gradient evaluation, a line for each of `names`. Data: `race_tables`."""
    height = _height(problem, scale)
    x = axes.step_axis(EVALUATIONS)
    lines = (
        alt.Chart(alt.NamedData("race"))
        .mark_line(strokeWidth=2.5, opacity=0.9, clip=True)
        .encode(x, height, **_look(names, dark))
    )
    colors = dict(zip(names, looks.RACER_COLORS[dark], strict=False))
    dots, end = parts.dots(x, height, "name", colors), parts.note("end", 4)
    hover = parts.hover(["step:Q", *(alt.Tooltip(f"{name}:N") for name in names)], EVALUATIONS)
    return parts.finished(
        alt.layer(parts.extent(height), lines, dots, *end, hover), "Loss per gradient evaluation", height=380
    )


@lru_cache(maxsize=256)
def trial_chart(problem: Problem, names: tuple[str, ...], scale: str, dark: bool) -> parts.Spec:
    """Loss after the budget against the learning rate, a line for each of `names`. Data: `trial_tables`."""
    height = _height(problem, scale)
    x = alt.X(
        "learning_rate:Q",
        title="learning rate",
        scale=alt.Scale(type="log"),
        axis=axes.log_across((min(TRIALS), max(TRIALS))),
    )
    look = _look(names, dark)
    tooltip = ["name:N", alt.Tooltip("learning_rate:Q", format="~g"), alt.Tooltip("height:Q", format=".4~g")]
    lines = (
        alt.Chart(alt.NamedData("trials"))
        .mark_line(strokeWidth=1.5, point={"size": 25})
        .encode(x, height, tooltip=tooltip, **look)
    )
    chosen = (
        alt.Chart(alt.NamedData("chosen"))
        .mark_point(size=180, strokeWidth=2.5)
        .encode(x, height, color=look["color"], tooltip=tooltip)
    )
    return parts.finished(alt.layer(lines, chosen), "Loss after the budget, by learning rate; the best is ringed")
