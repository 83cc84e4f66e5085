"""What can be taken away from the Tape page besides its link: a script, the tape as a table, and the graph as a picture."""

import streamlit as st

from core.pictures.looks import GRADIENT, INK
from core.recording.export import as_notebook, tape_frame, tape_script
from core.recording.links import TapeScreen
from core.recording.record import record
from pages.shared.drawing import dark_theme
from pages.shared.takeaway import Picture, downloads, file_name, pictures, tables

HOW_TO_READ = (
    "In a node: operation, value, the gradient that arrives. On an edge: × the local derivative, what is handed on."
)


def code(screen: TapeScreen) -> None:
    """The recording as a script."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="lesson.code") as popover:
        if popover.open:
            st.markdown("Run as a script, this prints the value and the gradients on screen.")
            shown = screen.expression, screen.values, screen.dtype
            script = tape_script(*shown)
            st.code(script, language="python")
            downloads(script, as_notebook(*shown), _name(screen))


def data(screen: TapeScreen) -> None:
    """The tape as a table."""
    tables(
        "tape",
        {"operations": lambda: tape_frame(record(screen.expression, screen.values, screen.dtype))},
        _name(screen),
    )


def images(screen: TapeScreen) -> None:
    """The graph as it stands on the page, at the step that is shown."""
    pictures("tape", lambda: [_graph(screen)], f"The tape of {screen.expression.title}", _name(screen))


def _graph(screen: TapeScreen) -> Picture:
    at = ", ".join(
        f"{name} = {value:g}" for name, value in zip(screen.expression.parameters, screen.values, strict=True)
    )
    dark = dark_theme()
    line = {"width": 3, "dash": "", "opacity": 1}
    return Picture(
        title="The graph",
        place="tape_graph",
        word="graph",
        about=f"at {at}, in {screen.dtype}. {HOW_TO_READ}",
        legend=(
            {"title": "values, forward", "color": INK[dark][2], **line},
            {"title": "gradients, backward", "color": GRADIENT[dark], **line},
        ),
    )


def _name(screen: TapeScreen) -> str:
    return file_name("tape", screen.expression.name)
