"""What can be taken away from the Descent page besides its link: both descents as code, the tables, and the pictures."""

import streamlit as st

from core.descent.comparison import compare_methods
from core.descent.export import as_notebook, manual_code, script, tape_code
from core.descent.paths import curve_table
from core.descent.tables import quantity_table
from core.links import Shared
from core.rules import RULES
from core.settings import DescentSettings
from pages.shared.takeaway import Picture, downloads, file_name, pictures, tables


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


def images(shared: Shared) -> None:
    """The pictures that are drawn."""
    settings = shared.settings
    pictures("descent", lambda: _drawn(settings), f"{settings.problem.title}: {settings.problem.loss}", _name(settings))


def _drawn(settings: DescentSettings) -> list[Picture]:
    about = (
        f"{RULES[settings.optimizer].title}, learning rate {settings.learning_rate:g}, from {settings.start[0]:g}, "
        f"{settings.steps} steps in {settings.dtype}"
    )
    drawn = {
        "loss": ("Loss per step", "descent_losses", True),
        "paths": ("The loss function and both paths", "descent_paths", True),
        "schedule": ("Learning rate per step", "descent_schedule", settings.schedule != "constant"),
        "derivative": ("Your derivative", "descent_slopes", settings.problem.derived_by == "visitor"),
        "rule": ("Inside the rule", "descent_rule", True),
        "gap": ("Gap of the losses", "descent_gap", compare_methods(settings).measure is not None),
    }
    return [
        Picture(title=title, place=place, word=word, about=about)
        for word, (title, place, here) in drawn.items()
        if here
    ]


def _name(settings: DescentSettings) -> str:
    return file_name("descent", settings.problem.name, settings.optimizer, settings.learning_rate)
