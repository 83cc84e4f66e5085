"""What one visitor has chosen on the lesson's pages, in `st.session_state`, kept while another page is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.expressions import EXPRESSIONS
from core.lesson_links import (
    TapeScreen,
    VariablesScreen,
    tape_query,
    tape_screen,
    variables_query,
    variables_screen,
)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page's state: how a link is read and written, and how its values stand in the session's entries."""

    name: str
    read: Callable[[Mapping[str, str]], tuple[Any, tuple[str, ...]]]
    write: Callable[[Any], dict[str, str]]
    entries: Callable[[Any], dict[str, Any]]
    gathered: Callable[[Mapping[str, Any]], Any]

    def begin(self) -> None:
        """Give every control a value: from this visit's last choice, else from the address."""
        last = st.session_state.get(f"{self.name}.last")
        if last is None:
            self.open_link(dict(st.query_params))
        else:
            # Streamlit drops the entry of a control that was not on screen; what was just chosen stays.
            for entry, value in self.entries(last).items():
                st.session_state.setdefault(entry, value)

    def open_link(self, query: Mapping[str, str]) -> None:
        """Take what a link says, and remember what had to be repaired."""
        chosen, repairs = self.read({key: value for key, value in query.items() if not key.startswith("embed")})
        st.session_state[f"{self.name}.repairs"] = repairs
        self.restore(chosen)

    def open_query(self, query: str) -> None:
        """The same for the text after a link's question mark."""
        self.open_link(dict(parse_qsl(query)))

    def restore(self, chosen: Any) -> None:
        """Set every control."""
        st.session_state.update({**self.entries(chosen), f"{self.name}.last": chosen})

    def current(self) -> Any:
        """What all controls say now."""
        last = st.session_state[f"{self.name}.last"]
        # An emptied number is None: what stood there last holds.
        now = {str(key): value for key, value in st.session_state.items() if value is not None}
        chosen = self.gathered({**self.entries(last), **now})
        if chosen != last:
            st.session_state[f"{self.name}.last"] = chosen
            st.session_state[f"{self.name}.repairs"] = ()
        return chosen

    def query(self) -> str:
        """The text after the question mark of a link to this screen."""
        return urlencode(self.write(self.current()))

    def show_repairs(self) -> None:
        """Say in one line what had to be changed in a link, until something else is chosen."""
        repairs = st.session_state.get(f"{self.name}.repairs")
        if repairs:
            st.warning(f"The link was not quite right: {'; '.join(repairs)}.", icon=":material/build:")


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
