"""The pictures of the Landscapes page, each a specification without data (see core.pictures.parts).

What moves with the hand or the clock (the part of the map that is seen, the step that is shown) are parameters bound to
hidden inputs, into which the page's player writes: one text a picture, so that a change is one pass of Vega.
"""

from functools import lru_cache
from typing import Any

import altair as alt

from core.pictures import axes, parts
from core.pictures.looks import GROUND, INK, PAPER, PATH_OPACITIES, PATH_WIDTHS, RACER_COLORS, RACER_DASHES

Rectangle = tuple[float, float, float, float]

HEIGHT = 430


def written(rectangle: Rectangle) -> str:
    """A rectangle x0, x1, y0, y1 as the text that the map's hidden input holds."""
    return " ".join(map(repr, rectangle))


def _part(of: str, place: int) -> Any:
    return alt.expr(f"toNumber(split({of}, ' ')[{place}])")


def _hidden(name: str, value: str) -> alt.Parameter:
    return alt.param(name=name, value=value, bind=alt.binding(input="text", name=name))


def looks(methods: tuple[str, ...], dark: bool) -> list[dict[str, Any]]:
    """How each racer is drawn: colour and dash by its place, width and opacity by its method."""
    colors = RACER_COLORS[dark]
    return [
        {"color": color, "dash": dash, "width": PATH_WIDTHS[method], "opacity": PATH_OPACITIES[method]}
        for color, dash, method in zip(colors, RACER_DASHES, methods, strict=False)
    ]


def _look(methods: tuple[str, ...], dark: bool) -> dict[str, Any]:
    """The racers' looks as channels; the page has the legend."""
    drawn = looks(methods, dark)

    def channel(kind: Any, name: str) -> Any:
        scale = alt.Scale(domain=list(range(len(drawn))), range=[look[name] for look in drawn])
        return kind("racer:O", scale=scale, legend=None)

    return {
        "color": channel(alt.Color, "color"),
        "strokeDash": channel(alt.StrokeDash, "dash"),
        "strokeWidth": channel(alt.StrokeWidth, "width"),
        "opacity": channel(alt.Opacity, "opacity"),
    }


@lru_cache(maxsize=64)
def map_chart(whole: Rectangle, methods: tuple[str, ...], dark: bool) -> parts.Spec:
    """The map with a path for each of the racers' `methods`; `whole` is seen until the player says otherwise.

    Data: `core.landscapes.map_tables.map_tables`.
    """
    lines, arrows, marks = INK[dark]
    scale: dict[str, Any] = {"nice": False, "zero": False}
    x = alt.X(
        "x:Q",
        title="x",
        scale=alt.Scale(domain=[_part("view", 0), _part("view", 1)], **scale),
        axis=axes.linear("x", grid=False, tickCount=6),
    )
    y = alt.Y(
        "y:Q",
        title="y",
        scale=alt.Scale(domain=[_part("view", 2), _part("view", 3)], **scale),
        axis=axes.linear("y", grid=False, tickCount=6),
    )
    quiet = {"clip": True, "aria": False, "tooltip": None}
    as_they_stand = {**quiet, "order": False}  # a line goes through its rows in their order
    ground = alt.Chart(alt.NamedData("ground")).mark_image(aspect=False, **quiet)
    contours = alt.Chart(alt.NamedData("contours"), name="contours").mark_line(
        strokeWidth=0.8, opacity=0.5, color=lines, **as_they_stand
    )
    named = alt.Chart(alt.NamedData("labels"))
    halo = named.mark_text(fontSize=9, stroke=GROUND[dark], strokeWidth=3, opacity=0.8, **quiet)
    levels = named.mark_text(fontSize=9, color=lines, opacity=0.9, **quiet)
    field = alt.Chart(alt.NamedData("field")).mark_rule(strokeWidth=1.1, opacity=0.55, color=arrows, **quiet)
    feet = alt.Chart(alt.NamedData("field")).mark_circle(size=9, opacity=0.7, color=arrows, **quiet)
    minima = alt.Chart(alt.NamedData("minima")).mark_point(
        shape="diamond", strokeWidth=1.8, filled=False, color=marks, clip=True
    )
    # A valley is a row of small marks.
    size = alt.Size("flat:N", scale=alt.Scale(domain=[False, True], range=[90, 22]), sort=[False, True], legend=None)
    said = {"fontSize": 12, "align": "left", "baseline": "top", "lineBreak": "\n", **quiet}
    noticed = alt.Chart(alt.NamedData("notice")).encode(alt.XValue(10), alt.YValue(10), text="said:N")
    notice = (noticed.mark_text(stroke=GROUND[dark], strokeWidth=4, **said), noticed.mark_text(color=marks, **said))
    # Where the player shows the start and the last step it lies over these.
    start = alt.Chart(alt.NamedData("start")).mark_point(size=254, strokeWidth=2.2, color=marks, opacity=1, **quiet)
    ends = alt.Chart(alt.NamedData("ends")).mark_circle(size=50, stroke="white", strokeWidth=1, opacity=1, **quiet)
    look = _look(methods, dark)
    paths = alt.Chart(alt.NamedData("paths"), name="paths").mark_line(strokeJoin="round", **as_they_stand)
    # Without a title, which the axes make clear: the map is to be large.
    return parts.filled(
        alt.layer(
            ground.encode(x, y, x2="x2:Q", y2="y2:Q", url="url:N"),
            contours.encode(x, y, detail="line:N"),
            halo.encode(x, y, text="level:N"),
            levels.encode(x, y, text="level:N"),
            field.encode(x, y, x2="x2:Q", y2="y2:Q"),
            feet.encode(x, y),
            minima.encode(x, y, size, tooltip=[alt.Tooltip(f"{name}:Q", format=".9~g") for name in ("x", "y", "loss")]),
            paths.encode(x, y, **look),
            start.encode(x, y),
            ends.encode(x, y, look["color"]),
            *notice,
        ).add_params(_hidden("view", written(whole))),
        HEIGHT,
    )


