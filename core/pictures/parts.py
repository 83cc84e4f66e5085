"""What every picture is made of: lines, the ring, the bands to hover over.

A chart is a Vega-Lite specification without data, built once by Altair. The data come beside the specification, by name, so
that a chart is updated in place while a slider moves. Whatever changes with a step of a slider is therefore data, and nothing
in a specification. And a specification has no filters: Streamlit has Vega interpret its expressions, which takes some ten
microseconds a row.
"""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from core.pictures import looks
from core.pictures.axes import STEPS

HEIGHT = 310
# A ring on the edge is whole, and so is a number under it.
EDGES = {"left": 0, "top": 4, "right": 7, "bottom": 4}
TITLE_SIZE, AIR, TITLE_OFFSET = 15, 11, 2
# How wide a letter of a title is, how wide and high a line of a legend, and how far right of where a title begins the
# picture's edge lies, in pixels.
LETTER, LEGEND_LINE, LEGEND_CLIP, TITLE_AHEAD = 7.2, 22, 16, 70

# Tests hold every picture against Vega-Lite's schema. Altair would do it with each part of each as it is made, which takes a
# third of the time until a page is first seen.
disable_debug_mode()

Spec = dict[str, Any]


def line(
    method: str, names: tuple[str, ...], dark: bool, x: Any, y: Any, legend: alt.Legend | None = None, **encoding: Any
) -> alt.Chart:
    """One method's line over the table of its name; its color, width and dash share a `legend` with those of `names`."""
    colors = looks.METHOD_COLORS[dark]

    def channel(kind: Any, values: dict[str, Any]) -> Any:
        scale = alt.Scale(domain=list(names), range=[values[name] for name in names])
        return kind("method:N", scale=scale, legend=legend, sort=list(names))

    return (
        alt.Chart(alt.NamedData(method))
        .mark_line(strokeDashOffset=looks.METHOD_OFFSETS[method], opacity=looks.METHOD_OPACITIES[method], clip=True)
        .encode(
            x,
            y,
            color=channel(alt.Color, colors),
            strokeWidth=channel(alt.StrokeWidth, looks.METHOD_WIDTHS),
            strokeDash=channel(alt.StrokeDash, looks.METHOD_DASHES),
            **encoding,
        )
    )


