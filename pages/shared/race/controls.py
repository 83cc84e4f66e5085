"""The controls of the Compare page."""

import streamlit as st

from core.formulas import parse
from core.glossary import WORDS
from core.methods import METHODS
from core.problems import PROBLEMS
from core.race.contest import MOST_RACERS, TRIALS, RaceSettings, SharedRace
from core.rules import RULES
from core.settings import DTYPES, SCALES, STEPS
from core.theory.stretches import rates_around
from pages.shared.at_hand import Choice, at_hand
from pages.shared.components import live_sliders
from pages.shared.presenting import aside
from pages.shared.race.state import RACE, another_problem, race_fairly, rate_key
from pages.shared.rails import rate_slider, start_slider, steps_slider


def sidebar() -> None:
    """Problem, racers, and what is the same for all of them."""
    with aside():
        _problem_choice().box()
        problem = PROBLEMS[st.session_state["race.problem"]]
        st.latex(f"L({problem.parameters[0]}) = {parse(problem.loss, problem.parameters).latex}")
        st.multiselect(
            f"Optimizers, {MOST_RACERS} at most",
            list(RULES),
            key="race.racers",
            format_func=lambda name: RULES[name].title,
            max_selections=MOST_RACERS,
            placeholder="Choose who races",
        )
        st.radio("Curves made by", list(METHODS), key="race.method", horizontal=True)
        st.radio("Precision", DTYPES, key="race.dtype", horizontal=True, help=WORDS["precision"])
        st.radio("Loss axis", SCALES, key="race.scale", horizontal=True)


def for_a_thumb(shared: SharedRace) -> None:
    """The problem on the page itself, where the sidebar is closed at first."""
    settings = shared.settings
    at_hand(_problem_choice(), chosen=f"{settings.problem.name} {settings.method} {settings.dtype} {shared.scale}")


def _problem_choice() -> Choice:
    titles = {name: problem.title for name, problem in PROBLEMS.items()}
    return Choice(name="race.problem", label="Problem", titles=titles, on_change=another_problem)


def nobody() -> None:
    """What to do where nobody was chosen to race."""
    if not st.session_state["race.racers"]:
        (plainest, _), *_ = RACE.current().settings.racers
        st.info(
            f"Nobody is chosen, so {RULES[plainest].title} runs alone. Choose up to {MOST_RACERS} optimizers in the sidebar."
        )


def over_the_chart(settings: RaceSettings) -> None:
    """Start and steps for all, and a learning rate for each racer, sent while they are dragged."""
    stretch = rates_around(settings.problem)
    live_sliders(
        start_slider("race.start", "Start", settings.problem.domain[0]),
        steps_slider("race.steps", STEPS),
        *(
            rate_slider(rate_key(optimizer), RULES[optimizer].title, stretch, minor=True)
            for optimizer, _ in settings.racers
        ),
        key="race.sliders",
        minor_title="Learning rate of each",
    )


def fair_race() -> None:
    """The button that finds every racer's learning rate by the same number of trials."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Fair race",
            on_click=race_fairly,
            icon=":material/flag:",
            type="primary",
            help=WORDS["fair race"],
            key="race.fair",
        )
        st.caption(
            f"Gives each optimizer the same {len(TRIALS)} learning rates to try, from {TRIALS[0]:g} to {TRIALS[-1]:g}, more "
            "where a best one lies at an end, and keeps the best.",
            width="stretch",
        )
