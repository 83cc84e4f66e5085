"""What the controls of the Variables and of the Tape page say."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.experiments.links import VariablesScreen, variables_query, variables_screen
from core.recording.expressions import EXPRESSIONS
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
        "tape.dtype": screen.dtype,
        "tape.cause": screen.cause,
        "tape.more": screen.more,
        "tape.branch": screen.branch,
        **{slider_name(each): value for each, value in zip(screen.expression.parameters, screen.values, strict=True)},
    }


def _tape_gathered(state: Mapping[str, Any]) -> TapeScreen:
    expression = EXPRESSIONS[state["tape.expression"]]
    return TapeScreen(
        expression=expression,
        values=tuple(state[slider_name(name)] for name in expression.parameters),
        dtype=state["tape.dtype"],
        cause=state["tape.cause"],
        more=state["tape.more"],
        branch=state["tape.branch"],
    )


def _variables_entries(screen: VariablesScreen) -> dict[str, Any]:
    return {f"variables.{name}": getattr(screen, name) for name in VariablesScreen.__annotations__}


def _variables_gathered(state: Mapping[str, Any]) -> VariablesScreen:
    return VariablesScreen(**{name: state[f"variables.{name}"] for name in VariablesScreen.__annotations__})


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
