"""What can be taken away from the Descent page besides its link: both descents as code, and the tables."""

import streamlit as st

from core.descent.comparison import compare_methods
from core.descent.export import as_notebook, manual_code, script, tape_code
from core.descent.tables import curve_table, quantity_table
from core.links import Shared
from core.settings import DescentSettings
from pages.shared.takeaway import downloads, file_name, tables


def code(shared: Shared) -> None:
    """Both descents as a person would type them, with the current values."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="code") as popover:
        if popover.open:
            settings = shared.settings
            st.markdown("Run as one script, this prints the two final losses on screen.")
            tape, manual = st.tabs(["Tape", "Manual"])
            tape.code(tape_code(settings), language="python")
            manual.code(manual_code(settings), language="python")
            downloads(script(settings), as_notebook(settings), _name(settings))


def data(shared: Shared) -> None:
    """The tables behind the pictures."""
    tables(
        "descent",
        {
            "runs": lambda: compare_methods(shared.settings).table,
            "theory": lambda: compare_methods(shared.settings).theory_table,
            "gap": lambda: compare_methods(shared.settings).gap,
            "rule": lambda: quantity_table(compare_methods(shared.settings)),
            "loss function": lambda: curve_table(compare_methods(shared.settings).seen).to_pandas(),
        },
        _name(shared.settings),
    )


def _name(settings: DescentSettings) -> str:
    return file_name("descent", settings.problem.name, settings.optimizer, settings.learning_rate)
