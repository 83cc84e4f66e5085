"""Charts: one function a picture, each a Vega-Lite specification without data, built once by Altair.

The data come beside the specification, by name, so that a chart is updated in place while a slider moves. Whatever changes
with a step of a slider is therefore data, and nothing in a specification. `k` is the step that the scrubber chose; the
scrubber moves it through the (hidden) input that Vega binds to it.
"""

from functools import lru_cache
from typing import Any

import altair as alt

from core.comparison import curve_table, lowest_loss
from core.problems import Problem
from core.settings import STEPS

COLORS = {"tape": "#0072B2", "manual": "#D55E00", "theory": "#009E73"}
# The same three on a dark ground, where the first two would be too dim.
DARK_COLORS = {"tape": "#56B4E9", "manual": "#E69F00", "theory": "#2BC29A"}
# Where all three coincide, theory's dots lie in the gaps of manual's dashes, and tape's line is wide enough for both.
WIDTHS = {"tape": 6.0, "manual": 2.0, "theory": 3.0}
DASHES = {"tape": [1, 0], "manual": [8, 6], "theory": [3, 11]}
DASH_OFFSETS = {"tape": 0, "manual": 0, "theory": 4.5}
HEIGHT = 310

Spec = dict[str, Any]


def _line(base: alt.Chart, method: str, names: tuple[str, ...], dark: bool, **mark: Any) -> alt.Chart:
    """One method's line; its color, width and dash share one legend with the other methods of `names`."""
    colors = DARK_COLORS if dark else COLORS
    legend = alt.Legend(title=None, orient="top", offset=4, padding=0, symbolSize=600) if len(names) == 3 else None

    def channel(kind: Any, values: dict[str, Any]) -> Any:
        scale = alt.Scale(domain=list(names), range=[values[name] for name in names])
        return kind("method:N", scale=scale, legend=legend, sort=list(names))

    return (
        base.transform_filter(f"datum.method == '{method}'")
        .mark_line(strokeDashOffset=DASH_OFFSETS[method], **mark)
        .encode(
            color=channel(alt.Color, colors),
            strokeWidth=channel(alt.StrokeWidth, WIDTHS),
            strokeDash=channel(alt.StrokeDash, DASHES),
        )
    )


def _step_parameter() -> alt.Parameter:
    return alt.param(name="k", value=0, bind=alt.binding_range(min=STEPS[0], max=STEPS[1], step=1, name="k"))


def _number(field: str, title: str, form: str = ".9~g") -> alt.Tooltip:
    return alt.Tooltip(f"{field}:Q", title=title, format=form)


def _finished(chart: Any, title: str) -> Spec:
    return (
        chart.properties(height=HEIGHT, title=alt.Title(title, anchor="start", fontSize=15))
        .configure_view(stroke=None)
        .to_dict()
    )


def _step_axis() -> alt.X:
    return alt.X("step:Q", title="step", axis=alt.Axis(tickMinStep=1, format="d"), scale=alt.Scale(nice=False))


@lru_cache(maxsize=64)
def loss_chart(problem: Problem, scale: str, dark: bool) -> Spec:
    """Loss per step: tape, manual and theory overlaid. Data "loss": method, step, loss, height."""
    lowest = lowest_loss(problem)
    above = f"loss − {lowest:.4g}, its lowest" if scale == "log" and lowest else "loss"
    axis = (
        alt.Axis(format="~g", labelOverlap=True, tickCount=6) if scale == "log" else alt.Axis(format="~g", tickCount=6)
    )
    height = alt.Y("height:Q", title=above, scale=alt.Scale(type=scale, nice=False) if scale == "log" else alt.Scale(zero=False), axis=axis)
    base = alt.Chart(alt.NamedData("loss")).encode(_step_axis(), height)
    lines = [_line(base, method, tuple(COLORS), dark) for method in COLORS]
    here = (
        base.transform_filter("datum.step == k && datum.method == 'manual'")
        .mark_point(size=220, strokeWidth=3, color=(DARK_COLORS if dark else COLORS)["manual"])
        .add_params(_step_parameter())
    )
    hover = alt.selection_point(
        name="hover", fields=["step"], nearest=True, on="pointermove", clear="pointerout", empty=False
    )
    rule = (
        alt.Chart(alt.NamedData("loss"))
        .transform_pivot("method", value="loss", groupby=["step"])
        .mark_rule(color="gray", strokeWidth=1)
        .encode(
            _step_axis(),
            opacity=alt.condition(hover, alt.value(0.8), alt.value(0)),
            tooltip=[alt.Tooltip("step:Q"), _number("tape", "tape"), _number("manual", "manual"), _number("theory", "theory")],
        )
        .add_params(hover)
    )
    return _finished(alt.layer(*lines, here, rule), "Loss per step")


