"""Descent: one minimisation done twice, on one picture."""

import streamlit as st

from core.comparison import compare_methods
from pages.shared import controls, pictures, state, takeaway
from pages.shared.components import address, follow_sliders
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
def curves() -> None:
    """The live sliders and the loss curves, alone in their fragment so that the curves move under the hand."""
    shared = state.current()
    comparison = compare_methods(shared.settings)
    controls.over_the_charts(shared, comparison.minimum)
    pictures.losses(comparison, shared.scale)


@st.fragment
def consequences() -> None:
    """All else that answers to the sliders, one round trip later."""
    shared = state.current()
    follow_sliders(state.query(shared), key="follow")
    comparison = compare_methods(shared.settings)
    pictures.schedule(comparison)
    readouts(comparison)
    pictures.details(comparison, shared.scale)


state.begin()
address(state.query(state.current()), key="address", on_return=state.open_query)
controls.sidebar()
state.show_repairs()
header()
curves()
consequences()
