"""The controls of one optimizer: which one, its hyper-parameters, clipping, weight decay; each under a prefix and its name.

Descent has one optimizer, under no prefix, with a schedule; Landscapes has one for each racer, without.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.glossary import HYPERPARAMETERS as SAID
from core.glossary import WORDS
from core.hyperparameters import (
    CLIPPINGS,
    HYPERPARAMETERS,
    WEIGHT_DECAY,
    Hyperparameter,
    first_values,
    has_own_decay,
    known,
    schedules_of,
)
from core.rules import RULES
from core.settings import DescentSettings
from pages.shared.at_hand import Choice
from pages.shared.components import Slider
from pages.shared.rails import hyperparameter_slider

NO_CLIPPING = "none"

Values = dict[str, float | bool]


def entries(prefix: str, optimizer: str, values: Values) -> dict[str, Any]:
    """What the controls say of an optimizer with these values, by their keys."""
    said = {
        **values,
        "optimizer": optimizer,
        "clipping": next((name for name in CLIPPINGS if name in values), NO_CLIPPING),
        "decays": WEIGHT_DECAY.name in values and not has_own_decay(optimizer),
    }
    return {f"{prefix}{name}": value for name, value in said.items()}


def gathered(prefix: str, state: Mapping[str, Any], first: Values) -> Values:
    """The values that the optimizer has from the `first`, and those that are switched on, as their controls say."""
    values = dict(first)
    if state[f"{prefix}decays"] and not has_own_decay(state[f"{prefix}optimizer"]):
        values[WEIGHT_DECAY.name] = WEIGHT_DECAY.first
    clipping = state[f"{prefix}clipping"]
    if clipping in CLIPPINGS:
        values[clipping] = CLIPPINGS[clipping].first
    # What was just switched on has no entry yet.
    return {name: st.session_state.setdefault(f"{prefix}{name}", value) for name, value in values.items()}


def begin_with(prefix: str, optimizer: str, **others: Any) -> None:
    """Put an optimizer's own hyper-parameters to where they begin, and `others` to what they are given as."""
    values = dict(first_values(HYPERPARAMETERS[optimizer])) | others
    st.session_state.update({f"{prefix}{name}": value for name, value in values.items()})


def optimizer_choice(prefix: str, on_change: Callable[[], None]) -> Choice:
    """Which optimizer it is."""
    titles = {name: rule.title for name, rule in RULES.items()}
    return Choice(name=f"{prefix}optimizer", label="Optimizer", titles=titles, on_change=on_change)


def choices(
    prefix: str = "",
    *,
    on_change: Callable[[], None],
    below: Callable[[str], object],
    on_schedule: Callable[[], None] | None = None,
) -> None:
    """All that is chosen once of an optimizer.

    `on_change` runs when another was chosen, `on_schedule` when another schedule was: without it there is none to choose.
    `below` draws what stands under the optimizer, given its name.
    """
    optimizer = optimizer_choice(prefix, on_change).box(help=WORDS["rule"])
    below(optimizer)
    _switches(prefix, known(optimizer))
    title = "Schedule, decay, clipping" if on_schedule else "Decay, clipping"
    with st.expander(title, expanded=_anything_switched_on(prefix)):
        if on_schedule:
            _schedule(prefix, optimizer, on_schedule)
        st.selectbox("Gradient clipping", (NO_CLIPPING, *CLIPPINGS), key=f"{prefix}clipping", help=WORDS["clipping"])
        if not has_own_decay(optimizer):
            st.checkbox("Weight decay", key=f"{prefix}decays", help=SAID["weight_decay"])


def _schedule(prefix: str, optimizer: str, on_change: Callable[[], None]) -> None:
    st.selectbox(
        "Learning-rate schedule",
        schedules_of(optimizer),
        key=f"{prefix}schedule",
        format_func=lambda name: name.replace("_", " "),
        on_change=on_change,
        help=WORDS["schedule"],
    )
    own, every = known(optimizer), known(optimizer, st.session_state[f"{prefix}schedule"])
    _switches(prefix, {name: of for name, of in every.items() if name not in own})


def _switches(prefix: str, every: Mapping[str, Hyperparameter]) -> None:
    for name, of in every.items():
        if isinstance(of.first, bool):
            st.checkbox(name, key=f"{prefix}{name}", help=SAID[name])


def _anything_switched_on(prefix: str) -> bool:
    schedule, clipping, decays = (
        st.session_state.get(f"{prefix}{name}") for name in ("schedule", "clipping", "decays")
    )
    return schedule not in (None, "constant") or clipping != NO_CLIPPING or bool(decays)


def sliders(prefix: str, settings: DescentSettings) -> list[Slider]:
    """A live slider for each hyper-parameter that is a number."""
    every = known(settings.optimizer, settings.schedule)
    return [
        hyperparameter_slider(f"{prefix}{name}", every[name], settings.optimizer, settings.schedule)
        for name, value in settings.hyperparameters
        if not isinstance(value, bool)
    ]
