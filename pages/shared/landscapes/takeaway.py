"""What can be taken away from the Landscapes page besides its link: a script, and the tables."""

import streamlit as st

from core.landscapes.contours import contours
from core.landscapes.export import as_notebook, script
from core.landscapes.field import minima_table
from core.landscapes.links import SharedExpedition
from core.landscapes.profile import profile
from core.landscapes.tables import standings, step_table
from pages.shared.takeaway import downloads, file_name, tables


def code(shared: SharedExpedition) -> None:
    """Every racer as a person would type it, with the current values."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="landscape.code") as popover:
        if popover.open:
            text = script(shared.settings)
            st.markdown("Run as a script, this prints where every racer ends, and its loss there.")
            st.code(text, language="python", height=340)
            downloads(text, as_notebook(shared.settings), _name(shared))


def data(shared: SharedExpedition) -> None:
    """The tables behind the pictures."""
    settings = shared.settings
    step = settings.steps if shared.step is None else shared.step
    cut = profile(settings, shared.selected, step)
    tables(
        "landscape",
        {
            "steps": lambda: step_table(settings).to_pandas(),
            "standings": lambda: standings(settings),
            "contours": lambda: contours(settings.problem).to_pandas(),
            "minima": lambda: minima_table(settings.problem).to_pandas(),
            **({"profile": lambda: cut.curve.to_pandas()} if cut else {}),
        },
        _name(shared),
    )


def _name(shared: SharedExpedition) -> str:
    return file_name("landscape", shared.settings.problem.name)
