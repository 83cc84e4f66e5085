"""Landscapes: a loss of two parameters as a map, and up to six optimizers that run down it."""

import streamlit as st

from pages.shared import takeaway
from pages.shared.components import follow_sliders
from pages.shared.landscapes import controls, views
from pages.shared.landscapes import takeaway as landscape_takeaway
from pages.shared.landscapes.state import LANDSCAPE
from pages.shared.landscapes.theory import gap_lines, theory


@LANDSCAPE.fragment
def header() -> None:
    """The title, and what can be taken away from the screen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Landscapes", anchor=False, width="stretch")
        takeaway.share(LANDSCAPE.query())
        landscape_takeaway.code(LANDSCAPE.current())
        landscape_takeaway.data(LANDSCAPE.current())


@LANDSCAPE.fragment
def descents() -> None:
    """The live sliders, the map and the losses, alone in their fragment so that the paths move under the hand."""
    shared = LANDSCAPE.current()
    controls.over_the_map(shared)
    views.pictures(shared)


@LANDSCAPE.fragment
def consequences() -> None:
    """The numbers of a step and all that follows from them, one round trip later."""
    shared = LANDSCAPE.current()
    follow_sliders(LANDSCAPE.query(), key="landscape.follow", rest_ms=800)
    views.step(shared)
    gap_lines(shared.settings)
    left, right = st.columns(2)
    with left:
        views.profile(shared)
    with right:
        theory(shared.settings, shared.selected)


LANDSCAPE.begin()
controls.sidebar()
LANDSCAPE.show_repairs()
header()
views.racers(LANDSCAPE.current())
descents()
consequences()
LANDSCAPE.keep_address()
