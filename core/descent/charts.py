"""The pictures of the Descent page: one function a picture, each a specification without data (see core.pictures.parts)."""

from functools import lru_cache
from typing import Any

import altair as alt

from core.descent.comparison import never_negative
from core.descent.paths import path_heights
from core.pictures import axes, looks, parts
from core.problems import Problem
from core.problems.bottoms import known_lows, loss_of

# So high that sliders, both pictures, Play and the read-outs are seen at once on a small laptop.
IN_SIGHT = 272


def loss_chart(problem: Problem, scale: str, dark: bool) -> parts.Spec:
    """Loss per step: tape, manual and theory overlaid. Data: `loss_tables`."""
    lows = known_lows(problem)
    grounded = all(loss_of(problem, low) == 0 for low in lows)
    if scale == "linear" or (grounded and (lows or never_negative(problem))):
        above = "loss"
    else:
        above = "loss above the minimum reached" if lows else "loss above the lowest reached"
    return _loss_chart(above, scale, dark)


# Whether theory predicts a line is data, and not known to a specification.
_THOSE_DRAWN = alt.expr("length(data('theory')) ? ['tape', 'manual', 'theory'] : ['tape', 'manual']")


@lru_cache(maxsize=16)
def _loss_chart(above: str, scale: str, dark: bool) -> parts.Spec:
    title, height = "Loss per step", axes.height_axis("height", above, scale)
    colors, legend = looks.METHOD_COLORS[dark], parts.legend_beside(title, values=_THOSE_DRAWN)
    lines = [parts.line(method, tuple(colors), dark, axes.step_axis(), height, legend) for method in colors]
    ring = parts.ring("step", "height", colors["manual"])
    dots = parts.dots(axes.step_axis(), height, "method", colors)
    hover = parts.hover(["step:Q", "tape:N", "manual:N", "theory:N"])
    return parts.finished(
        alt.layer(parts.extent(height), *lines, dots, *parts.note("parting", 4), *parts.note("end", 20), ring, hover),
        title,
        height=IN_SIGHT,
    )


@lru_cache(maxsize=64)
def path_chart(problem: Problem, seen: Problem, dark: bool) -> parts.Spec:
    """The loss function over the domain that is `seen` and both paths on it. Data: `path_tables`."""
    heights = path_heights(problem, seen)
    return parts.with_domains(_path_chart(*problem.parameters, dark), x=seen.domain[0], y=heights)


@lru_cache(maxsize=8)
def _path_chart(name: str, dark: bool) -> parts.Spec:
    x = alt.X(
        "parameter:Q",
        title=name,
        scale=alt.Scale(domain=parts.domain_of("x"), nice=False),
        axis=axes.linear("x"),
    )
    y = alt.Y(
        "loss:Q",
        title="loss",
        scale=alt.Scale(domain=parts.domain_of("y"), nice=False),
        axis=axes.linear("y", tickCount=6),
    )
    colors = looks.METHOD_COLORS[dark]
    curve = (
        alt.Chart(alt.NamedData("curve")).mark_line(color="gray", strokeWidth=1.5, opacity=0.8, clip=True).encode(x, y)
    )
    lines = [parts.line(method, ("tape", "manual"), dark, x, y, order="step:Q") for method in ("tape", "manual")]
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
    flat = (
        alt.Chart(alt.NamedData("bottoms"))
        .mark_rule(strokeWidth=9, opacity=0.35, color=colors["theory"], clip=True)
        .encode(x, y, x2="to:Q", tooltip=alt.Tooltip("said:N", title="minimum"))
    )
    ends = alt.Chart(alt.NamedData("ends")).encode(x, y)
    side = "datum.side === 'above' ? {} : datum.side === 'left' ? {} : {}"
    said = ends.mark_text(
        align=alt.expr(side.format("'center'", "'right'", "'left'")),
        dx=alt.expr(side.format(0, -14, 14)),
        dy=alt.expr(side.format(-15, -7, -7)),
        fontSize=12,
        color="gray",
        clip=True,
        aria=False,
    )
    points = ends.mark_point(size=60, filled=True, opacity=1, color=colors["manual"], clip=True, aria=False)
    left = parts.remark("left")
    ring = parts.ring("parameter", "loss", colors["manual"])
    return parts.finished(
        alt.layer(flat, curve, *lines, dots, points, said.encode(text="said:N"), left, ring),
        "The loss function and both paths on it",
        height=IN_SIGHT,
    )


