"""The controls of the Descent page: what is set once in the sidebar, what is played with over the charts."""

import streamlit as st

from core.formulas import parse
from core.problems import PROBLEMS, Problem
from core.settings import DTYPES, LEARNING_RATES, SCALES, STEPS
from core.theory import learning_rate_limit
from pages.shared.components import Slider, live_sliders
from pages.shared.state import start_over

POSITIONS_PER_DECADE = 100
START_STEP = 0.01


def sidebar() -> None:
    """Problem, precision and axis; a reset."""
    with st.sidebar:
        st.selectbox(
            "Problem",
            list(PROBLEMS),
            key="problem",
            format_func=lambda name: PROBLEMS[name].title,
            on_change=start_over,
        )
        problem = PROBLEMS[st.session_state["problem"]]
        st.latex(f"L({problem.parameters[0]}) = {parse(problem.loss, problem.parameters).latex}")
        st.caption(problem.look_for)
        st.radio("Precision", DTYPES, key="dtype", horizontal=True)
        st.radio("Loss axis", SCALES, key="scale", horizontal=True)
        st.button("Reset sliders", on_click=start_over, icon=":material/restart_alt:", width="stretch")


def over_the_charts(problem: Problem, minimum: float | None) -> None:
    """Learning rate, start and steps, each sending its value while it is dragged."""
    limit = None if minimum is None else learning_rate_limit(problem, minimum)
    low, high = problem.domain[0]
    live_sliders(
        Slider(
            name="learning_rate",
            label="Learning rate",
            limits=LEARNING_RATES,
            positions=6 * POSITIONS_PER_DECADE,
            logarithmic=True,
            mark=(limit, "2/L″") if limit else None,
        ),
        Slider(name="start", label="Start", limits=(low, high), positions=round((high - low) / START_STEP)),
        Slider(name="steps", label="Steps", limits=STEPS, positions=STEPS[1] - STEPS[0], whole=True),
        key="sliders",
    )
