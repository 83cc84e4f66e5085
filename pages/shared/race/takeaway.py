"""What can be taken away from the Compare page besides its link: a script, the tables, and the pictures."""

import streamlit as st

from core.race.contest import RaceSettings, race, ranking, trials
from core.race.export import as_notebook, script
from core.rules import RULES
from core.trajectory import long_table
from pages.shared.race.state import tried
from pages.shared.takeaway import Picture, downloads, file_name, pictures, tables


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


def images(settings: RaceSettings) -> None:
    """The pictures that are drawn."""
    problem = settings.problem
    pictures("race", lambda: _drawn(settings), f"{problem.title}: {problem.loss}", _name(settings))


def _drawn(settings: RaceSettings) -> list[Picture]:
    racers = ", ".join(f"{RULES[optimizer].title} {rate:.4g}" for optimizer, rate in settings.racers)
    common = f"from {settings.start[0]:g}, {settings.steps} steps by {settings.method} in {settings.dtype}"
    losses = Picture(
        title="Loss per gradient evaluation", place="race_losses", word="loss", about=f"{racers}; {common}"
    )
    trials = Picture(title="The fair race's trials", place="race_trials", word="trials", about=common)
    return [losses, trials] if tried() else [losses]


def _name(settings: RaceSettings) -> str:
    return file_name("compare", settings.problem.name)
