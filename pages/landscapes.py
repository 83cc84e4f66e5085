"""Landscapes: a loss of two parameters as a map, and up to six optimizers that run down it."""

import streamlit as st

from pages.shared.components import follow_sliders
from pages.shared.landscapes import controls, takeaway, views
from pages.shared.landscapes.state import LANDSCAPE
from pages.shared.landscapes.theory import gap_lines, theory
from pages.shared.presenting import has_aside, presenting
from pages.shared.takeaway import header


@LANDSCAPE.fragment
def title() -> None:
    """The title, and what can be taken away from the screen."""
    shared = LANDSCAPE.current()
    header(
        "Landscapes",
        LANDSCAPE.query(),
        lambda: takeaway.code(shared),
        lambda: takeaway.data(shared),
        lambda: takeaway.images(shared),
    )


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
    follow_sliders(LANDSCAPE.query(shared), key="landscape.follow", rest_ms=800)
    if presenting():
        return
    views.step(shared)
    gap_lines(shared.settings)
    left, right = st.columns(2)
    with left:
        views.profile(shared)
    with right:
        theory(shared.settings, shared.selected)


LANDSCAPE.begin()
if has_aside():
    controls.sidebar()
LANDSCAPE.show_repairs()
title()
if not presenting():
    controls.for_a_thumb(LANDSCAPE.current())
views.racers(LANDSCAPE.current())
descents()
consequences()
LANDSCAPE.keep_address()
