"""Maps: thousands of runs at once along two numbers of the settings, each of which can be opened."""

import streamlit as st

from pages.shared.components import follow_sliders
from pages.shared.maps import beside as run_beside
from pages.shared.maps import controls, takeaway, views
from pages.shared.maps.state import MAPS
from pages.shared.presenting import has_aside, presenting
from pages.shared.takeaway import header


@MAPS.fragment
def title() -> None:
    """The title, and what can be taken away from the screen."""
    shared = MAPS.current()
    header(
        "Maps",
        MAPS.query(),
        lambda: takeaway.code(shared),
        lambda: takeaway.data(shared),
        lambda: takeaway.images(shared),
    )


@MAPS.fragment
def picture() -> None:
    """The live sliders and the map, alone in their fragment so that the map moves under the hand."""
    shared = MAPS.current()
    controls.over_the_map(shared)
    views.sweep(shared)
    views.map_of_runs(shared)


@MAPS.fragment
def beside() -> None:
    """The run of the cell that is meant, and what is told of the map, one round trip later."""
    shared = MAPS.current()
    follow_sliders(MAPS.query(shared), key="map.follow", rest_ms=400)
    run_beside.under_the_pointer(shared)
    if not presenting():
        views.told_of(shared)


views.style()
MAPS.begin()
if has_aside():
    controls.sidebar()
views.room(controls.rows_over_the_map(MAPS.current()))
MAPS.show_repairs()
title()
if not presenting():
    controls.places()
    controls.for_a_thumb(MAPS.current())
left, right = st.columns([2, 1], gap="medium") if not presenting() else (st.container(), st.container())
with left, st.container(key="map_picture"):
    picture()
with right, st.container(key="map_beside"):
    beside()
MAPS.keep_address()
