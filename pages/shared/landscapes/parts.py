"""The parts of the Landscapes page that Streamlit does not have: the row of racers, the player, the table of a step."""

import math
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from core.landscapes.charts import Rectangle
from pages.shared.frontend_files import PLAYER, component
from pages.shared.landscapes.state import SEEN, STEP, VIEW, WHOLE
from pages.shared.wire import heard

_racers = component("landscape_racers")
_player = component("landscape_player", PLAYER)
_steps = component("landscape_steps")


def racers(
    described: list[dict[str, Any]], *, key: str, most: int, on_choice: Callable[[dict[str, Any]], None]
) -> None:
    """The racers side by side, which is the legend too: one is selected, others can be, or be added and removed.

    Each is described by title, color, dash, width, opacity and selected. `on_choice` gets {"what": "select" | "add" |
    "remove", "racer": its place}.
    """

    def take() -> None:
        sent = st.session_state[key].get("sent")
        if isinstance(sent, dict):
            on_choice(sent)

    _racers(key=key, data={"racers": described, "most": most}, on_sent_change=take)


def player(frames: pa.Table, *, key: str, domain: Rectangle, start: tuple[float, float], **data: Any) -> None:
    """What moves over the map and the losses: step, trails, arrows and the start; see landscape_player.js for `data`.

    Where the start is put and what of the map is seen comes back as `landscape.start_x`, `.start_y`, `.view` and `.seen`.
    """

    def take() -> None:
        values = st.session_state[key]["sent"].get("values", {})
        put = _numbers(values.get("start"), 2)
        if put and domain[0] <= put[0] <= domain[1] and domain[2] <= put[1] <= domain[3]:
            st.session_state.update({"landscape.start_x": put[0], "landscape.start_y": put[1]})
        for name, entry in (("view", VIEW), ("seen", SEEN)):
            if name in values:
                st.session_state[entry] = _rectangle(values[name]) or WHOLE

    wanted = st.session_state[VIEW] or None
    looked = {"view": wanted, "seen": st.session_state[SEEN] or wanted or domain}
    told = {**data, **looked, "frames": _filled(frames), "domain": domain, "start": start, **heard(key)}
    _player(key=key, data=told, on_sent_change=take)


def steps(described: list[dict[str, Any]], *, key: str, digits: int) -> None:
    """The numbers of the step that the player shows, a row a racer; the step comes back as `landscape.step`."""

    def take() -> None:
        step = st.session_state[key]["sent"].get("values", {}).get("step")
        if isinstance(step, int) and step >= 0:
            st.session_state[STEP] = step

    _steps(key=key, data={"racers": described, "digits": digits, **heard(key)}, on_sent_change=take)


def _filled(frames: pa.Table) -> pa.Table:
    """The same with NaN for null, so that the browser reads a column as one array and not cell by cell."""
    return pa.table({name: pc.fill_null(frames[name], math.nan) for name in frames.column_names})


def _numbers(values: object, count: int) -> tuple[float, ...] | None:
    """What a browser sent, which is input like any other, as so many finite numbers."""
    if not isinstance(values, list) or len(values) != count:
        return None
    usable = all(isinstance(value, int | float) and math.isfinite(value) for value in values)
    return tuple(float(value) for value in values) if usable else None


def _rectangle(values: object) -> Rectangle | None:
    sides = _numbers(values, 4)
    if sides is None:
        return None
    west, east, south, north = sides
    return (west, east, south, north) if west < east and south < north else None
