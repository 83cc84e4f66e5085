"""What one visitor has chosen, in `st.session_state`, under the names of the settings.

The three live sliders' values are plain entries; problem, dtype and scale belong to sidebar widgets, whose entries
Streamlit drops when another page is shown, so the last choice is kept beside them.
"""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.links import Shared, from_query, to_query
from core.problems import PROBLEMS
from core.settings import first_settings

LAST = "descent.last"
REPAIRS = "descent.repairs"


def begin() -> None:
    """Give every control a value: from this visit's last choice, else from the address."""
    if "problem" in st.session_state:
        return
    if LAST in st.session_state:
        restore(st.session_state[LAST])
    else:
        open_link(dict(st.query_params))


def open_link(query: dict[str, str]) -> None:
    """Take the settings of a link, and remember what had to be repaired."""
    shared, repairs = from_query(query)
    st.session_state[REPAIRS] = repairs
    restore(shared)


def open_query(query: str) -> None:
    """The same for the text after a link's question mark."""
    open_link({key: value for key, value in parse_qsl(query) if not key.startswith("embed")})


def restore(shared: Shared) -> None:
    """Set every control."""
    settings = shared.settings
    st.session_state.update(
        problem=settings.problem.name,
        dtype=settings.dtype,
        scale=shared.scale,
        learning_rate=settings.learning_rate,
        start=settings.start[0],
        steps=settings.steps,
    )


def current() -> Shared:
    """What all controls say now."""
    state = st.session_state
    settings = replace(
        first_settings(PROBLEMS[state["problem"]]),
        learning_rate=state["learning_rate"],
        start=(state["start"],),
        steps=state["steps"],
        dtype=state["dtype"],
    )
    state[LAST] = shared = Shared(settings=settings, scale=state["scale"])
    return shared


def start_over() -> None:
    """Put learning rate, start and steps back to where a visit to the chosen problem begins."""
    problem = PROBLEMS[st.session_state["problem"]]
    st.session_state[REPAIRS] = ()
    restore(replace(current(), settings=replace(first_settings(problem), dtype=st.session_state["dtype"])))


def query(shared: Shared) -> str:
    """The text after the question mark of a link to `shared`."""
    return urlencode(to_query(shared))


def show_repairs() -> None:
    """Say in one line what had to be changed in a link, until something else is chosen."""
    if st.session_state.get(REPAIRS):
        st.warning(f"The link was not quite right: {'; '.join(st.session_state[REPAIRS])}.", icon=":material/build:")
