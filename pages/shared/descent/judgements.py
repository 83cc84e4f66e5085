"""What is said and drawn of a derivative that the visitor typed, and how the true one is derived."""

from functools import partial
from html import escape

import streamlit as st

from core.derivation.charts import slope_chart, slope_tables
from core.derivation.judgement import agrees, judge, judged_at
from core.derivation.text import derivation
from core.problems import Problem
from core.settings import DescentSettings
from pages.shared.drawing import chart, dark_theme, sometimes

_METHODS = {
    "yours": "your formula",
    "tape": "tf.GradientTape",
    "SymPy": "SymPy's derivative",
    "difference": "a central difference",
}
SHOWN = "derivation.shown"


def judgement(settings: DescentSettings) -> None:
    """The typed derivative beside its three judges: at the start in numbers, over the range as a picture."""
    sometimes(partial(_judges, settings) if settings.problem.derived_by == "visitor" else None)


def _judges(settings: DescentSettings) -> None:
    problem = settings.problem
    said, drawn = st.columns([2, 3], gap="medium")
    with said:
        _verdict(problem)
        _at_the_start(problem, settings.start[0])
    with drawn:
        chart(
            slope_chart(problem, dark_theme()),
            slope_tables(problem),
            alt="Line chart of the typed derivative over the slope of the loss; the ground is tinted where they differ.",
            key="descent_slopes",
        )


def _verdict(problem: Problem) -> None:
    found = judge(problem)
    text = f"{found.sentence} {found.looks_like}"
    if found.right:
        st.success(text, icon=":material/check:")
    else:
        st.error(text, icon=":material/close:")
    if found.right and found.other_form:
        st.caption("SymPy writes it in another form:")
        st.latex(found.other_form)


def _at_the_start(problem: Problem, start: float) -> None:
    slopes = judged_at(problem, start)
    rows = "".join(_row(name, slope, agrees(slope, slopes["tape"])) for name, slope in slopes.items())
    (parameter,) = problem.parameters
    caption = f"The slope at {parameter} = {start:.6g}, the start"
    st.html(
        f'<div class="numbers judges"><table><caption>{escape(caption)}</caption><tbody>{rows}</tbody></table></div>'
    )


def _row(name: str, slope: float | None, same: bool) -> str:
    value = "no value" if slope is None else f"{slope:.9g}"
    mark = "" if same else ' class="wrong"'
    return f"<tr{mark}><th scope='row'>{escape(_METHODS[name])}</th><td>{escape(value)}</td></tr>"


def derive_step_by_step(problem: Problem) -> None:
    """The derivation of the loss, a rule at a time, as many as were asked for."""
    with st.expander("Derive it step by step", icon=":material/stairs:"):
        lines = derivation(problem)
        # What was revealed of one loss is no business of the next.
        loss, shown = st.session_state.get(SHOWN, ("", 1))
        shown = min(shown, len(lines)) if loss == problem.loss else 1
        for rule, line in lines[:shown]:
            st.caption(rule)
            st.latex(line)
        _buttons(problem.loss, shown, len(lines))


def _buttons(loss: str, shown: int, most: int) -> None:
    def reveal(count: int) -> None:
        st.session_state[SHOWN] = (loss, count)

    with st.container(horizontal=True):
        done = shown == most
        st.button("Next step", on_click=reveal, args=(shown + 1,), disabled=done, key="derivation.next")
        st.button("All steps", on_click=reveal, args=(most,), disabled=done, key="derivation.all")
        st.button("Hide", on_click=reveal, args=(1,), disabled=shown == 1, key="derivation.hide")
