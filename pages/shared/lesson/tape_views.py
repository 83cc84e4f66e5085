"""The parts of the Tape page: what is chosen, the tape itself, and the three answers."""

from contextlib import nullcontext

import streamlit as st

from core.glossary import WORDS
from core.pictures.looks import GRADIENT
from core.recording.answers import answers
from core.recording.expressions import EXPRESSIONS
from core.recording.graphs import dot
from core.recording.links import TAPE_DTYPES, TapeScreen
from core.recording.record import record
from core.recording.table import digits, tape_table
from pages.shared.components import Slider, live_sliders
from pages.shared.drawing import dark_theme
from pages.shared.lesson.screens import slider_name, start_over
from pages.shared.lesson.takeaway import HOW_TO_READ
from pages.shared.players import tape_rows, tape_steps
from pages.shared.presenting import aside, in_a_frame, presenting

STEP = 0.01


def choices() -> None:
    """The expression, and the precision in which the tape holds its numbers: on the page, or with what stands aside."""
    with aside() if in_a_frame() else nullcontext():
        _choices()


def _choices() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            "Expression",
            list(EXPRESSIONS),
            key="tape.expression",
            format_func=lambda name: EXPRESSIONS[name].title,
            on_change=start_over,
            required=True,
        )
        st.segmented_control("Precision", TAPE_DTYPES, key="tape.dtype", required=True, help=WORDS["precision"])
        st.button("Reset", on_click=start_over, icon=":material/restart_alt:")
    st.caption(EXPRESSIONS[st.session_state["tape.expression"]].look_for)


def sliders(screen: TapeScreen) -> None:
    """One live slider for each variable."""
    live_sliders(
        *(
            Slider(
                name=slider_name(each.name),
                label=each.name,
                limits=each.limits,
                positions=round((each.limits[1] - each.limits[0]) / STEP),
            )
            for each in screen.expression.variables
        ),
        key=f"tape.sliders.{screen.expression.name}",
    )


def tape(screen: TapeScreen) -> None:
    """The step control with the source, the graph, and, unless it is presented, the table."""
    recording = record(screen.expression, screen.values, screen.dtype)
    table = tape_table(recording, screen.dtype)
    color = GRADIENT[dark_theme()]
    tape_steps(table, key="tape.steps", name=screen.expression.name, source=screen.expression.source, color=color)
    with st.container(key="tape_graph"):
        st.graphviz_chart(
            dot(recording),
            width="content",
            alt=f"Computation graph of {screen.expression.title}: each operation with its value, and the gradient that "
            "comes back. The table below has the same numbers.",
        )
    if presenting():
        return
    st.caption(HOW_TO_READ)
    tape_rows(table, key="tape.rows", color=color)


def three_answers(screen: TapeScreen) -> None:
    """The derivative by each variable: the tape's, SymPy's, a central difference's, and the gaps."""
    st.header("Three answers", anchor=False)
    recording = record(screen.expression, screen.values, screen.dtype)
    rows = [
        f"| ${each.by}$ | `{digits(each.tape, screen.dtype)}` | `{each.symbols!r}` | `{each.difference!r}` "
        f"| `{each.gap_to_symbols:.2g}` | `{each.gap_to_difference:.2g}` | ${each.latex}$ |"
        for each in answers(screen.expression, recording)
    ]
    with st.container(key="tape_answers"):
        st.markdown(
            "| by | tape | symbols | central difference | gap to symbols | gap to difference | derivative by symbols |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n" + "\n".join(rows)
        )