@lru_cache(maxsize=64)
def losses_chart(methods: tuple[str, ...], scale: str, above_minimum: bool, dark: bool) -> parts.Spec:
    """Loss per step, a line a racer, with a dot on each at the step that the player shows.

    Data: `core.landscapes.tables.loss_tables`.
    """
    title = "loss above the lowest minimum" if above_minimum else "loss"
    height = axes.height_axis("height", title, scale)
    lines = alt.Chart(alt.NamedData("losses"), name="losses").mark_line(clip=True, aria=False, tooltip=None)
    # Placed by the axis but no part of it: where nothing was told yet it has no place.
    here = alt.Chart(alt.sequence(0, 1), name="here_line").mark_rule(
        color="gray", opacity=alt.expr("here === '' ? 0 : 0.6"), strokeWidth=1.2, aria=False
    )
    colors = RACER_COLORS[dark]
    return parts.filled(
        alt.layer(
            parts.extent(height),
            lines.encode(axes.step_axis(), height, **_look(methods, dark)),
            parts.dots(axes.step_axis(), height, "racer", dict(enumerate(colors))),
            *parts.note("end", 4),
            here.encode(alt.XValue(alt.expr(f"scale('x', {_told(0)})")), alt.YValue(0), alt.Y2Value("height")),
            *(_dot(place, color) for place, color in enumerate(colors)),
        ).add_params(_hidden("here", "")),
        HEIGHT,
    )


def _told(place: int) -> str:
    """The number at a place of the text that the player wrote: the step, then the heights of the racers' dots."""
    return f"toNumber(split(here, ' ')[{place}])"


def _dot(place: int, color: str) -> alt.Chart:
    # What has no place on the axis is written as "-".
    there = f"isValid(split(here, ' ')[{place + 1}]) && split(here, ' ')[{place + 1}] !== '-'"
    at = alt.expr(f"scale('x', {_told(0)})"), alt.expr(f"{there} ? scale('y', {_told(place + 1)}) : 0")
    return (
        alt.Chart(alt.sequence(0, 1), name=f"here_{place}")
        .mark_point(
            size=75,
            filled=True,
            opacity=alt.expr(f"{there} ? 1 : 0"),
            color=color,
            stroke="white",
            strokeWidth=1.2,
            aria=False,
        )
        .encode(alt.XValue(at[0]), alt.YValue(at[1]))
    )


@lru_cache(maxsize=64)
def profile_chart(methods: tuple[str, ...], dark: bool) -> parts.Spec:
    """The loss along the gradient, the slope at the point, and where each learning rate lands. Data: `profile_tables`."""
    x = alt.X(
        "distance:Q",
        title="distance downhill along the gradient",
        scale=alt.Scale(nice=False, zero=False),
        axis=axes.linear("x"),
    )
    y = axes.height_axis("loss", "loss", "linear", count=5)
    ink, drawn = INK[dark], looks(methods, dark)
    quiet = {"aria": False, "tooltip": None}
    curve = alt.Chart(alt.NamedData("curve")).mark_line(color=ink[0], strokeWidth=1.8, **quiet).encode(x, y)
    slope = alt.Chart(alt.NamedData("touching")).mark_line(color=ink[0], strokeDash=[3, 4], opacity=0.7, **quiet)
    color = alt.Color(
        "racer:O",
        scale=alt.Scale(domain=list(range(len(drawn))), range=[look["color"] for look in drawn]),
        legend=None,
    )
    tips = ["racer_title:N", alt.Tooltip("distance:Q", format=".4~g"), alt.Tooltip("loss:Q", format=".6~g")]
    landings = alt.Chart(alt.NamedData("landings"))
    point = alt.Chart(alt.NamedData("point")).encode(x, y)
    here = {"dx": -10, "dy": 14, "align": "right", "fontSize": 12, **quiet}
    left = "datum.side === 'left'"
    names = alt.Chart(alt.NamedData("names")).encode(x, alt.YValue(3), text="said:N")
    beside = {
        "align": alt.expr(f"{left} ? 'right' : 'left'"),
        "dx": alt.expr(f"{left} ? -5 : 5"),
        "baseline": "top",
        "lineBreak": "\n",
        "lineHeight": 16,
        "fontSize": 12,
        **quiet,
    }
    return parts.filled(
        alt.layer(
            curve,
            slope.encode(x, y),
            landings.mark_rule(opacity=0.45, strokeWidth=1.2, **quiet).encode(x, color=color),
            landings.mark_circle(size=90, opacity=1, stroke="white", strokeWidth=1.2).encode(
                x, y, color=color, tooltip=tips
            ),
            point.mark_point(size=160, strokeWidth=2.2, color=ink[2], **quiet),
            point.mark_text(text="here", color=ink[2], **here),
            names.mark_text(stroke=PAPER[dark], strokeWidth=4, **beside),
            names.mark_text(color=ink[2], **beside),
        ),
        260,
    )