@lru_cache(maxsize=64)
def path_chart(problem: Problem, dark: bool) -> Spec:
    """The loss function over its domain and both paths on it. Data "curve": parameter, loss; "path": method, step too."""
    (name,), ((low, high),) = problem.parameters, problem.domain
    losses = curve_table(problem)["loss"].drop_null().to_numpy()
    margin = 0.05 * (losses.max() - losses.min())
    x = alt.X("parameter:Q", title=name, scale=alt.Scale(domain=[low, high], nice=False))
    y = alt.Y(
        "loss:Q",
        title="loss",
        scale=alt.Scale(domain=[losses.min() - margin, losses.max() + margin], nice=False),
        axis=alt.Axis(format="~g", tickCount=6),
    )
    colors = DARK_COLORS if dark else COLORS
    curve = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", strokeWidth=1.5, opacity=0.8).encode(x, y)
    path = alt.Chart(alt.NamedData("path")).encode(x, y, order="step:Q")
    lines = [_line(path, method, ("tape", "manual"), dark, clip=True) for method in ("tape", "manual")]
    dots = (
        path.transform_filter("datum.method == 'tape'")
        .mark_circle(clip=True, size=40, opacity=1, color=colors["tape"])
        .encode(tooltip=["step:Q", _number("parameter", name), _number("loss", "loss")])
    )
    here = (
        path.transform_filter("datum.step == k && datum.method == 'manual'")
        .mark_point(clip=True, size=220, strokeWidth=3, color=colors["manual"])
        .add_params(_step_parameter())
    )
    return _finished(alt.layer(curve, *lines, dots, here), "The loss function and both paths on it")


@lru_cache(maxsize=2)
def gap_chart(dark: bool) -> Spec:
    """The gap of the two losses per step, in units in the last place. Data "gap": step, absolute, relative, ulp."""
    color = (DARK_COLORS if dark else COLORS)["manual"]
    base = alt.Chart(alt.NamedData("gap")).encode(
        _step_axis(),
        # At least up to 4, so that no gap at all is a line on the ground. Unstacked: a sum has no place on this axis.
        alt.Y(
            "ulp:Q",
            title="gap (ULP)",
            stack=None,
            scale=alt.Scale(type="symlog", domain=alt.DomainUnionWith(unionWith=[0, 4]), nice=False),
            axis=alt.Axis(format="~s", tickCount=5),
        ),
    )
    area = base.mark_area(color=color, opacity=0.35, interpolate="step", line={"color": color, "strokeWidth": 1.5})
    hover = alt.selection_point(
        name="hover", fields=["step"], nearest=True, on="pointermove", clear="pointerout", empty=False
    )
    rule = (
        base.mark_rule(color="gray", strokeWidth=1)
        .encode(
            y=alt.value(0),
            y2=alt.value("height"),
            opacity=alt.condition(hover, alt.value(0.8), alt.value(0)),
            tooltip=["step:Q", _number("ulp", "ULP", "~g"), _number("absolute", "absolute"), _number("relative", "relative")],
        )
        .add_params(hover)
    )
    here = (
        base.mark_rule(color=color, strokeWidth=1.5, strokeDash=[3, 3])
        .encode(y=alt.value(0), y2=alt.value("height"))
        .transform_filter("datum.step == k")
        .add_params(_step_parameter())
    )
    return _finished(alt.layer(area, here, rule), "Gap of the losses, in units in the last place")
