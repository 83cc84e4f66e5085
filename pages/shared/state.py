"""What one visitor has chosen, in `st.session_state`, under the names of the settings.

The live sliders' values are plain entries; the rest belongs to sidebar widgets, whose entries Streamlit drops when another
page is shown, so the last choice is kept beside them.
"""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.hyperparameters import CLIPPINGS, WEIGHT_DECAY, has_own_decay, schedules_of
from core.links import Shared, from_query, to_query
from core.problems import PROBLEMS
from core.rules import conventions_of
from core.settings import DescentSettings, first_settings, with_optimizer

LAST = "descent.last"
REPAIRS = "descent.repairs"
NO_CLIPPING = "none"


def begin() -> None:
    """Give every control a value: from this visit's last choice, else from the address."""
    if "problem" in st.session_state:
        return
    if LAST in st.session_state:
        restore(st.session_state[LAST])
    else:
        open_link(dict(st.query_params))


def open_link(query: dict[str, str]) -> None:
    """Take the settings of a link, and remember what had to be repaired."""
    shared, repairs = from_query(query)
    st.session_state[REPAIRS] = repairs
    restore(shared)


def open_query(query: str) -> None:
    """The same for the text after a link's question mark."""
    open_link({key: value for key, value in parse_qsl(query) if not key.startswith("embed")})


def restore(shared: Shared) -> None:
    """Set every control."""
    settings = shared.settings
    values = dict(settings.hyperparameters)
    st.session_state.update(
        values,
        problem=settings.problem.name,
        optimizer=settings.optimizer,
        convention=settings.convention,
        schedule=settings.schedule,
        clipping=next((name for name in CLIPPINGS if name in values), NO_CLIPPING),
        decays="weight_decay" in values and not has_own_decay(settings.optimizer),
        dtype=settings.dtype,
        scale=shared.scale,
        learning_rate=settings.learning_rate,
        start=settings.start[0],
        steps=settings.steps,
    )


def current() -> Shared:
    """What all controls say now."""
    state = st.session_state
    schedule = state["schedule"] if state["schedule"] in schedules_of(state["optimizer"]) else "constant"
    settings = replace(
        with_optimizer(first_settings(PROBLEMS[state["problem"]]), state["optimizer"], schedule),
        learning_rate=state["learning_rate"],
        start=(state["start"],),
        steps=state["steps"],
        dtype=state["dtype"],
    )
    settings = replace(settings, hyperparameters=_hyperparameters(settings))
    # Streamlit forgets a widget that is not on the page: not every optimizer has these two.
    convention = state.get("convention")
    convention = convention if convention in conventions_of(settings) else "keras"
    state[LAST] = shared = Shared(settings=replace(settings, convention=convention), scale=state["scale"])
    return shared


def _hyperparameters(settings: DescentSettings) -> tuple[tuple[str, float | bool], ...]:
    """Those that the settings begin with and those that are switched on, as their controls say."""
    first = dict(settings.hyperparameters)
    if st.session_state.get("decays") and not has_own_decay(settings.optimizer):
        first[WEIGHT_DECAY.name] = WEIGHT_DECAY.first
    if st.session_state["clipping"] in CLIPPINGS:
        first[st.session_state["clipping"]] = CLIPPINGS[st.session_state["clipping"]].first
    return tuple((name, st.session_state.setdefault(name, value)) for name, value in first.items())


def start_over() -> None:
    """Put every slider back to where a visit to the chosen problem and optimizer begins; nothing is switched on."""
    st.session_state[REPAIRS] = ()
    before = current()
    first = with_optimizer(first_settings(PROBLEMS[st.session_state["problem"]]), before.settings.optimizer)
    restore(replace(before, settings=replace(first, dtype=before.settings.dtype)))


def another_problem() -> None:
    """Put learning rate, start and steps to where a visit to the chosen problem begins; the optimizer stays as it is."""
    st.session_state[REPAIRS] = ()
    first = first_settings(PROBLEMS[st.session_state["problem"]])
    st.session_state.update(learning_rate=first.learning_rate, start=first.start[0], steps=first.steps)


def another_optimizer() -> None:
    """Put the chosen optimizer's own hyper-parameters to where they begin; all else stays."""
    st.session_state[REPAIRS] = ()
    first = with_optimizer(current().settings, st.session_state["optimizer"])
    st.session_state.update(dict(first.hyperparameters), convention="keras")


def another_schedule() -> None:
    """Put the chosen schedule's hyper-parameters to where they begin."""
    first = with_optimizer(current().settings, "sgd", st.session_state["schedule"])
    st.session_state.update(first.hyperparameters)


def query(shared: Shared) -> str:
    """The text after the question mark of a link to `shared`."""
    return urlencode(to_query(shared))


def show_repairs() -> None:
    """Say in one line what had to be changed in a link, until something else is chosen."""
    if st.session_state.get(REPAIRS):
        st.warning(f"The link was not quite right: {'; '.join(st.session_state[REPAIRS])}.", icon=":material/build:")
