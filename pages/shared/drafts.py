"""Texts that a visitor types on the Descent page: the last that was good, and beside it what was refused."""

import streamlit as st

from core.formulas import FormulaError, said
from core.problems import TYPED
from core.rules.typed import TypedUpdate
from core.typed_problem import problem_of, start_within

# The start that the visitor chose last, and where it was put when the range of a typed loss did not hold it.
WANTED = "start.wanted"
PLACED = "start.placed"
TYPED_TEXTS = ("loss", "gradient", "update")


def refused_key(name: str) -> str:
    """Where a text stands that was typed for `name` and refused, with what is wrong with it."""
    return f"{name}.refused"


def forget_drafts(*names: str) -> None:
    """Forget what was typed and refused."""
    for name in names or TYPED_TEXTS:
        st.session_state.pop(refused_key(name), None)


def take_text(name: str, text: str) -> None:
    """Take what was typed as loss, gradient or update, or keep it as a draft beside the last that was good."""
    forget_drafts(name)
    try:
        _TAKE[name](text)
    except FormulaError as error:
        # Spaces about a formula stay in its box, or they would vanish under the hand; its places are counted without.
        position = error.position + len(text) - len(text.lstrip())
        st.session_state[refused_key(name)] = {"text": text, "position": position, "sentence": said(error)}


def _take_loss(text: str) -> None:
    problem = problem_of(TYPED, text, st.session_state["gradient"])
    # A formula on its way to another may have another range; the start comes back as soon as it can.
    moved = st.session_state["start"] != st.session_state.get(PLACED)
    wanted = st.session_state["start"] if moved else st.session_state[WANTED]
    start = start_within(problem, wanted)
    st.session_state.update({"problem": TYPED, "loss": text, "start": start, WANTED: wanted, PLACED: start})


def _take_gradient(text: str) -> None:
    problem_of(st.session_state["problem"], st.session_state["loss"], text)
    st.session_state["gradient"] = text


def _take_update(text: str) -> None:
    if text.strip():
        TypedUpdate(text.strip()).check()
    st.session_state["update"] = text


_TAKE = {"loss": _take_loss, "gradient": _take_gradient, "update": _take_update}
