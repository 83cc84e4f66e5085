"""Descent: one minimisation done twice, on one picture."""

import streamlit as st

from core.comparison import compare_methods
from pages.shared import controls, state, takeaway
from pages.shared.components import address
from pages.shared.pictures import pictures
from pages.shared.readouts import readouts


@st.fragment
def header() -> None:
    """The title, and what can be taken away from the screen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Descent", anchor=False, width="stretch")
        takeaway.share(state.current())
        takeaway.code(state.current())
        takeaway.data(state.current())


@st.fragment
def descent() -> None:
    """All that answers to the live sliders."""
    shared = state.current()
    gone_to = address(state.query(shared), key="address")
    if gone_to is not None:
        state.open_query(gone_to)
        st.rerun()
    comparison = compare_methods(shared.settings)
    controls.over_the_charts(shared.settings.problem, comparison.minimum)
    readouts(comparison)
    pictures(comparison, shared.scale)


state.begin()
controls.sidebar()
state.show_repairs()
header()
descent()
