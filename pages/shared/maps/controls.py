"""The controls of the Maps page: what is mapped and along what, in the sidebar; all that is no axis, over the map."""

import streamlit as st

from core.atlas.links import CELLS, GRID, TYPED_OF_TWO, SharedMap, of_two
from core.atlas.places import PLACES, STORY, link_of
from core.formulas import LOSS as OF_A_LOSS
from core.formulas import parse
from core.glossary import WORDS
from core.landscapes.expedition import rates_around as rates_on_a_landscape
from core.methods import METHODS
from core.problems import LANDSCAPES, PROBLEMS, TYPED
from core.rules import RULES
from core.settings import DTYPES, STEPS, DescentSettings
from core.theory.stretches import rates_around
from pages.shared import optimizer_controls
from pages.shared.at_hand import Choice, at_hand
from pages.shared.components import Slider, live_sliders
from pages.shared.formula_box import formula_box, understood
from pages.shared.maps.choices import another_optimizer, another_problem, start_over, use_formula
from pages.shared.maps.sides import picture
from pages.shared.maps.state import LOSS, MAPS, PREFIX
from pages.shared.presenting import aside
from pages.shared.rails import rate_slider, start_slider, steps_slider
from pages.shared.tries import tries

# So many sliders stand in a row at a desk, and so many of the smaller ones.
ABREAST, MINOR_ABREAST = 3, 4


def places() -> None:
    """Maps to look at, each a link that sets the whole screen."""
    offered = {name: (each, link_of(name)) for name, each in PLACES.items()}
    tries(offered, story=STORY, query=MAPS.query(), key="map.tries")


def sidebar() -> None:
    """What is mapped, along what, and how it is looked at; a reset."""
    shared = MAPS.current()
    with aside():
        _problem(shared)
        picture(shared)
        optimizer_controls.choices(
            PREFIX, on_change=another_optimizer, below=lambda name: st.caption(RULES[name].look_for)
        )
        st.radio("Computed by", list(METHODS), key="map.method", horizontal=True)
        st.radio("Precision", DTYPES, key="map.dtype", horizontal=True, help=WORDS["precision"])
        st.select_slider("Cells along each side", CELLS, key="map.cells")
        st.button("Reset", on_click=start_over, icon=":material/restart_alt:", width="stretch", key="map.reset")


def _problem(shared: SharedMap) -> None:
    chosen = _problem_choice().box()
    problem = shared.settings.problem
    if chosen in (TYPED, TYPED_OF_TWO):
        names = ", ".join(problem.parameters)
        formula_box(
            LOSS, label=f"Loss L({names})", use=use_formula, live=False, keys=f"^(){''.join(problem.parameters)}"
        )
    loss = parse(problem.loss, problem.parameters)
    st.markdown(f"$L({', '.join(problem.parameters)}) = {loss.latex}$")
    if chosen in (TYPED, TYPED_OF_TWO):
        understood(LOSS, loss, OF_A_LOSS, use_formula)


def _problem_choice() -> Choice:
    titles = {name: problem.title for name, problem in PROBLEMS.items()}
    titles |= {TYPED: "Your own L(w)"} | {name: problem.title for name, problem in LANDSCAPES.items()}
    return Choice(
        name="map.problem",
        label="Problem",
        titles=titles | {TYPED_OF_TWO: "Your own L(x, y)"},
        on_change=another_problem,
    )


def for_a_thumb(shared: SharedMap) -> None:
    """Problem and optimizer on the page itself, where the sidebar is closed at first."""
    settings = shared.settings
    looked = (shared.kind, shared.paint, shared.method, shared.cells, settings.dtype)
    axes = (shared.across.name, shared.up.name)
    at_hand(
        _problem_choice(),
        optimizer_controls.optimizer_choice(PREFIX, another_optimizer),
        chosen=f"{settings.problem.name} {settings.optimizer} {looked} {axes}",
    )


def _rates(settings: DescentSettings) -> tuple[float, float]:
    """The learning rates that the rail shows, as on the page where the run can be opened."""
    return rates_on_a_landscape(settings.problem) if of_two(settings) else rates_around(settings.problem)


def rows_over_the_map(shared: SharedMap) -> int:
    """In how many rows more than one the sliders stand, three abreast, the hyper-parameters smaller in rows of their own."""
    plain, minor = _over_the_map(shared)
    return -(-len(plain) // ABREAST) + -(-len(minor) // MINOR_ABREAST) - 1


def over_the_map(shared: SharedMap) -> None:
    """All numbers of the settings that are no axis, sent while they are dragged."""
    plain, minor = _over_the_map(shared)
    live_sliders(*plain, *minor, key="map.sliders")


def _over_the_map(shared: SharedMap) -> tuple[list[Slider], list[Slider]]:
    settings = shared.settings
    taken = {shared.across.name, *([shared.up.name] if shared.kind == GRID else [])}
    starts = zip(settings.problem.parameters, settings.problem.domain, strict=True)
    named = {
        "learning_rate": rate_slider("map.learning_rate", "Learning rate", _rates(settings)),
        **{
            name: start_slider(f"map.start_{name}", "Start" if not of_two(settings) else f"Start, {name}", side)
            for name, side in starts
        },
        "steps": steps_slider("map.steps", STEPS),
    }
    hyper = {slider.name.removeprefix(PREFIX): slider for slider in optimizer_controls.sliders(PREFIX, settings)}
    plain, minor = ([slider for name, slider in of.items() if name not in taken] for of in (named, hyper))
    return plain, minor
