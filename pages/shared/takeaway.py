"""What can be taken away from a screen: a link, the code, the tables."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.descent.comparison import compare_methods
from core.descent.export import manual_code, script, tape_code
from core.descent.tables import curve_table, quantity_table
from core.links import Shared


def share(query: str) -> None:
    """The link that restores this screen, by its query."""
    with st.popover("Share", icon=":material/link:", on_change="rerun", key="share") as popover:
        if popover.open:
            st.markdown("This link opens exactly this screen. The address bar holds it too.")
            st.code(f"{(st.context.url or '').split('?')[0]}?{query}", language=None, wrap_lines=True)


def code(shared: Shared) -> None:
    """Both descents as a person would type them, with the current values."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="code") as popover:
        if popover.open:
            settings = shared.settings
            st.markdown("Run as one script, this prints the two final losses on screen.")
            tape, manual = st.tabs(["Tape", "Manual"])
            tape.code(tape_code(settings), language="python")
            manual.code(manual_code(settings), language="python")
            st.download_button(
                "Download the script", script(settings), "descent.py", "text/x-python", on_click="ignore", key="script"
            )


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
    )


def tables(page: str, made: dict[str, Callable[[], pd.DataFrame]]) -> None:
    """Tables by name, one of them to look at and to download; none is made before it is looked at."""
    with st.popover("Data", icon=":material/table:", on_change="rerun", key=f"{page}.data") as popover:
        if popover.open:
            first, *others = made
            name = first
            if others:
                name = st.segmented_control("Table", list(made), default=first, required=True, key=f"{page}.table")
            table = made[name]()
            # A grid cuts a sentence off; in a higher row it wraps.
            said = {"row_height": 80} if "outcome" in table else {}
            st.dataframe(table, hide_index=True, height=300, width=560, **said)
            st.download_button(
                "Download as CSV",
                table.to_csv(index=False),
                f"{page}-{name.replace(' ', '-')}.csv",
                "text/csv",
                on_click="ignore",
                key=f"{page}.csv",
            )