def legend_beside(title: str, **options: Any) -> alt.Legend:
    """A legend of lines in one row with the title, where it takes no room from the picture."""
    return alt.Legend(
        title=None,
        orient="none",
        direction="horizontal",
        legendX=round(LETTER * len(title)) + 24 - TITLE_AHEAD,
        legendY=-(AIR + TITLE_OFFSET + (TITLE_SIZE + LEGEND_CLIP) // 2),
        padding=0,
        clipHeight=LEGEND_CLIP,
        symbolSize=LEGEND_LINE**2,
        **options,
    )


def legend_under(wide: int, **options: Any) -> alt.Legend:
    """A legend of lines in a row under the title, of entries so many pixels wide; in several where there is no room."""
    columns = alt.expr(f"max(2, floor(width / {wide}))")
    return alt.Legend(title=None, orient="top", offset=2, padding=0, symbolSize=400, columns=columns, **options)


def dots(x: alt.X, y: alt.Y, key: str, colors: Mapping[Any, str]) -> alt.Chart:
    """A dot at each row of the table "dots" (see core.pictures.heights), in the colour of its `key`."""
    color = alt.expr(f"({json.dumps({str(name): color for name, color in colors.items()})})[datum.{key}]")
    marked = alt.Chart(alt.NamedData("dots")).mark_point(size=60, filled=True, opacity=1, color=color, aria=False)
    # Placed by the axes but no part of them, as what is noted: where lines lead everywhere there is no row.
    return marked.encode(alt.XValue(_place(x)), alt.YValue(_place(y)))


def _place(of: alt.X | alt.Y) -> Any:
    """Where a row of a table lies on the axis of a field."""
    channel, field = type(of).__name__.lower(), str(of["shorthand"]).partition(":")[0]
    return alt.expr(f"scale('{channel}', datum.{field})")


def note(table: str, height: int) -> tuple[alt.Chart, alt.Chart]:
    """A line at each step of a table of notes and words beside it, so many pixels from the top."""
    # Placed by the axis but no part of it: of a table without rows Vega would warn that its extent is infinite.
    base = alt.Chart(alt.NamedData(table)).encode(alt.XValue(alt.expr("scale('x', datum.step)")))
    right = "datum.side === 'right'"
    words = base.mark_text(
        align=alt.expr(f"{right} ? 'right' : 'left'"),
        dx=alt.expr(f"{right} ? -6 : 6"),
        baseline="top",
        lineBreak="\n",
        lineHeight=15,
        fontSize=12,
        color="gray",
        aria=False,
    )
    line = base.mark_rule(color="gray", strokeDash=[2, 3], strokeWidth=1.5, aria=False).encode(
        alt.YValue(0), alt.Y2Value("height")
    )
    return line, words.encode(alt.YValue(height), text="said:N")


def remark(table: str) -> alt.Chart:
    """What a table says of the picture as a whole, at its top."""
    said = alt.Chart(alt.NamedData(table)).mark_text(
        align="left", baseline="top", lineBreak="\n", lineHeight=15, fontSize=12, color="gray", aria=False
    )
    return said.encode(alt.XValue(8), alt.YValue(6), text="said:N")


def ring(x: str, y: str, color: str) -> alt.Chart:
    """A ring at the step that the scrubber chose: it moves two hidden inputs that Vega binds to parameters."""

    def parameter(name: str) -> alt.Parameter:
        return alt.param(name=f"ring_{name}", value="", bind=alt.binding(input="text", name=f"ring_{name}"))

    # It is whole at an edge and not drawn beyond it, where it would take room from the picture.
    here = " && ".join(
        f"ring_{name} !== '' && inrange(toNumber(ring_{name}), domain('{channel}'))"
        for name, channel in ((x, "x"), (y, "y"))
    )

    def place(name: str, channel: str) -> Any:
        return alt.expr(f"{here} ? scale('{channel}', toNumber(ring_{name})) : 0")

    return (
        alt.Chart(alt.sequence(0, 1), name="ring")
        .mark_point(size=220, strokeWidth=3, color=color, opacity=alt.expr(f"{here} ? 1 : 0"))
        .encode(alt.XValue(place(x, "x")), alt.YValue(place(y, "y")))
        .add_params(parameter(x), parameter(y))
    )


def extent(y: alt.Y) -> alt.Chart:
    """What makes an axis as long as the table "extent" says; nothing of it is seen."""
    return alt.Chart(alt.NamedData("extent")).mark_point(opacity=0, clip=True, aria=False).encode(y)


def hover(tooltip: list[Any], title: str = "step") -> alt.Chart:
    """A band at the step under the pointer that reads all curves, from the table "hover"; `title` is the axis's.

    A search for the nearest mark would need a cell of a Voronoi diagram for each step, besides the mark.
    """
    here = alt.selection_point(name="hover", fields=["step"], on="pointermove", clear="pointerout", empty=False)
    return (
        alt.Chart(alt.NamedData("hover"))
        .mark_rect(color="gray")
        .encode(
            alt.X("from:Q", title=title, axis=STEPS, scale=alt.Scale(nice=False)),
            alt.X2("to:Q"),
            opacity=alt.condition(here, alt.value(0.25), alt.value(0)),
            tooltip=tooltip,
        )
        .add_params(here)
    )


def finished(chart: Any, title: str, height: int = HEIGHT) -> Spec:
    """The chart with its title, as a specification."""
    shown = alt.Title(title, anchor="start", fontSize=TITLE_SIZE, offset=TITLE_OFFSET)
    return filled(chart.properties(title=shown), height)


def filled(chart: Any, height: int) -> Spec:
    """The chart as a specification, as large in its height as what stands around it allows."""
    spec = (
        chart.properties(height=height, padding=EDGES)
        .configure_view(stroke=None)
        .configure_axis(titlePadding=5)
        .configure_axisX(labelPadding=7, labelFlush=False)
        # Left of the ring at step 0.
        .configure_axisY(labelPadding=13, labelFlushOffset=-2)
        .to_dict(validate=False)
    )
    return _axes_once(_for_eyes({**spec, "layer": [_ROOM, *spec["layer"]]}), {})


# The room that a ring on the edge needs, whether there is one or not: else a picture would become smaller where one comes.
_ROOM: Spec = {
    "data": {"sequence": {"start": 0, "stop": 1}},
    "mark": {"type": "rect", "opacity": 0, "aria": False, "tooltip": None},
    "encoding": {
        "x": {"value": 0},
        "x2": {"value": {"expr": f"width + {AIR}"}},
        "y": {"value": -AIR},
        "y2": {"value": {"expr": "height"}},
    },
}


def _for_eyes(spec: Spec) -> Spec:
    """The specification with no marks but lines told to a screen reader: of dots and bands it would hear no names."""
    for each in spec.get("layer", [spec]):
        if "layer" in each:
            _for_eyes(each)
        elif each["mark"]["type"] in ("point", "rect", "rule"):
            each["mark"]["aria"] = False
    return spec


def _axes_once(spec: Spec, told: dict[str, Spec]) -> Spec:
    """The specification with each axis where it is told first: all layers have the same, and all goes out with every update.

    Vega-Lite makes one axis of what the layers say; what one of them says outweighs what the others leave open.
    """
    for each in spec.get("layer", [spec]):
        if "layer" in each:
            _axes_once(each, told)
            continue
        for channel in {"x", "y"} & each.get("encoding", {}).keys():
            axis = each["encoding"][channel].get("axis")
            if axis and axis == told.get(channel):
                del each["encoding"][channel]["axis"]
            elif axis:
                told.setdefault(channel, axis)
    return spec


def domain_of(channel: str) -> list[str]:
    """A place in a specification where `with_domains` puts the domain of a channel, "x" or "y".

    Altair needs some 50 ms for a chart; a loss that is being typed has another range with every stroke.
    """
    return [f"the domain of {channel}"]


def with_domains(node: Any, **domains: tuple[float, float]) -> Any:
    """A copy of a specification with the domains in place."""
    if isinstance(node, dict):
        return {key: with_domains(value, **domains) for key, value in node.items()}
    if isinstance(node, list):
        found = next((ends for channel, ends in domains.items() if node == domain_of(channel)), None)
        return [with_domains(value, **domains) for value in node] if found is None else list(found)
    return node
