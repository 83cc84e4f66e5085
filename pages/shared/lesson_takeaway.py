"""What can be taken away from the lesson's pages: a link, a script, a table."""

from pathlib import Path

import streamlit as st

from core.lesson_export import tape_frame, tape_script
from core.lesson_links import TapeScreen
from core.recording import record

CSS = Path(__file__).parent / "frontend" / "lesson.css"


def header(title: str, query: str, tape: TapeScreen | None = None) -> None:
    """The page's title, and beside it what can be taken away."""
    st.html(CSS)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        share(query)
        if tape:
            code(tape)
            data(tape)


def share(query: str) -> None:
    """The link that restores this screen."""
    with st.popover("Share", icon=":material/link:", on_change="rerun", key="lesson.share") as popover:
        if popover.open:
            st.markdown("This link opens exactly this screen. The address bar holds it too.")
            st.code(f"{(st.context.url or '').split('?')[0]}?{query}", language=None, wrap_lines=True)


def code(screen: TapeScreen) -> None:
    """The recording as a script."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="lesson.code") as popover:
        if popover.open:
            st.markdown("Run as a script, this prints the value and the gradients on screen.")
            st.code(tape_script(screen.expression, screen.values, screen.dtype), language="python")


def data(screen: TapeScreen) -> None:
    """The tape as a table."""
    with st.popover("Data", icon=":material/table:", on_change="rerun", key="lesson.data") as popover:
        if popover.open:
            table = tape_frame(record(screen.expression, screen.values, screen.dtype))
            st.dataframe(table, hide_index=True, height=300, width=560)
            st.download_button(
                "Download as CSV", table.to_csv(index=False), "tape.csv", "text/csv", on_click="ignore", key="tape.csv"
            )
