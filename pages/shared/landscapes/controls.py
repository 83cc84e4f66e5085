"""The controls of the Landscapes page: what is set once in the sidebar, what is played with over the map."""

from functools import partial
from html import escape

import streamlit as st

from core.formulas import LOSS as OF_A_LOSS
from core.formulas import parse
from core.glossary import WORDS
from core.landscapes.expedition import STEPS, rates_around
from core.landscapes.links import PICTURES, SharedExpedition
from core.methods import METHODS
from core.problems import LANDSCAPES, TYPED
from core.problems.typed_landscape import FARTHEST
from core.settings import DTYPES, SCALES
from pages.shared import optimizer_controls
from pages.shared.at_hand import Choice, at_hand
from pages.shared.components import live_sliders
from pages.shared.formula_box import formula_box, understood
from pages.shared.landscapes.choices import another_edge, another_optimizer, another_problem, start_over, use_formula
from pages.shared.landscapes.state import COMPLAINT, EDGES, LANDSCAPE, LOSS, racer_key
from pages.shared.number_box import number_box
from pages.shared.presenting import aside
from pages.shared.rails import rate_slider, start_slider, steps_slider


def sidebar() -> None:
    """Problem, the selected racer, precision and how it is looked at; a reset."""
    with aside():
        _problem()
        _racer(LANDSCAPE.current())
        st.radio("Precision", DTYPES, key="landscape.dtype", horizontal=True, help=WORDS["precision"])
        st.radio("Loss axis", SCALES, key="landscape.scale", horizontal=True)
        st.radio("Picture", PICTURES, key="landscape.picture", horizontal=True)
        st.toggle("Equal units on both axes", key="landscape.equal")
        st.toggle("Basins", key="landscape.basins", help=WORDS["basins"])
        st.toggle("Gradient field", key="landscape.field", help="Pins that point downhill, each from its dot.")
        st.button("Reset", on_click=start_over, icon=":material/restart_alt:", width="stretch", key="landscape.reset")


def _problem() -> None:
    chosen = _problem_choice().box()
    if chosen == TYPED:
        _formula()
    problem = LANDSCAPE.current().settings.problem
    loss = parse(problem.loss, problem.parameters)
    st.markdown(f"$L(x, y) = {loss.latex}$")
    if chosen == TYPED:
        understood(LOSS, loss, OF_A_LOSS, use_formula)
    st.caption(problem.look_for)


def for_a_thumb(shared: SharedExpedition) -> None:
    """The problem on the page itself, where the sidebar is closed at first."""
    settings = shared.settings
    racers = [(racer.optimizer, racer.method) for racer in settings.racers]
    looked = (settings.dtype, shared.scale, shared.picture, shared.equal, shared.field, shared.basins)
    at_hand(_problem_choice(), chosen=f"{settings.problem.name} {racers} {looked}")


def _problem_choice() -> Choice:
    titles = {**{name: problem.title for name, problem in LANDSCAPES.items()}, TYPED: "Your own formula"}
    return Choice(name="landscape.problem", label="Problem", titles=titles, on_change=another_problem)


def _formula() -> None:
    """The loss and the map's edges, typed; what cannot be used is said here and the last good map stays."""
    formula_box(LOSS, label="Loss L(x, y)", use=use_formula, live=False, keys="^()xy")
    for sides in (EDGES[:2], EDGES[2:]):
        for column, name in zip(st.columns(2), sides, strict=True):
            with column:
                number_box(
                    f"landscape.{name}",
                    label=name.replace("_", " "),
                    limits=(-FARTHEST, FARTHEST),
                    on_change=another_edge,
                )
    complaint = st.session_state.get(COMPLAINT)
    if complaint:
        st.html(
            f'<p class="complaint" role="alert">{escape(complaint)} The map shows the last edges that could be used.</p>'
        )


def _racer(shared: SharedExpedition) -> None:
    settings, place = shared.settings, shared.selected
    st.markdown(f"**Racer {place + 1}** of {len(settings.racers)}")
    optimizer_controls.choices(
        racer_key(place),
        on_change=partial(another_optimizer, place),
        below=lambda _: st.radio("Method", list(METHODS), key=racer_key(place, "method"), horizontal=True),
    )


def over_the_map(shared: SharedExpedition) -> None:
    """Start and steps for all, learning rate and hyper-parameters of the selected racer, sent while they are dragged."""
    settings, place = shared.settings, shared.selected
    live_sliders(
        *(
            start_slider(f"landscape.start_{axis}", f"Start, {axis}", side)
            for axis, side in zip("xy", settings.problem.domain, strict=True)
        ),
        steps_slider("landscape.steps", STEPS),
        rate_slider(racer_key(place, "learning_rate"), "Learning rate", rates_around(settings.problem)),
        *optimizer_controls.sliders(racer_key(place), settings.of(settings.racers[place])),
        key="landscape.sliders",
    )
