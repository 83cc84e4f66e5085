"""The pictures of the Descent page."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from core.descent.charts import gap_chart, loss_chart, path_chart, rule_chart, schedule_chart
from core.descent.comparison import Comparison
from core.descent.paths import path_tables
from core.descent.tables import gap_tables, loss_tables, rule_quantities, rule_tables, schedule_tables, worked_stops
from core.descent.worked import DIGITS, before_the_first_step, worked_lines
from core.glossary import QUANTITIES, WORDS
from core.methods import METHODS
from core.pictures.looks import METHOD_COLORS
from core.pictures.marks import stride_of
from pages.shared.descent.state import DESCENT
from pages.shared.drawing import chart, dark_theme, sometimes, steadily
from pages.shared.players import step_player, worked_step
from pages.shared.presenting import presenting

NO_GAP = "No gap between the two losses at any step, so there is no picture of it."
MEASURES = {"ulp": "in units in the last place", "relative": "as a share of the larger"}


def both(comparison: Comparison, scale: str) -> None:
    """The two losses per step, and beside them the two paths on the loss function."""
    losses, paths = st.columns([3, 2])
    with losses:
        _losses(comparison, scale)
    with paths:
        _paths(comparison)


def _paths(comparison: Comparison) -> None:
    problem = comparison.settings.problem
    chart(
        path_chart(problem, comparison.seen, dark_theme()),
        path_tables(comparison),
        alt=f"Line chart of the loss function {problem.loss} with the paths of tape and manual on it.",
        key="descent_paths",
    )


def _losses(comparison: Comparison, scale: str) -> None:
    problem = comparison.settings.problem
    chart(
        loss_chart(problem, scale, dark_theme()),
        steadily("descent.losses", _of(comparison, scale), partial(loss_tables, comparison, scale)),
        alt=f"Line chart of the loss per step on {problem.title}: tape, manual, and theory near the minimum.",
        key="descent_losses",
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
        key="descent_schedule",
    )


def player(comparison: Comparison) -> None:
    """What plays the steps: both pictures ring the one that is chosen."""
    steps = comparison.settings.steps
    step_player(steps, stride_of(steps), key="player", opening=DESCENT.opened_by_no_link() and not presenting())


def details(comparison: Comparison, scale: str) -> None:
    """The inside of the rule, and the gap per step."""
    inside, beside = st.columns([3, 2])
    with inside:
        _rule(comparison, scale)
    with beside:
        # Without it page.css gives its place to the inside of the rule.
        sometimes(partial(_gap, comparison) if comparison.measure else None)
    sometimes(None if comparison.measure else partial(st.caption, NO_GAP))


def _rule(comparison: Comparison, scale: str) -> None:
    names = rule_quantities(comparison.settings)
    chart(
        rule_chart(names, scale, dark_theme()),
        steadily("descent.rule", _of(comparison, scale), partial(rule_tables, comparison, scale)),
        alt=f"Line chart of what the hand-written rule computed per step: {', '.join(names)}.",
        key="descent_rule",
    )


def _gap(comparison: Comparison) -> None:
    measure = comparison.measure or "ulp"
    chart(
        gap_chart(measure, dark_theme()),
        gap_tables(comparison),
        alt=f"Area chart of the gap between the two losses per step, {MEASURES[measure]}.",
        key="descent_gap",
    )


def worked(comparison: Comparison, scale: str) -> None:
    """One step worked out, by whose numbers the pictures ring it."""
    dark = dark_theme()
    worked_step(
        worked_stops(comparison, scale),
        key="worked",
        steps=comparison.settings.steps,
        stride=stride_of(comparison.settings.steps),
        lines=worked_lines(comparison.settings),
        first=before_the_first_step(comparison.settings),
        words={**QUANTITIES, **{method: WORDS[method] for method in METHODS}},
        colors=METHOD_COLORS[dark],
        digits=DIGITS[comparison.settings.dtype],
    )
