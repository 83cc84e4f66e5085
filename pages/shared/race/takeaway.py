"""What can be taken away from the Compare page besides its link: a script, and the tables."""

import streamlit as st

from core.race.contest import RaceSettings, race, ranking, trials
from core.race.export import as_notebook, script
from core.trajectory import long_table
from pages.shared.takeaway import downloads, file_name, tables


def code(settings: RaceSettings) -> None:
    """Every racer as a person would type it, with the current values."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="race.code") as popover:
        if popover.open:
            text = script(settings)
            st.markdown("Run as a script, this prints every racer's loss after the last step.")
            st.code(text, language="python", height=340)
            downloads(text, as_notebook(settings), _name(settings))


def data(settings: RaceSettings) -> None:
    """The tables behind the pictures."""
    tables(
        "race",
        {
            "runs": lambda: long_table(race(settings), settings.problem.parameters),
            "ranking": lambda: ranking(settings),
            "trials": lambda: trials(settings),
        },
        _name(settings),
    )


def _name(settings: RaceSettings) -> str:
    return file_name("compare", settings.problem.name)
