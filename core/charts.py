"""Charts: one function a picture, each a Vega-Lite specification without data, built once by Altair.

The data come beside the specification, by name, so that a chart is updated in place while a slider moves. Whatever changes
with a step of a slider is therefore data, and nothing in a specification. And a specification has no filters: Streamlit has
Vega interpret its expressions, which takes some ten microseconds a row.
"""

from functools import lru_cache
from typing import Any

import altair as alt

from core.comparison import loss_at
from core.problems import Problem
from core.tables import curve_table

COLORS = {"tape": "#0072B2", "manual": "#D55E00", "theory": "#009E73"}
# The same three on a dark ground, where the first two would be too dim.
DARK_COLORS = {"tape": "#56B4E9", "manual": "#E69F00", "theory": "#2BC29A"}
# Where all three coincide, theory's dots lie in the gaps of manual's dashes, and tape's line is wide enough for both.
WIDTHS = {"tape": 7.0, "manual": 2.5, "theory": 3.5}
DASHES = {"tape": [1, 0], "manual": [8, 6], "theory": [4, 10]}
DASH_OFFSETS = {"tape": 0, "manual": 0, "theory": 5}
# What a rule remembers has colours of its own; they differ in dash too.
MEMORY_COLORS = ("#CC79A7", "#7A6A00", "#5E4FA2", "#2B8C8A")
DARK_MEMORY_COLORS = ("#E79FC8", "#D6C34A", "#A99BE6", "#5CC9C6")
MEMORY_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
OPACITIES = {"tape": 0.7, "manual": 1.0, "theory": 1.0}
HEIGHT = 310
STEP_AXIS = alt.Axis(tickMinStep=1, format="d")

Spec = dict[str, Any]


def _line(method: str, names: tuple[str, ...], dark: bool, x: Any, y: Any, **encoding: Any) -> alt.Chart:
    """One method's line over the table of its name; its color, width and dash share a legend with those of `names`."""
    colors = DARK_COLORS if dark else COLORS
    legend = alt.Legend(title=None, orient="top", offset=4, padding=0, symbolSize=600) if len(names) == 3 else None

    def channel(kind: Any, values: dict[str, Any]) -> Any:
        scale = alt.Scale(domain=list(names), range=[values[name] for name in names])
        return kind("method:N", scale=scale, legend=legend, sort=list(names))

    return (
        alt.Chart(alt.NamedData(method))
        .mark_line(strokeDashOffset=DASH_OFFSETS[method], opacity=OPACITIES[method], clip=True)
        .encode(
            x,
            y,
            color=channel(alt.Color, colors),
            strokeWidth=channel(alt.StrokeWidth, WIDTHS),
            strokeDash=channel(alt.StrokeDash, DASHES),
            **encoding,
        )
    )


def _ring(x: str, y: str, color: str) -> alt.Chart:
    """A ring at the step that the scrubber chose: it moves two hidden inputs that Vega binds to parameters."""

    def parameter(name: str) -> alt.Parameter:
        return alt.param(name=f"ring_{name}", value="", bind=alt.binding(input="text", name=f"ring_{name}"))

    def value(name: str) -> Any:
        return alt.expr(f"ring_{name} === '' ? null : toNumber(ring_{name})")

    return (
        alt.Chart(alt.sequence(0, 1))
        .mark_point(size=220, strokeWidth=3, color=color, clip=True)
        .encode(alt.XDatum(value(x), type="quantitative"), alt.YDatum(value(y), type="quantitative"))
        .add_params(parameter(x), parameter(y))
    )


def _hover(tooltip: list[Any]) -> alt.Chart:
    """A band at the step under the pointer that reads all curves, from the table "hover".

    A search for the nearest mark would need a cell of a Voronoi diagram for each step, besides the mark.
    """
    here = alt.selection_point(name="hover", fields=["step"], on="pointermove", clear="pointerout", empty=False)
    return (
        alt.Chart(alt.NamedData("hover"))
        .mark_rect(color="gray")
        .encode(
            alt.X("from:Q", title="step", axis=STEP_AXIS, scale=alt.Scale(nice=False)),
            alt.X2("to:Q"),
            opacity=alt.condition(here, alt.value(0.25), alt.value(0)),
            tooltip=tooltip,
        )
        .add_params(here)
    )


def _finished(chart: Any, title: str, height: int = HEIGHT) -> Spec:
    return (
        chart.properties(height=height, title=alt.Title(title, anchor="start", fontSize=15))
        .configure_view(stroke=None)
        .to_dict()
    )


def _step_axis() -> alt.X:
    return alt.X("step:Q", title="step", axis=STEP_AXIS, scale=alt.Scale(nice=False))


@lru_cache(maxsize=64)
def loss_chart(problem: Problem, scale: str, dark: bool) -> Spec:
    """Loss per step: tape, manual and theory overlaid. Data: `loss_tables`."""
    grounded = all(loss_at(problem, minimum[0]) == 0 for minimum in problem.minima)
    above = "loss" if scale == "linear" or grounded else "loss above the minimum reached"
    axis = alt.Axis(format="~g", labelOverlap=True, tickCount=6) if scale == "log" else alt.Axis(tickCount=6)
    y_scale = alt.Scale(type=scale, nice=False) if scale == "log" else alt.Scale(zero=False)
    height = alt.Y("height:Q", title=above, scale=y_scale, axis=axis)
    lines = [_line(method, tuple(COLORS), dark, _step_axis(), height) for method in COLORS]
    ring = _ring("step", "height", (DARK_COLORS if dark else COLORS)["manual"])
    extent = alt.Chart(alt.NamedData("extent")).mark_point(opacity=0).encode(height)
    hover = _hover(["step:Q", "tape:N", "manual:N", "theory:N"])
    return _finished(alt.layer(extent, *lines, ring, hover), "Loss per step")


