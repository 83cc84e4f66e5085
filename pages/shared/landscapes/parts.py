"""The parts of the Landscapes page that Streamlit does not have: the row of racers, the player, the table of a step."""

import math
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from core.glossary import WORDS as GLOSSARY
from core.landscapes.charts import Rectangle
from core.landscapes.expedition import MOST_RACERS, STEPS
from core.landscapes.links import can_be_seen
from pages.shared.forms import LARGEST, Form, UnfitError, changes, maybe, number, one_of, record, row, whole
from pages.shared.frontend_files import component
from pages.shared.landscapes.state import LAST, SEEN, STEP, VIEW, WHOLE
from pages.shared.messages import Expected, heard, in_turn

_racers = component("landscape_racers")
_player = component("landscape_player")
_steps = component("landscape_steps")


def racers(described: list[dict[str, Any]], *, key: str, on_choice: Callable[[str, int | None], None]) -> None:
    """The racers side by side, which is the legend too: one is selected, others can be, or be added and removed.

    Each is described by title, color, dash, width, opacity and selected. `on_choice` gets "select", "add" or "remove", and
    the racer's place, from 0, or None for one who is added.
    """
    form = in_turn(what=one_of("select", "add", "remove"), racer=maybe(whole(0, MOST_RACERS - 1)))
    chosen = Expected(form, lambda sent: on_choice(sent["what"], sent["racer"]))
    _racers(key=key, data={"racers": described, "most": MOST_RACERS}, sent=chosen)


def player(frames: pa.Table, *, key: str, domain: Rectangle, start: tuple[float, float], **data: Any) -> None:
    """What moves over the map and the losses: step, trails, arrows and the start; see landscape_player.js for `data`.

    Where the start is put and what of the map is seen comes back as `landscape.start_x`, `.start_y`, `.view` and `.seen`.
    """

    def take(sent: dict[str, Any]) -> None:
        values = sent["values"]
        if "start" in values:
            st.session_state.update(zip(("landscape.start_x", "landscape.start_y"), values["start"], strict=True))
        if "view" in values:
            st.session_state[VIEW] = values["view"] or WHOLE
        if "seen" in values:
            st.session_state[SEEN] = values["seen"]

    start_on_the_map = row(number(*domain[:2]), number(*domain[2:]))
    view, seen = maybe(_part(domain, domain)), _part(domain, (-LARGEST, LARGEST, -LARGEST, LARGEST))
    form = in_turn(values=changes({"start": start_on_the_map, "view": view, "seen": seen}))
    wanted = st.session_state[VIEW] or None
    looked = {"view": wanted, "seen": st.session_state[SEEN] or wanted or domain}
    told = {**data, **looked, "frames": _filled(frames), "domain": domain, "start": start, **heard(key)}
    _player(key=key, data=told, sent=Expected(form, take))


def steps(described: list[dict[str, Any]], *, key: str, digits: int, opened: str) -> None:
    """The numbers of the step that the player shows, a row a racer; the step comes back as `landscape.step`.

    `opened` is an id of the opening that led to it.
    """

    def take(sent: dict[str, Any]) -> None:
        chosen = sent["values"]["step"]
        st.session_state[STEP] = LAST if chosen is None else chosen

    form = in_turn(values=record(step=maybe(whole(0, STEPS[1]))))
    known = st.session_state[STEP]
    told = {"step": None if known == LAST else known, "opened": opened}
    data = {"racers": described, "memory_said": GLOSSARY["memory"], "digits": digits, **told, **heard(key)}
    _steps(key=key, data=data, sent=Expected(form, take))


def _filled(frames: pa.Table) -> pa.Table:
    """The same with NaN for null, so that the browser reads a column as one array and not cell by cell."""
    return pa.table({name: pc.fill_null(frames[name], math.nan) for name in frames.column_names})


def _part(domain: Rectangle, limits: Rectangle) -> Form:
    """A part of the map at `domain`, with its edges within `limits`, of which enough lies on the map to be drawn."""
    sides = row(*(number(*side) for side in (limits[:2], limits[2:]) for _ in side))

    def checked(sent: object) -> Rectangle:
        x0, x1, y0, y1 = sides(sent)
        x_from, x_to, y_from, y_to = domain
        if not can_be_seen((max(x0, x_from), min(x1, x_to), max(y0, y_from), min(y1, y_to)), domain):
            raise UnfitError("a part of the map")
        return x0, x1, y0, y1

    return checked