@lru_cache(maxsize=4)
def gap_chart(measure: str, dark: bool) -> parts.Spec:
    """The gap of the two losses per step: "ulp" is in units in the last place, "relative" a share. Data: `gap_tables`."""
    color = looks.METHOD_COLORS[dark]["manual"]
    title, y = _GAPS[measure]
    area = (
        alt.Chart(alt.NamedData("gap"))
        .mark_area(color=color, opacity=0.35, interpolate="step", line={"color": color, "strokeWidth": 1.5}, clip=True)
        .encode(axes.step_axis(), y)
    )
    hover = parts.hover(["step:Q", alt.Tooltip("ulp:N", title="ULP"), "absolute:N", "relative:N"])
    return parts.finished(alt.layer(area, *parts.note("alone", 4), parts.ring("step", measure, color), hover), title)


# At least up to 4, so that a gap of one is no cliff. Unstacked: a sum has no place on these axes.
_GAPS = {
    "ulp": (
        "Gap of the losses, in units in the last place",
        alt.Y(
            "ulp:Q",
            title="gap (ULP)",
            stack=None,
            scale=alt.Scale(type="symlog", domain=alt.DomainUnionWith(unionWith=[0, 4]), nice=False),
            axis=axes.given("y", [0, 1, 2, 4, 10, 20, 50, 100, 200, 500, 1000]),
        ),
    ),
    "relative": (
        "Gap of the losses, as a share of the larger",
        alt.Y("relative:Q", title="relative gap", stack=None, axis=axes.linear("y", tickCount=5)),
    ),
}


@lru_cache(maxsize=2)
def schedule_chart(dark: bool) -> parts.Spec:
    """The learning rate of every step, small. Data: `schedule_tables`."""
    y = alt.Y("rate:Q", title="rate", axis=axes.linear("y", tickCount=3))
    lines = [parts.line(method, ("tape", "manual"), dark, axes.step_axis(), y) for method in ("tape", "manual")]
    return parts.finished(alt.layer(*lines), "Learning rate per step", height=190)


@lru_cache(maxsize=256)
def rule_chart(names: tuple[str, ...], scale: str, dark: bool) -> parts.Spec:
    """What the hand-written rule computed at each step. Data: `rule_tables`, whose lines are `names`."""
    colors = looks.METHOD_COLORS[dark]
    fixed = {
        "gradient": ("gray", [1, 0]),
        "step": (colors["manual"], [8, 6]),
        "learning rate": (colors["theory"], [4, 4]),
    }
    others = iter(zip(looks.MEMORY_COLORS[dark], looks.MEMORY_DASHES, strict=True))
    drawn = [fixed[name] if name in fixed else next(others) for name in names]
    on_log_axis = scale == "log"
    y = axes.height_axis("value", "size" if on_log_axis else "value", scale)
    legend = parts.legend_under(110)

    def channel(kind: Any, values: list[Any]) -> Any:
        return kind("name:N", scale=alt.Scale(domain=list(names), range=values), sort=list(names), legend=legend)

    lines = (
        alt.Chart(alt.NamedData("quantities"))
        .mark_line(strokeWidth=2, clip=True)
        .encode(
            axes.step_axis(),
            y,
            channel(alt.Color, [color for color, _ in drawn]),
            channel(alt.StrokeDash, [dash for _, dash in drawn]),
        )
    )
    dots = parts.dots(axes.step_axis(), y, "name", {name: color for name, (color, _) in zip(names, drawn, strict=True)})
    hover = parts.hover(["step:Q", *(alt.Tooltip(f"{name}:N") for name in names)])
    what = "sizes" if on_log_axis else "values"
    return parts.finished(
        alt.layer(
            parts.extent(y), lines, dots, *parts.note("end", 4), parts.ring("step", "moved", colors["manual"]), hover
        ),
        f"Inside the rule: {what} per step",
    )
