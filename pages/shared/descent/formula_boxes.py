"""Loss, derivative and update as text that a visitor types, each with what was understood of it."""

from typing import Any

import streamlit as st

from core.derivation.judgement import judge
from core.formulas import DERIVATIVE, LOSS, UPDATE, FormulaError, parse
from core.problems import TYPED, gradient_of
from core.problems.typed_curve import start_within
from core.rules import RULES
from core.rules.typed import TypedUpdate
from core.settings import DescentSettings
from pages.shared.descent.state import DESCENT, TYPED_TEXTS, problem_from
from pages.shared.formula_box import draft, forget_drafts, formula_box, understood

# The start that the visitor chose last, whether that was beyond the range, and where it was put when the range of a typed
# loss did not hold it.
WANTED = "start.wanted"
BEYOND = "start.beyond"
PLACED = "start.placed"
_NAMES = "in the names of step k below: w, gradient (or g), learning_rate (or lr), t (or step)"
_KEYS = "^()w"
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
    drafts = any(draft(name) for name in TYPED_TEXTS)
    return settings.problem.derived_by != "hand" or bool(settings.update) or drafts


def _loss(settings: DescentSettings) -> None:
    problem = settings.problem
    formula_box("loss", label="Loss L(w)", use=_use_loss, keys=_KEYS)
    loss = parse(problem.loss, problem.parameters)
    st.latex(f"L(w) = {loss.latex}")
    understood("loss", loss, LOSS, _use_loss)
    (low, high), (first, last) = problem.domain[0], st.columns(2, gap="small")
    with first:
        formula_box("range_from", label="Range from", use=_use_from, placeholder=f"{low:g}")
    with last:
        formula_box("range_to", label="to", use=_use_to, placeholder=f"{high:g}")


def _gradient(settings: DescentSettings) -> None:
    problem = settings.problem
    formula_box("gradient", label="Your derivative dL/dw", use=_use_gradient, placeholder="such as 2w", keys=_KEYS)
    if problem.derived_by == "visitor":
        (slope,) = gradient_of(problem)
        st.latex(rf"\frac{{dL}}{{dw}} = {slope.latex}")
        understood("gradient", slope, DERIVATIVE, _use_gradient)
        found = judge(problem)
        st.caption(f"{found.sentence} {found.looks_like}")
    else:
        st.caption(_DERIVED_BY[problem.derived_by])


def _update(settings: DescentSettings) -> None:
    formula_box(
        "update",
        label="Your update of w",
        use=_use_update,
        placeholder="w - learning_rate * gradient",
        keys=f"{_KEYS}g",
    )
    if settings.update:
        update = TypedUpdate(settings.update).formula
        st.latex(rf"w \leftarrow {update.latex}")
        understood("update", update, UPDATE, _use_update)
        st.caption("Yours, from the manual method alone. In the first step t is 1.")
    else:
        title = RULES[settings.optimizer].title
        st.caption(f"{title}, written by hand, until you type yours, {_NAMES}.")


def _use_loss(text: str) -> None:
    _use({"loss": text})


def _use_from(text: str) -> None:
    _use_range({"range_from": text})


def _use_to(text: str) -> None:
    _use_range({"range_to": text})


def _use_range(typed: dict[str, str]) -> None:
    """Take an end of the range, and with it a loss that had no value on the range before."""
    for loss in filter(None, (draft("loss"), st.session_state["loss"])):
        try:
            _use({**typed, "loss": loss})
        except FormulaError:
            if loss == st.session_state["loss"]:
                raise
        else:
            st.session_state["loss"] = loss
            forget_drafts("loss")
            return


def _use(typed: dict[str, str]) -> None:
    """Minimise what was typed for the loss or for its range. Raises FormulaError if it cannot be used."""
    state: dict[Any, Any] = {**st.session_state, "problem": TYPED, **typed}
    problem = problem_from(state)
    # A formula on its way to another may have another range; the start comes back as soon as it can. Where the visitor has
    # put it beyond the range, it may stay beyond the next.
    if state["start"] != state.get(PLACED):
        ((low, high),) = DESCENT.current().settings.problem.domain
        st.session_state.update({WANTED: state["start"], BEYOND: not low <= state["start"] <= high})
    start = start_within(problem, st.session_state[WANTED], anywhere=st.session_state[BEYOND])
    st.session_state.update({"problem": TYPED, "start": start, PLACED: start})


def _use_gradient(text: str) -> None:
    problem_from({**st.session_state, "gradient": text})


def _use_update(text: str) -> None:
    if text:
        TypedUpdate(text).check()
