"""What the controls of the Compare page say, each entry under `race.` and its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.problems import PROBLEMS
from core.race.contest import CHOICES, MOST_RACERS, SharedRace, fair, first_race, from_query, of_trials, to_query
from core.rules import RULES
from pages.shared.screen import Screen

# The race whose learning rates were found by trials: what was tried is shown until something changes that it depends on.
TRIED = "race.tried"


def rate_key(optimizer: str) -> str:
    """Where a racer's learning rate is kept."""
    return f"race.rate_{optimizer}"


def _entries(shared: SharedRace) -> dict[str, Any]:
    settings = shared.settings
    return {
        **{rate_key(optimizer): rate for optimizer, rate in settings.racers},
        "race.problem": settings.problem.name,
        "race.racers": [optimizer for optimizer, _ in settings.racers],
        "race.start": settings.start[0],
        "race.steps": settings.steps,
        **CHOICES.entries(shared, "race."),
    }


def _gathered(state: Mapping[str, Any]) -> SharedRace:
    """Without a racer the plainest one runs; who joins begins with the problem's learning rate."""
    first = first_race(PROBLEMS[state["race.problem"]])
    chosen = [name for name in state["race.racers"] if name in RULES][:MOST_RACERS] or [first.racers[0][0]]
    settings = replace(
        first,
        racers=tuple((name, st.session_state.setdefault(rate_key(name), first.racers[0][1])) for name in chosen),
        start=(state["race.start"],),
        steps=state["race.steps"],
    )
    return CHOICES.gathered(state, SharedRace(settings=settings), "race.")


RACE = Screen(name="race", read=from_query, write=to_query, entries=_entries, gathered=_gathered)


def another_problem() -> None:
    """Put start, steps and every learning rate to where a visit to the chosen problem begins; the racers stay."""
    before = RACE.current()
    first = first_race(PROBLEMS[st.session_state["race.problem"]])
    racers = tuple((optimizer, first.racers[0][1]) for optimizer, _ in before.settings.racers)
    RACE.restore(CHOICES.kept(before, replace(before, settings=replace(first, racers=racers))))


def race_fairly() -> None:
    """Give every racer the best learning rate of its trials."""
    shared = RACE.current()
    settings = fair(shared.settings)
    st.session_state[TRIED] = of_trials(settings)
    RACE.restore(replace(shared, settings=settings))


def tried() -> bool:
    """Whether the trials that were made are those of the race on screen."""
    return st.session_state.get(TRIED) == of_trials(RACE.current().settings)
