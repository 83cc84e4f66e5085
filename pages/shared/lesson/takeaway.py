"""What can be taken away from the lesson's pages: a link, a script, a table."""

import streamlit as st

from core.recording.export import tape_frame, tape_script
from core.recording.links import TapeScreen
from core.recording.record import record
from pages.shared.frontend_files import FRONTEND
from pages.shared.takeaway import share, tables

CSS = FRONTEND / "lesson.css"


def header(title: str, query: str, tape: TapeScreen | None = None) -> None:
    """The page's title, and beside it what can be taken away."""
    st.html(CSS)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        share(query)
        if tape:
            code(tape)
            data(tape)


def code(screen: TapeScreen) -> None:
    """The recording as a script."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="lesson.code") as popover:
        if popover.open:
            st.markdown("Run as a script, this prints the value and the gradients on screen.")
            st.code(tape_script(screen.expression, screen.values, screen.dtype), language="python")


def data(screen: TapeScreen) -> None:
    """The tape as a table."""
    tables("tape", {"operations": lambda: tape_frame(record(screen.expression, screen.values, screen.dtype))})
