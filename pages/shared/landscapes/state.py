"""What the controls of the Landscapes page say, each entry under `landscape.` and its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.hyperparameters import HYPERPARAMETERS, first_values
from core.landscapes.expedition import ExpeditionSettings, Racer
from core.landscapes.links import CHOICES, SharedExpedition, from_query, to_query
from core.problems import LANDSCAPES, TYPED, Problem, typed_landscape
from pages.shared import optimizer_controls
from pages.shared.formula_box import forget_drafts, kept_as_draft
from pages.shared.screen import Screen

EDGES = ("x_from", "x_to", "y_from", "y_to")
# Which racer's controls are shown, which part of the map is wanted, and which is seen (more, where units are equal), which
# step is shown.
SELECTED, VIEW, SEEN, STEP = "landscape.selected", "landscape.view", "landscape.seen", "landscape.step"
# Whether the page was opened by no link: then it begins at the first step, and plays.
OPENING = "landscape.opening"
# None says nothing in a session: all of the map, and the last step.
WHOLE: tuple[()] = ()
LAST = -1
# The loss that is typed, and what is wrong with the edges that are.
LOSS, COMPLAINT = "landscape.loss", "landscape.complaint"


def racer_key(place: int, name: str = "") -> str:
    """Where a number or a choice of the racer at `place`, from 0, is kept; without a name, how all of them begin."""
    return f"landscape.{place}.{name}"


def own_values(racer: Racer) -> dict[str, float | bool]:
    """All hyper-parameters of a racer: those that it names, and those that are where its optimizer begins."""
    return dict(first_values(HYPERPARAMETERS[racer.optimizer])) | dict(racer.hyperparameters)


def _plain(racer: Racer) -> Racer:
    """The same racer, who names only what is not where its optimizer begins."""
    first = own_values(replace(racer, hyperparameters=()))
    named = tuple((name, value) for name, value in racer.hyperparameters if first.get(name) != value)
    return replace(racer, hyperparameters=named)


def _read(query: Mapping[str, str]) -> tuple[SharedExpedition, tuple[str, ...]]:
    shared, repairs = from_query(query)
    st.session_state.update({SEEN: None, COMPLAINT: None, OPENING: not query})
    forget_drafts(LOSS)
    problem, text = shared.settings.problem, query.get("loss", "")
    if problem.name == TYPED and text.strip() not in ("", problem.loss.strip()):
        kept_as_draft(LOSS, text, lambda text: typed_landscape(text, problem.domain))
    racers = tuple(map(_plain, shared.settings.racers))
    return replace(shared, settings=replace(shared.settings, racers=racers)), repairs


def _racer_entries(place: int, racer: Racer) -> dict[str, Any]:
    return {
        **optimizer_controls.entries(racer_key(place), racer.optimizer, own_values(racer)),
        racer_key(place, "method"): racer.method,
        racer_key(place, "learning_rate"): racer.learning_rate,
    }


def _entries(shared: SharedExpedition) -> dict[str, Any]:
    settings, problem = shared.settings, shared.settings.problem
    # Of the edges what is typed, and beside it what could be used last.
    edges = (edge for side in problem.domain for edge in side)
    entries: dict[str, Any] = {
        "problem": problem.name,
        "loss": problem.loss,
        **{f"{kind}{name}": edge for name, edge in zip(EDGES, edges, strict=True) for kind in ("", "good_")},
        "start_x": settings.start[0],
        "start_y": settings.start[1],
        "steps": settings.steps,
        **CHOICES.entries(shared),
        "count": len(settings.racers),
        "view": shared.view or WHOLE,
        "selected": shared.selected,
        "step": LAST if shared.step is None else shared.step,
    }
    named = {f"landscape.{name}": value for name, value in entries.items()}
    for place, racer in enumerate(settings.racers):
        named |= _racer_entries(place, racer)
    return named


def _racer(state: Mapping[str, Any], place: int) -> Racer:
    def chosen(name: str) -> Any:
        return state[racer_key(place, name)]

    racer = Racer(optimizer=chosen("optimizer"), method=chosen("method"), learning_rate=chosen("learning_rate"))
    values = optimizer_controls.gathered(racer_key(place), state, own_values(racer))
    return _plain(replace(racer, hyperparameters=tuple(values.items())))


def problem_of(state: Mapping[Any, Any]) -> Problem:
    """The landscape that is chosen; of typed formulas the last good one."""
    name = state["landscape.problem"]
    if name != TYPED:
        return LANDSCAPES[name]
    west, east, south, north = (float(state[f"landscape.good_{edge}"]) for edge in EDGES)
    return typed_landscape(state[LOSS].strip(), ((west, east), (south, north)))


def _gathered(state: Mapping[str, Any]) -> SharedExpedition:
    settings = ExpeditionSettings(
        problem=problem_of(state),
        racers=tuple(_racer(state, place) for place in range(state["landscape.count"])),
        start=(state["landscape.start_x"], state["landscape.start_y"]),
        steps=state["landscape.steps"],
    )
    shared = SharedExpedition(
        settings=settings,
        view=state[VIEW] or None,
        selected=min(state[SELECTED], len(settings.racers) - 1),
        step=state[STEP] if 0 <= state[STEP] < settings.steps else None,
    )
    return CHOICES.gathered(state, shared, "landscape.")


LANDSCAPE = Screen(name="landscape", read=_read, write=to_query, entries=_entries, gathered=_gathered)
