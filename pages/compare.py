"""Compare: up to six optimizers on one problem, and a fair race between them."""

import streamlit as st

from pages.shared import race_controls, race_state, race_views
from pages.shared.components import address, follow_sliders


@st.fragment
def header() -> None:
    """The title, and what can be taken away from the screen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Compare", anchor=False, width="stretch")
        race_views.share(race_state.current())
        race_views.data(race_state.current().settings)


@st.fragment
def curves() -> None:
    """The live sliders and one curve a racer."""
    shared = race_state.current()
    race_controls.over_the_chart(shared.settings)
    race_views.losses(shared)


@st.fragment
def standings() -> None:
    """Who is ahead, one round trip later; and what a fair race tried."""
    shared = race_state.current()
    follow_sliders(race_state.query(shared), key="race.follow")
    race_views.ranking_table(shared.settings)
    race_views.fair_race(shared)


race_state.begin()
address(race_state.query(race_state.current()), key="race.address", on_return=race_state.open_query)
race_controls.sidebar()
race_state.show_repairs()
header()
curves()
race_controls.fair_race()
standings()
