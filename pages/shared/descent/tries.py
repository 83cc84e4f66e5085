"""What a first visitor is offered to try, and the sentence over the sliders that says what to look at."""

import streamlit as st

from core.descent.tries import TRIES, tried
from core.links import Shared
from core.queries import write_query
from pages.shared.descent.state import DESCENT

STORY = "The same descent twice: TensorFlow's tape finds the slope, you derive it by hand."


def menu() -> None:
    """Things to try: choosing one sets the whole screen, and back in the browser takes it back."""
    chosen = st.menu_button(
        "Try",
        list(TRIES),
        key="try",
        icon=":material/lightbulb:",
        format_func=lambda name: TRIES[name].title,
        on_click=_set_the_screen,
    )
    if chosen:
        # The title is a fragment; what was chosen is the whole page's.
        st.rerun()


def _set_the_screen() -> None:
    name = st.session_state["try"]
    if name:
        DESCENT.open_query(write_query(dict(TRIES[name].query)))


def story(shared: Shared) -> None:
    """What this page is, or, while the screen is one of those to try, what to look at."""
    found = tried(shared)
    st.caption(found.look_at if found else STORY)
