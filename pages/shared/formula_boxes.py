"""Loss, derivative and update as text that a visitor types, each with what was understood of it."""

from typing import Any

import streamlit as st

from core.derivation.judgement import judge
from core.formulas import parse
from core.problems import gradient_of
from core.rules import RULES
from core.rules.typed import NAMES, TypedUpdate
from core.settings import DescentSettings
from pages.shared.drafts import refused_key, take_text
from pages.shared.frontend_files import component
from pages.shared.state import DESCENT

_box = component("formula_box")
_DERIVED_BY = {
    "hand": "Derived by hand. Type your own, and it is judged.",
    "symbols": "Derived by SymPy, until you type yours.",
    "rules": "Derived rule by rule, until you type yours.",
}


def formula_boxes() -> None:
    """The three boxes side by side, closed until somebody wants them; open where something was typed."""
    settings = DESCENT.current().settings
    # Said once a visit: a box that closed or opened by itself would take the text from under the hand.
    opened = st.session_state.setdefault("formulas.open", _anything_typed(settings))
    with st.expander("Type your own loss, derivative or update", expanded=opened, icon=":material/function:"):
        loss, gradient, update = st.columns(3, gap="medium")
        with loss:
            _loss(settings)
        with gradient:
            _gradient(settings)
        with update:
            _update(settings)


def _anything_typed(settings: DescentSettings) -> bool:
    return settings.problem.derived_by != "hand" or bool(settings.update)


def _loss(settings: DescentSettings) -> None:
    problem = settings.problem
    formula_box("loss", label="Loss L(w)")
    st.latex(f"L(w) = {parse(problem.loss, problem.parameters).latex}")


def _gradient(settings: DescentSettings) -> None:
    problem = settings.problem
    formula_box("gradient", label="Your derivative dL/dw", placeholder="such as 2w")
    if problem.derived_by == "visitor":
        st.latex(rf"\frac{{dL}}{{dw}} = {gradient_of(problem)[0].latex}")
        found = judge(problem)
        st.caption(f"{found.sentence} {found.looks_like}")
    else:
        st.caption(_DERIVED_BY[problem.derived_by])


def _update(settings: DescentSettings) -> None:
    formula_box("update", label="Your update of w", placeholder="w - learning_rate * g")
    if settings.update:
        st.latex(rf"w \leftarrow {TypedUpdate(settings.update).formula.latex}")
        st.caption("Yours, from the manual method alone. The first step is step 1.")
    else:
        title = RULES[settings.optimizer].title
        st.caption(f"{title}, written by hand, until you type yours, in {', '.join(NAMES[:-1])} and {NAMES[-1]}.")


def formula_box(name: str, *, label: str, placeholder: str = "") -> None:
    """A box for the text at `st.session_state[name]`; what was typed and refused stays in it, with what is wrong."""
    key = f"{name}.box"

    def take() -> None:
        sent: Any = st.session_state[key]["sent"]
        if isinstance(sent["text"], str):
            take_text(name, sent["text"])

    sent = st.session_state.get(key, {}).get("sent")
    refused = st.session_state.get(refused_key(name))
    data = {
        "label": label,
        "text": refused["text"] if refused else st.session_state[name],
        "placeholder": placeholder,
        "problem": refused,
        "turn": sent["turn"] if sent else 0,
    }
    _box(key=key, data=data, on_sent_change=take)
