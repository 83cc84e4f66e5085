"""What happens when something is chosen on the Landscapes page: another problem, formula, racer or optimizer."""

from dataclasses import replace

import streamlit as st

from core.formulas import FormulaError, said
from core.landscapes.expedition import MOST_RACERS, first_expedition, first_racer
from core.landscapes.links import CHOICES, edges_fault
from core.problems import Problem, typed_landscape
from core.rules import RULES
from pages.shared import optimizer_controls
from pages.shared.formula_box import draft, forget_drafts
from pages.shared.landscapes.state import (
    COMPLAINT,
    EDGES,
    LANDSCAPE,
    LOSS,
    SEEN,
    problem_of,
    racer_key,
)


def restart(problem: Problem) -> None:
    """Put start, steps and learning rates to where a visit to `problem` begins, with the racers that are there."""
    before = LANDSCAPE.current()
    first = first_expedition(problem)
    racers = tuple(
        replace(racer, learning_rate=first_racer(problem, racer.optimizer).learning_rate)
        for racer in before.settings.racers
    )
    st.session_state.update({SEEN: None, COMPLAINT: None})
    anew = replace(before, settings=replace(first, racers=racers), view=None, step=None)
    LANDSCAPE.restore(CHOICES.kept(before, anew))


def another_problem() -> None:
    """Begin anew on the chosen landscape, with the same racers."""
    forget_drafts(LOSS)
    # What is current still holds the start of the landscape before.
    restart(problem_of(st.session_state))


def use_formula(text: str) -> None:
    """Go down the loss that was typed, on the map that is there; FormulaError if it cannot be used."""
    restart(typed_landscape(text, problem_of(st.session_state).domain))


def another_edge() -> None:
    """Take the map's edges that were typed, if they can be used; else say why not, and keep the last ones."""
    state = st.session_state
    west, east, south, north = (state[f"landscape.{edge}"] for edge in EDGES)
    complaint = edges_fault(west, east, south, north)
    if complaint:
        state[COMPLAINT] = complaint
        return
    # A formula that had no value on the last map may have one on this.
    for text in filter(None, (draft(LOSS), state[LOSS].strip())):
        try:
            problem = typed_landscape(text, ((west, east), (south, north)))
        except FormulaError as error:
            state[COMPLAINT] = said(error)
        else:
            restart(problem)
            if text == draft(LOSS):
                forget_drafts(LOSS)
            return


def start_over() -> None:
    """Put start, steps, learning rates and hyper-parameters to where a visit begins; the racers stay."""
    forget_drafts(LOSS)
    before = LANDSCAPE.current()
    plain = tuple(replace(racer, hyperparameters=()) for racer in before.settings.racers)
    LANDSCAPE.restore(replace(before, settings=replace(before.settings, racers=plain)))
    restart(before.settings.problem)


def another_optimizer(place: int) -> None:
    """Let a racer begin with its new optimizer."""
    racer = first_racer(problem_of(st.session_state), st.session_state[racer_key(place, "optimizer")])
    others = {"learning_rate": racer.learning_rate, "clipping": optimizer_controls.NO_CLIPPING, "decays": False}
    optimizer_controls.begin_with(racer_key(place), racer.optimizer, **others)


def choose_racer(what: str, chosen: int | None) -> None:
    """Select, add or remove a racer, as the row of racers says, which may not know yet who has left."""
    shared = LANDSCAPE.current()
    racers, selected = list(shared.settings.racers), shared.selected
    if what == "add" and len(racers) < MOST_RACERS:
        taken = {racer.optimizer for racer in racers}
        optimizer = next((name for name in RULES if name not in taken), next(iter(RULES)))
        racers.append(first_racer(shared.settings.problem, optimizer))
        selected = len(racers) - 1
    elif chosen is not None and chosen < len(racers):
        if what == "remove" and len(racers) > 1:
            del racers[chosen]
            # The one that was selected stays so, if it stays.
            selected = min(selected - (chosen < selected), len(racers) - 1)
        elif what == "select":
            selected = chosen
    LANDSCAPE.restore(replace(shared, settings=replace(shared.settings, racers=tuple(racers)), selected=selected))
