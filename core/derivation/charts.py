"""The picture of a derivative that somebody typed over the slope of the loss."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from core.derivation.judgement import judge
from core.pictures import axes, looks, parts
from core.pictures.poles import visible_losses
from core.problems import Problem

NAMES = {"tape": "the slope of the loss", "manual": "yours"}


def slope_tables(problem: Problem) -> dict[str, pa.Table]:
    """The picture's tables. "tape", "manual": method, parameter, slope, by the tape and by the visitor; "wrong": from, to."""
    judgement = judge(problem)
    columns = {"tape": judgement.slopes["tape"], "manual": judgement.slopes["yours"]}
    tables = {
        method: pa.table(
            {"method": [NAMES[method]] * len(slope), "parameter": judgement.slopes["parameter"], "slope": slope}
        )
        for method, slope in columns.items()
    }
    return tables | {"wrong": judgement.wrong}


def slope_chart(problem: Problem, dark: bool) -> parts.Spec:
    """The visitor's derivative over the slope of the loss; where it is wrong the ground is tinted. Data: `slope_tables`."""
    slopes = judge(problem).slopes
    drawn = np.concatenate([slopes[column].drop_null().to_numpy() for column in ("tape", "yours")])
    bottom, top = visible_losses(drawn)
    margin = 0.08 * (top - bottom) or 1.0
    template = _slope_chart(*problem.parameters, dark)
    return parts.with_domains(template, x=problem.domain[0], y=(bottom - margin, top + margin))


@lru_cache(maxsize=8)
def _slope_chart(name: str, dark: bool) -> parts.Spec:
    x_scale, y_scale = (alt.Scale(domain=parts.domain_of(channel), nice=False) for channel in "xy")
    x = alt.X("parameter:Q", title=name, scale=x_scale, axis=axes.linear("x"))
    y = alt.Y("slope:Q", title="slope", scale=y_scale, axis=axes.linear("y", tickCount=6))
    tint = alt.Chart(alt.NamedData("wrong")).mark_rect(color=looks.WRONG, opacity=0.14)
    wrong = tint.encode(alt.X("from:Q", title=name), alt.X2("to:Q"))
    lines = [_line(method, dark).encode(x, y) for method in NAMES]
    return parts.finished(alt.layer(wrong, *lines), "Your derivative over the slope of the loss", height=300)


def _line(method: str, dark: bool) -> alt.Chart:
    colors = looks.METHOD_COLORS[dark]

    def channel(kind: Any, values: dict[str, Any]) -> Any:
        scale = alt.Scale(domain=list(NAMES.values()), range=[values[method] for method in NAMES])
        legend = parts.legend_under(150)
        return kind("method:N", scale=scale, legend=legend, sort=list(NAMES.values()))

    return (
        alt.Chart(alt.NamedData(method))
        .mark_line(clip=True)
        .encode(
            color=channel(alt.Color, colors),
            strokeWidth=channel(alt.StrokeWidth, looks.METHOD_WIDTHS),
            strokeDash=channel(alt.StrokeDash, looks.METHOD_DASHES),
        )
    )
