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

from core.pictures import looks

HEIGHT = 310
# A number under a picture that stands within so many pixels of an edge, which would cut it, is moved inward.
INWARD: dict[str, Any] = {"labelFlush": 20, "labelFlushOffset": -2}
STEP_AXIS = alt.Axis(tickMinStep=1, format="d")

Spec = dict[str, Any]


def line(method: str, names: tuple[str, ...], dark: bool, x: Any, y: Any, **encoding: Any) -> alt.Chart:
    """One method's line over the table of its name; its color, width and dash share a legend with those of `names`."""
    colors = looks.METHOD_COLORS[dark]
    legend = alt.Legend(title=None, orient="top", offset=4, padding=0, symbolSize=600) if len(names) == 3 else None

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


def lone(x: Any, y: Any, key: str, colors: Mapping[Any, str]) -> alt.Chart:
    """A dot at each row that no line leads to, from the table "lone", in the colour of its `key`."""
    color = alt.expr(f"({json.dumps({str(name): color for name, color in colors.items()})})[datum.{key}]")
    marked = alt.Chart(alt.NamedData("lone")).mark_point(size=70, filled=True, opacity=1, color=color, aria=False)
    return marked.encode(x, y)


def note(table: str, height: int, title: str = "step") -> tuple[alt.Chart, alt.Chart]:
    """A line at each step of a table of notes and words beside it, so many pixels from the top; `title` is the axis's."""
    base = alt.Chart(alt.NamedData(table)).encode(step_axis(title))
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
    line = base.mark_rule(color="gray", strokeDash=[2, 3], strokeWidth=1.5, aria=False)
    return line, words.encode(alt.YValue(height), text="said:N")


def ring(x: str, y: str, color: str) -> alt.Chart:
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


def hover(tooltip: list[Any], title: str = "step") -> alt.Chart:
    """A band at the step under the pointer that reads all curves, from the table "hover"; `title` is the axis's.

    A search for the nearest mark would need a cell of a Voronoi diagram for each step, besides the mark.
    """
    here = alt.selection_point(name="hover", fields=["step"], on="pointermove", clear="pointerout", empty=False)
    return (
        alt.Chart(alt.NamedData("hover"))
        .mark_rect(color="gray")
        .encode(
            alt.X("from:Q", title=title, axis=STEP_AXIS, scale=alt.Scale(nice=False)),
            alt.X2("to:Q"),
            opacity=alt.condition(here, alt.value(0.25), alt.value(0)),
            tooltip=tooltip,
        )
        .add_params(here)
    )


def finished(chart: Any, title: str, height: int = HEIGHT) -> Spec:
    """The chart with its title, as a specification."""
    return (
        chart.properties(height=height, title=alt.Title(title, anchor="start", fontSize=15))
        .configure_view(stroke=None)
        .configure_axisX(**INWARD)
        .to_dict()
    )


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


def step_axis(title: str = "step") -> alt.X:
    """The steps of a run along the bottom."""
    return alt.X("step:Q", title=title, axis=STEP_AXIS, scale=alt.Scale(nice=False))
