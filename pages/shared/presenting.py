"""Picture, sliders and Play alone and large: for a hall, by a press or by a link; and in a frame of another page."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages import PAGES
from pages.shared.frontend_files import FRONTEND

PRESENTED = "presented"


def presenting() -> bool:
    """Whether a page shows what is played with alone."""
    return bool(st.session_state.get(PRESENTED)) or in_a_frame()


def in_a_frame() -> bool:
    """Whether the page stands in a frame of another one, which says so by `embed=true`."""
    return bool(st.context.is_embedded)


def has_aside() -> bool:
    """Whether more can be chosen than what is played with: everywhere but in a hall."""
    return in_a_frame() or not presenting()


@contextmanager
def aside() -> Iterator[None]:
    """Where that stands: in the sidebar; in a frame, which has none, behind a button, with the way to the other pages."""
    if not in_a_frame():
        with st.sidebar:
            yield
        return
    with st.container(key="aside"), st.popover("Choices", icon=":material/tune:"):
        yield
        with st.container(horizontal=True):
            for page in PAGES:
                st.page_link(f"pages/{page.file}.py", label=page.title)


def present_button() -> None:
    """Present the page; the key P does the same."""
    _switch(
        st.button("Present", icon=":material/present_to_all:", shortcut="p", key="present", on_click=_set, args=(True,))
    )


def end_button() -> None:
    """End it, for fingers, as Escape does; in a frame there is nothing to go back to."""
    if not in_a_frame():
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
