"""What a browser sends is checked here before anybody looks into it, and handed on if it fits."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from pages.server.log import refused
from pages.shared.forms import Form, UnfitError, record, whole


class Expected(NamedTuple):
    """What a component may send: its form, and who takes what fits."""

    form: Form
    take: Callable[[Any], object] = lambda _: None


# As far as browsers count.
TURN = whole(0, 2**53 - 1)
# The map counts its own turns, beside those of the live sliders (see landscape_player.js).
_TURN_OF_THE_MAP = re.compile(r"map \d{1,16}", re.ASCII)


def in_turn(**forms: Form) -> Form:
    """A message as our controls send it: these entries, and the turn by which it is answered."""
    return record(turn=TURN, **forms)


def any_turn(sent: object) -> int | str:
    """The turn of a control on the page: of the live sliders a number, of the map "map" and a number."""
    return sent if isinstance(sent, str) and _TURN_OF_THE_MAP.fullmatch(sent) else TURN(sent)


def receive(key: str, name: str, expected: Expected) -> None:
    """Hand on what the component at `key` has sent under `name`, if it fits; else it changes nothing, and the log says so."""
    try:
        fitting = expected.form(_sent(key, name))
    except UnfitError as unfit:
        refused(f"what a browser sent: {name} of {key}, expected {unfit}")
    else:
        expected.take(fitting)


def heard(key: str, name: str = "sent") -> dict[str, Any]:
    """What tells the component at `key` that it was heard: the turn of what it sent last, and the visit that knows of it."""
    sent = _sent(key, name)
    return _answer(TURN, sent.get("turn") if isinstance(sent, Mapping) else None)


def followed(key: str) -> dict[str, Any]:
    """The same for a component that sends the turns of others, under "turn" and alone."""
    return _answer(any_turn, _sent(key, "turn"))


def _answer(form: Form, turn: object) -> dict[str, Any]:
    try:
        known = form(turn)
    except UnfitError:
        known = 0
    return {"turn": known, "visit": st.session_state.get("visit", "")}


def _sent(key: str, name: str) -> object:
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None
