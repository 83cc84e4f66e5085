"""What the controls of the Variables and of the Tape page say."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.experiments.links import CHOICES as VARIABLES_CHOICES
from core.experiments.links import VariablesScreen, variables_query, variables_screen
from core.recording.expressions import EXPRESSIONS
from core.recording.links import CHOICES as TAPE_CHOICES
from core.recording.links import TapeScreen, tape_query, tape_screen
from pages.shared.frontend_files import FRONTEND
from pages.shared.screen import Screen


def slider_name(variable: str) -> str:
    """The entry of an expression's variable."""
    return f"tape.value.{variable}"


def start_over() -> None:
    """Put the variables of the chosen expression where a visit begins."""
    expression = EXPRESSIONS[st.session_state["tape.expression"]]
    st.session_state.update({slider_name(each.name): each.start for each in expression.variables})


def _tape_entries(screen: TapeScreen) -> dict[str, Any]:
    return {
        "tape.expression": screen.expression.name,
        **TAPE_CHOICES.entries(screen, "tape."),
        **{slider_name(each): value for each, value in zip(screen.expression.parameters, screen.values, strict=True)},
    }


def _tape_gathered(state: Mapping[str, Any]) -> TapeScreen:
    expression = EXPRESSIONS[state["tape.expression"]]
    values = tuple(state[slider_name(name)] for name in expression.parameters)
    return TAPE_CHOICES.gathered(state, TapeScreen(expression=expression, values=values), "tape.")


def _variables_entries(screen: VariablesScreen) -> dict[str, Any]:
    return VARIABLES_CHOICES.entries(screen, "variables.")


def _variables_gathered(state: Mapping[str, Any]) -> VariablesScreen:
    return VARIABLES_CHOICES.gathered(state, VariablesScreen(), "variables.")


VARIABLES = Screen(
    name="variables",
    read=variables_screen,
    write=variables_query,
    entries=_variables_entries,
    gathered=_variables_gathered,
)
TAPE = Screen(name="tape", read=tape_screen, write=tape_query, entries=_tape_entries, gathered=_tape_gathered)


def lesson_style() -> None:
    """The style that both pages share."""
    st.html(FRONTEND / "lesson.css")
