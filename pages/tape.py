"""Tape: what TensorFlow records, forward and backward."""

import streamlit as st

from core.experiments.none import CAUSES
from core.experiments.tapes import MORE
from core.recording.links import NUMBERS
from pages.shared.components import follow_sliders
from pages.shared.lesson import takeaway, tape_views
from pages.shared.lesson.experiments import experiment, predicted, score
from pages.shared.lesson.screens import TAPE, lesson_style
from pages.shared.number_box import number_box
from pages.shared.presenting import has_aside, presenting
from pages.shared.takeaway import about, header


@TAPE.fragment
def title() -> None:
    """The title, and what can be taken away from the screen."""
    screen = TAPE.current()
    header(
        "Tape",
        TAPE.query(),
        lambda: takeaway.code(screen),
        lambda: takeaway.data(screen),
        lambda: takeaway.images(screen),
    )
    about("What TensorFlow writes down while it computes, and how it walks back along it to the gradients.")


@TAPE.fragment
def live() -> None:
    """The sliders and the tape, alone in their fragment so that the numbers move under the hand."""
    screen = TAPE.current()
    tape_views.sliders(screen)
    tape_views.tape(screen)


@TAPE.fragment
def consequences() -> None:
    """The three answers, one round trip later."""
    screen = TAPE.current()
    follow_sliders(TAPE.query(screen), key=f"tape.follow.{screen.expression.name}")
    if not presenting():
        tape_views.three_answers(screen)


def why_none() -> None:
    """The causes of a gradient that is None, each predicted, run and cured."""
    with st.container(key="none_lab"):
        st.header("Why is my gradient None?", anchor=False)
        cause = st.pills(
            "Cause", list(CAUSES), key="tape.cause", format_func=lambda name: CAUSES[name].title, required=True
        )
        predicted(CAUSES[str(cause)])
        score(dict(CAUSES))


def more() -> None:
    """What else a tape can do."""
    st.header("What else a tape can do", anchor=False)
    name = st.pills("Topic", list(MORE), key="tape.more", format_func=lambda name: MORE[name].title, required=True)
    if name == "control_flow":
        with st.container(width=240):
            number_box("tape.branch", label="x", limits=NUMBERS)
    experiment(MORE[str(name)], x=st.session_state["tape.branch"])


TAPE.begin()
lesson_style()
TAPE.show_repairs()
title()
if has_aside():
    tape_views.choices()
live()
consequences()
if not presenting():
    why_none()
    more()
TAPE.keep_address()