@lru_cache(maxsize=64)
def path_chart(problem: Problem, dark: bool) -> Spec:
    """The loss function over its domain and both paths on it. Data: `path_tables`."""
    (name,), ((low, high),) = problem.parameters, problem.domain
    losses = curve_table(problem)["loss"].drop_null().to_numpy()
    margin = 0.05 * (losses.max() - losses.min())
    x = alt.X("parameter:Q", title=name, scale=alt.Scale(domain=[low, high], nice=False))
    y = alt.Y(
        "loss:Q",
        title="loss",
        scale=alt.Scale(domain=[losses.min() - margin, losses.max() + margin], nice=False),
        axis=alt.Axis(tickCount=6),
    )
    colors = DARK_COLORS if dark else COLORS
    curve = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", strokeWidth=1.5, opacity=0.8).encode(x, y)
    lines = [_line(method, ("tape", "manual"), dark, x, y, order="step:Q") for method in ("tape", "manual")]
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_circle(clip=True, size=40, opacity=1, color=colors["tape"])
        .encode(
            x,
            y,
            tooltip=[
                "step:Q",
                alt.Tooltip("parameter:Q", title=name, format=".9~g"),
                alt.Tooltip("loss:Q", format=".9~g"),
            ],
        )
    )
    ring = _ring("parameter", "loss", colors["manual"])
    return _finished(alt.layer(curve, *lines, dots, ring), "The loss function and both paths on it")


@lru_cache(maxsize=2)
def gap_chart(dark: bool) -> Spec:
    """The gap of the two losses per step, in units in the last place. Data: `gap_tables`."""
    color = (DARK_COLORS if dark else COLORS)["manual"]
    # At least up to 4, so that no gap at all is a line on the ground. Unstacked: a sum has no place on this axis.
    y = alt.Y(
        "ulp:Q",
        title="gap (ULP)",
        stack=None,
        scale=alt.Scale(type="symlog", domain=alt.DomainUnionWith(unionWith=[0, 4]), nice=False),
        axis=alt.Axis(
            labelExpr="format(datum.value, '~s')",
            values=[0, 1, 2, 4, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e9, 1e12, 1e15, 1e18],
        ),
    )
    area = (
        alt.Chart(alt.NamedData("gap"))
        .mark_area(color=color, opacity=0.35, interpolate="step", line={"color": color, "strokeWidth": 1.5})
        .encode(_step_axis(), y)
    )
    hover = _hover(["step:Q", alt.Tooltip("ulp:N", title="ULP"), "absolute:N", "relative:N"])
    return _finished(
        alt.layer(area, _ring("step", "ulp", color), hover), "Gap of the losses, in units in the last place"
    )


@lru_cache(maxsize=2)
def schedule_chart(dark: bool) -> Spec:
    """The learning rate of every step, small. Data: `schedule_tables`."""
    y = alt.Y("rate:Q", title="rate", axis=alt.Axis(format="~g", tickCount=3))
    lines = [_line(method, ("tape", "manual"), dark, _step_axis(), y) for method in ("tape", "manual")]
    return _finished(alt.layer(*lines), "Learning rate per step", height=190)


@lru_cache(maxsize=256)
def rule_chart(names: tuple[str, ...], scale: str, dark: bool) -> Spec:
    """What the hand-written rule computed at each step. Data: `rule_tables`, whose lines are `names`."""
    colors = DARK_COLORS if dark else COLORS
    fixed = {
        "gradient": ("gray", [1, 0]),
        "step": (colors["manual"], [8, 6]),
        "learning rate": (colors["theory"], [4, 4]),
    }
    others = iter(zip(DARK_MEMORY_COLORS if dark else MEMORY_COLORS, MEMORY_DASHES, strict=True))
    looks = [fixed[name] if name in fixed else next(others) for name in names]
    on_log_axis = scale == "log"
    y = alt.Y(
        "value:Q",
        title="size" if on_log_axis else "value",
        scale=alt.Scale(type=scale, nice=False) if on_log_axis else alt.Scale(zero=False),
        axis=alt.Axis(format="~g", labelOverlap=True, tickCount=6),
    )

    def channel(kind: Any, values: list[Any]) -> Any:
        legend = alt.Legend(title=None, orient="top", offset=4, padding=0, symbolSize=400, columns=6)
        return kind("name:N", scale=alt.Scale(domain=list(names), range=values), sort=list(names), legend=legend)

    lines = (
        alt.Chart(alt.NamedData("quantities"))
        .mark_line(strokeWidth=2, clip=True)
        .encode(
            _step_axis(),
            y,
            channel(alt.Color, [color for color, _ in looks]),
            channel(alt.StrokeDash, [dash for _, dash in looks]),
        )
    )
    hover = _hover(["step:Q", *(alt.Tooltip(f"{name}:N") for name in names)])
    what = "sizes" if on_log_axis else "values"
    return _finished(
        alt.layer(lines, _ring("step", "moved", colors["manual"]), hover), f"Inside the rule: {what} per step"
    )
