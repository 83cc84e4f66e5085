"""Picture, sliders and Play alone and large: for a hall, by a press or by a link; and in a frame of another page."""

import streamlit as st

from pages.shared.frontend_files import FRONTEND

PRESENTED = "presented"


def presenting() -> bool:
    """Whether a page shows what is played with alone."""
    return bool(st.session_state.get(PRESENTED)) or _in_a_frame()


def _in_a_frame() -> bool:
    return bool(st.context.is_embedded)


def present_button() -> None:
    """Present the page; the key P does the same."""
    _switch(
        st.button("Present", icon=":material/present_to_all:", shortcut="p", key="present", on_click=_set, args=(True,))
    )


def end_button() -> None:
    """End it, for fingers, as Escape does; in a frame there is nothing to go back to."""
    if not _in_a_frame():
        _switch(st.button("End", type="tertiary", shortcut="esc", key="present", on_click=_set, args=(False,)))


def _switch(pressed: bool) -> None:
    if pressed:
        # The title is a fragment; what was pressed is the whole page's.
        st.rerun()


def _set(to: bool) -> None:
    st.session_state[PRESENTED] = to


def presenting_style() -> None:
    """The style of all pages while they are presented."""
    if presenting():
        st.html(FRONTEND / "present.css")
