"""Variables: what the descent stands on, each statement run in the TensorFlow that is installed."""

import streamlit as st

from core.experiments.links import NUMBERS
from core.experiments.variables import DTYPES, SHAPES, VARIABLE_EXPERIMENTS
from pages.shared.lesson.contents import contents
from pages.shared.lesson.experiments import experiment
from pages.shared.lesson.screens import VARIABLES, lesson_style
from pages.shared.number_box import number_box
from pages.shared.presenting import has_aside
from pages.shared.takeaway import about, header


def inputs() -> None:
    """The numbers that the experiments start from."""
    columns = st.columns(3)
    for column, name, label in zip(columns, ("first", "second", "third"), ("a", "b", "c"), strict=True):
        with column:
            number_box(f"variables.{name}", label=label, limits=NUMBERS)


def own_inputs(name: str) -> None:
    """What one experiment alone lets a visitor change."""
    match name:
        case "shape":
            st.segmented_control("Shape of what is assigned", list(SHAPES), key="variables.shape", required=True)
        case "dtype":
            st.segmented_control("dtype of what is assigned", DTYPES, key="variables.dtype", required=True)


VARIABLES.begin()
lesson_style()
header("Variables", VARIABLES.query())
VARIABLES.show_repairs()
about(
    "What a descent stands on: each piece of code ran as it stands, in this server's TensorFlow, with what it printed."
)
if has_aside():
    contents({name: given.title for name, given in VARIABLE_EXPERIMENTS.items()})
inputs()
screen = VARIABLES.current()
for name, given in VARIABLE_EXPERIMENTS.items():
    with st.container(border=True):
        st.header(given.title, anchor=name)
        own_inputs(name)
        experiment(
            given,
            first=screen.first,
            second=screen.second,
            third=screen.third,
            value=SHAPES[screen.shape],
            dtype=screen.dtype,
        )
VARIABLES.keep_address()
