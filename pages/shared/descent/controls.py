"""The controls of the Descent page: what is set once in the sidebar, what is played with over the charts."""

import math

import streamlit as st

from core.formulas import parse
from core.glossary import WORDS
from core.links import Shared
from core.problems import PROBLEMS, TYPED
from core.rules import RULES, conventions_of
from core.settings import DTYPES, SCALES, STEPS, DescentSettings
from core.tape.keras_optimizers import keras_learning_rate
from core.theory.limits import learning_rate_limit
from core.theory.stretches import rates_around
from pages.shared import optimizer_controls
from pages.shared.at_hand import Choice, at_hand
from pages.shared.components import live_sliders
from pages.shared.descent.formula_boxes import formula_boxes
from pages.shared.descent.state import DESCENT, another_optimizer, another_problem, another_schedule, start_over
from pages.shared.presenting import aside, in_a_frame
from pages.shared.rails import rate_slider, start_slider, steps_slider


def sidebar() -> None:
    """Problem and optimizer with all that is chosen once; a reset."""
    with aside():
        _problem()
        if in_a_frame():
            formula_boxes()
        _optimizer()
        st.radio("Precision", DTYPES, key="dtype", horizontal=True, help=WORDS["precision"])
        st.radio("Loss axis", SCALES, key="scale", horizontal=True)
        st.button("Reset", on_click=start_over, icon=":material/restart_alt:", width="stretch")


def for_a_thumb() -> None:
    """Problem and optimizer on the page itself, where the sidebar is closed at first."""
    shared = DESCENT.current()
    settings = shared.settings
    chosen = (settings.problem.name, settings.optimizer, settings.schedule, settings.convention, settings.dtype)
    at_hand(
        _problem_choice(), optimizer_controls.optimizer_choice("", another_optimizer), chosen=f"{chosen} {shared.scale}"
    )


def _problem_choice() -> Choice:
    titles = {**{name: problem.title for name, problem in PROBLEMS.items()}, TYPED: "Your own loss"}
    return Choice(name="problem", label="Problem", titles=titles, on_change=another_problem)


def _problem() -> None:
    _problem_choice().box()
    problem = DESCENT.current().settings.problem
    st.latex(f"L({problem.parameters[0]}) = {parse(problem.loss, problem.parameters).latex}")
    st.caption(problem.look_for)


def _optimizer() -> None:
    optimizer_controls.choices(
        on_change=another_optimizer,
        below=lambda optimizer: st.caption(RULES[optimizer].look_for),
        on_schedule=another_schedule,
    )
    _convention(DESCENT.current().settings)


def _convention(settings: DescentSettings) -> None:
    """In which form the manual side writes the rule, where books differ from Keras."""
    forms = conventions_of(settings)
    if not forms:
        return
    st.session_state["convention"] = settings.convention
    convention = st.selectbox(
        "The manual side follows",
        ("keras", *forms),
        key="convention",
        format_func=lambda name: forms[name].title if name in forms else "Keras",
        help=WORDS["corrected root"] if any("corrected root" in form.title for form in forms.values()) else None,
    )
    if convention in forms:
        st.caption(f"{forms[convention].about} The tape stays with Keras.")


def over_the_charts(shared: Shared, minimum: float | None) -> None:
    """Learning rate, start, steps and every hyper-parameter, each sending its value while it is dragged."""
    settings, mark = shared.settings, _mark(shared.settings, minimum)
    live_sliders(
        rate_slider("learning_rate", "Learning rate", rates_around(settings.problem), mark=mark, strip=True),
        start_slider("start", "Start", settings.problem.domain[0], strip=True),
        steps_slider("steps", STEPS),
        *optimizer_controls.sliders("", settings),
        key="sliders",
        minor_title="Hyper-parameters, by their names in Keras",
    )


def _mark(settings: DescentSettings, minimum: float | None) -> tuple[float, str] | None:
    """The learning rate's limit, or Keras's default; none at a kink, nor where every learning rate is small enough."""
    limit = None if minimum is None else learning_rate_limit(settings, minimum)
    if limit is None:
        return keras_learning_rate(settings.optimizer), "Keras"
    return (limit, "limit") if 0 < limit < math.inf else None
