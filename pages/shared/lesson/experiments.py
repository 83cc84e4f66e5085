"""Experiments on a page: the code that ran beside what it printed."""

from typing import Any

import streamlit as st

from core.experiments.experiment import Experiment, Function, accepted, run, shown

GUESSES = ("None", "a number", "an error")
GUESSED = "tape.guessed"


def experiment(given: Experiment, **inputs: Any) -> None:
    """The code of an experiment and what it printed, or, where it has a counterpart, the two of them side by side."""
    left, right = st.columns(2)
    with left:
        _code(given.function, inputs)
    with left if given.cure else right:
        _output(given.function, inputs)
    if given.cure:
        with right:
            _code(given.cure, inputs)
            _output(given.cure, inputs)
    st.markdown(given.lesson)


def predicted(given: Experiment) -> None:
    """The code of a mistake, run once the visitor has said what it will give; then the cure beside it."""
    guesses = st.session_state.setdefault(GUESSED, {})
    broken, cured = st.columns(2)
    with broken:
        _code(given.function, {})
        guess = st.segmented_control(
            "What does the last line give?",
            GUESSES,
            default=guesses.get(given.name),
            key=f"tape.guess.{given.name}",
            disabled=given.name in guesses,
        )
    if guess is None:
        cured.caption("Predict first; then it runs, with its cure beside it.")
        return
    guesses[given.name] = guess
    with broken:
        _output(given.function, {})
    with cured:
        _code(given.cure or given.function, {})
        _output(given.cure or given.function, {})
    found = run(given.function).kind
    st.markdown(f"**{'Right' if guess == found else 'Not quite'}: {found}.** {given.lesson}")


def score(causes: dict[str, Experiment]) -> None:
    """How many predictions came true so far."""
    guesses = st.session_state.get(GUESSED, {})
    right = sum(run(causes[name].function).kind == guess for name, guess in guesses.items())
    if guesses:
        st.caption(f"{right} of {len(guesses)} predicted right, {len(causes) - len(guesses)} to go.")


def _code(function: Function, inputs: dict[str, Any]) -> None:
    _lines("code", function, shown(function, **accepted(function, inputs)), "python")


def _output(function: Function, inputs: dict[str, Any]) -> None:
    result = run(function, **accepted(function, inputs))
    _lines("output-error" if result.error else "output", function, result.text, None)


def _lines(kind: str, function: Function, text: str, language: str | None) -> None:
    """A text in a place whose name says how many lines it has: early_style.py keeps room for as many."""
    count = text.count("\n") + 1
    with st.container(key=f"{kind}-{function.__module__.rpartition('.')[2]}-{function.__name__}-of-{count}-lines"):
        st.code(text, language=language, wrap_lines=True)
