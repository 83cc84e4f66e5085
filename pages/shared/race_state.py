"""What one visitor has chosen on the Compare page, in `st.session_state`, each entry under `race.` and its name."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.problems import PROBLEMS
from core.race import MOST_RACERS, SharedRace, fair, first_race, from_query, to_query
from core.rules import RULES

LAST = "race.last"
REPAIRS = "race.repairs"
# The race whose learning rates were found by trials, so that what was tried is shown while it is still the same race.
TRIED = "race.tried"


def begin() -> None:
    """Give every control a value: from this visit's last choice, else from the address."""
    if "race.problem" in st.session_state:
        return
    if LAST in st.session_state:
        restore(st.session_state[LAST])
    else:
        open_link(dict(st.query_params))


def open_link(query: dict[str, str]) -> None:
    """Take the race of a link, and remember what had to be repaired."""
    shared, repairs = from_query(query)
    st.session_state[REPAIRS] = repairs
    restore(shared)


def open_query(query: str) -> None:
    """The same for the text after a link's question mark."""
    open_link({key: value for key, value in parse_qsl(query) if not key.startswith("embed")})


def rate_key(optimizer: str) -> str:
    """Where a racer's learning rate is kept."""
    return f"race.rate_{optimizer}"


def restore(shared: SharedRace) -> None:
    """Set every control."""
    settings = shared.settings
    st.session_state.update({rate_key(optimizer): rate for optimizer, rate in settings.racers})
    st.session_state.update(
        {
            "race.problem": settings.problem.name,
            "race.racers": [optimizer for optimizer, _ in settings.racers],
            "race.start": settings.start[0],
            "race.steps": settings.steps,
            "race.dtype": settings.dtype,
            "race.method": settings.method,
            "race.scale": shared.scale,
        }
    )


def current() -> SharedRace:
    """What all controls say now. Without a racer the plainest one runs."""
    state = st.session_state
    first = first_race(PROBLEMS[state["race.problem"]])
    chosen = [name for name in state["race.racers"] if name in RULES][:MOST_RACERS] or [first.racers[0][0]]
    settings = replace(
        first,
        racers=tuple((name, state.setdefault(rate_key(name), first.racers[0][1])) for name in chosen),
        start=(state["race.start"],),
        steps=state["race.steps"],
        dtype=state["race.dtype"],
        method=state["race.method"],
    )
    state[LAST] = shared = SharedRace(settings=settings, scale=state["race.scale"])
    return shared


def another_problem() -> None:
    """Put start, steps and every learning rate to where a visit to the chosen problem begins; the racers stay."""
    before = current()
    first = first_race(PROBLEMS[st.session_state["race.problem"]])
    racers = tuple((optimizer, first.racers[0][1]) for optimizer, _ in before.settings.racers)
    settings = replace(first, racers=racers, dtype=before.settings.dtype, method=before.settings.method)
    st.session_state[REPAIRS] = ()
    restore(replace(before, settings=settings))


def race_fairly() -> None:
    """Give every racer the best learning rate of its trials."""
    shared = current()
    settings = fair(shared.settings)
    st.session_state[TRIED] = settings
    restore(replace(shared, settings=settings))


def tried() -> bool:
    """Whether the race on screen is the one whose learning rates were found by trials."""
    return st.session_state.get(TRIED) == current().settings


def query(shared: SharedRace) -> str:
    """The text after the question mark of a link to `shared`."""
    return urlencode(to_query(shared))


def show_repairs() -> None:
    """Say in one line what had to be changed in a link, until something else is chosen."""
    if st.session_state.get(REPAIRS):
        st.warning(f"The link was not quite right: {'; '.join(st.session_state[REPAIRS])}.", icon=":material/build:")
