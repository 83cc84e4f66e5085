"""Loss, derivative and update as text that a visitor types, each with what was understood of it."""

import streamlit as st

from core.derivation.judgement import judge
from core.formulas import DERIVATIVE, LOSS, UPDATE, parse
from core.problems import TYPED, gradient_of
from core.rules import RULES
from core.rules.typed import NAMES, TypedUpdate
from core.settings import DescentSettings
from core.typed_problem import problem_of, start_within
from pages.shared.formula_box import formula_box, understood
from pages.shared.state import DESCENT

# The start that the visitor chose last, and where it was put when the range of a typed loss did not hold it.
WANTED = "start.wanted"
PLACED = "start.placed"
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
    formula_box("loss", label="Loss L(w)", use=_use_loss)
    loss = parse(problem.loss, problem.parameters)
    st.latex(f"L(w) = {loss.latex}")
    understood("loss", loss, LOSS, _use_loss)


def _gradient(settings: DescentSettings) -> None:
    problem = settings.problem
    formula_box("gradient", label="Your derivative dL/dw", use=_use_gradient, placeholder="such as 2w")
    if problem.derived_by == "visitor":
        (slope,) = gradient_of(problem)
        st.latex(rf"\frac{{dL}}{{dw}} = {slope.latex}")
        understood("gradient", slope, DERIVATIVE, _use_gradient)
        found = judge(problem)
        st.caption(f"{found.sentence} {found.looks_like}")
    else:
        st.caption(_DERIVED_BY[problem.derived_by])


def _update(settings: DescentSettings) -> None:
    formula_box("update", label="Your update of w", use=_use_update, placeholder="w - learning_rate * g")
    if settings.update:
        update = TypedUpdate(settings.update).formula
        st.latex(rf"w \leftarrow {update.latex}")
        understood("update", update, UPDATE, _use_update)
        st.caption("Yours, from the manual method alone. The first step is step 1.")
    else:
        title = RULES[settings.optimizer].title
        st.caption(f"{title}, written by hand, until you type yours, in {', '.join(NAMES[:-1])} and {NAMES[-1]}.")


def _use_loss(text: str) -> None:
    problem = problem_of(TYPED, text, st.session_state["gradient"])
    # A formula on its way to another may have another range; the start comes back as soon as it can.
    moved = st.session_state["start"] != st.session_state.get(PLACED)
    wanted = st.session_state["start"] if moved else st.session_state[WANTED]
    start = start_within(problem, wanted)
    st.session_state.update({"problem": TYPED, "start": start, WANTED: wanted, PLACED: start})


def _use_gradient(text: str) -> None:
    problem_of(st.session_state["problem"], st.session_state["loss"], text)


def _use_update(text: str) -> None:
    if text:
        TypedUpdate(text).check()
