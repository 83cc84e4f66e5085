"""What can be taken away from the Tape page besides its link: a script, and the tape as a table."""

import streamlit as st

from core.recording.export import tape_frame, tape_script
from core.recording.links import TapeScreen
from core.recording.record import record
from pages.shared.takeaway import file_name, tables


def code(screen: TapeScreen) -> None:
    """The recording as a script."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="lesson.code") as popover:
        if popover.open:
            st.markdown("Run as a script, this prints the value and the gradients on screen.")
            st.code(tape_script(screen.expression, screen.values, screen.dtype), language="python")


def data(screen: TapeScreen) -> None:
    """The tape as a table."""
    tables(
        "tape",
        {"operations": lambda: tape_frame(record(screen.expression, screen.values, screen.dtype))},
        file_name("tape", screen.expression.name),
    )
