"""The pictures of the Descent page."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from core.descent.charts import gap_chart, loss_chart, path_chart, rule_chart, schedule_chart
from core.descent.comparison import Comparison
from core.descent.tables import (
    gap_tables,
    loss_tables,
    path_tables,
    rule_quantities,
    rule_tables,
    schedule_tables,
    worked_stops,
)
from core.descent.worked import DIGITS, before_the_first_step, worked_lines
from core.pictures.looks import METHOD_COLORS
from core.pictures.marks import stride_of
from pages.shared.components import worked_step
from pages.shared.drawing import chart, dark_theme, sometimes, steadily


def losses(comparison: Comparison, scale: str) -> None:
    """The two losses per step."""
    problem = comparison.settings.problem
    chart(
        loss_chart(problem, scale, dark_theme()),
        steadily("descent.losses", _of(comparison, scale), partial(loss_tables, comparison, scale)),
        alt=f"Line chart of the loss per step on {problem.title}: tape, manual, and theory near the minimum.",
    )


def _of(comparison: Comparison, scale: str) -> Hashable:
    """All that is chosen without a slider and makes another picture."""
    settings = comparison.settings
    return settings.problem, settings.optimizer, settings.schedule, settings.dtype, scale


def schedule(comparison: Comparison) -> None:
    """The learning rate of every step, where it is not always the same."""
    sometimes(partial(_schedule, comparison) if comparison.settings.schedule != "constant" else None)


def _schedule(comparison: Comparison) -> None:
    chart(
        schedule_chart(dark_theme()),
        schedule_tables(comparison),
        alt="Line chart of the learning rate per step, by Keras's schedule and by the one written by hand.",
    )


def details(comparison: Comparison, scale: str) -> None:
    """Both paths on the loss function, the gap per step, the inside of the rule, and one step worked out."""
    problem, dark = comparison.settings.problem, dark_theme()
    paths, gap = st.columns(2)
    with paths:
        chart(
            path_chart(problem, comparison.seen, dark),
            path_tables(comparison),
            alt=f"Line chart of the loss function {problem.loss} with the paths of tape and manual on it.",
        )
    with gap:
        chart(
            gap_chart(dark),
            gap_tables(comparison),
            alt="Area chart of the gap between the two losses per step, in units in the last place.",
        )
    names = rule_quantities(comparison.settings)
    chart(
        rule_chart(names, scale, dark),
        steadily("descent.rule", _of(comparison, scale), partial(rule_tables, comparison, scale)),
        alt=f"Line chart of what the hand-written rule computed per step: {', '.join(names)}.",
    )
    worked_step(
        worked_stops(comparison, scale),
        key="worked",
        steps=comparison.settings.steps,
        stride=stride_of(comparison.settings.steps),
        lines=worked_lines(comparison.settings),
        first=before_the_first_step(comparison.settings),
        colors=METHOD_COLORS[dark],
        digits=DIGITS[comparison.settings.dtype],
    )
