"""What the Maps page shows: the map, and beside it the run of the cell that is meant."""

from typing import Any

import streamlit as st

from core.atlas.links import SWEEP, SharedMap
from core.atlas.pictures import sweep_chart, sweep_tables
from core.atlas.sentences import shown
from core.atlas.shown import count, data_of, identity, sweeps, titles
from core.atlas.told import so_far, told
from core.maps.grid import MOST_CELLS
from pages.shared.drawing import chart, dark_theme
from pages.shared.forms import LARGEST, any_text, changes, maybe, number, row, whole
from pages.shared.frontend_files import FRONTEND, component
from pages.shared.maps.opened import ask, open_if_asked
from pages.shared.maps.state import ASKED
from pages.shared.maps.windows import at_home, look
from pages.shared.messages import Expected, heard, in_turn
from pages.shared.written import unbroken

_map = component("map")

MOST_PIECES = 100_000
HINTS = (
    "Point at a cell for its run, press to open it, drag a box to look closer.",
    "Tap a cell to see its run; two fingers look closer.",
)
A_CELL = row(whole(0, MOST_CELLS - 1), whole(0, MOST_CELLS - 1))
_FORM = in_turn(
    values=changes(
        {
            "piece": row(any_text, whole(0, MOST_PIECES)),
            "window": maybe(row(*(number(-LARGEST, LARGEST),) * 4)),
            "open": A_CELL,
        }
    )
)


def style() -> None:
    """The style of this page."""
    st.html(FRONTEND / "maps.css")


def room(rows: int) -> None:
    """Leave a map so many rows of sliders less of the window."""
    st.html(f"<style>html {{ --map-rows: {rows} }}</style>")


def map_of_runs(shared: SharedMap) -> None:
    """The map itself; what the hand asks of it is taken before the next one is drawn."""
    open_if_asked(shared)
    dark = dark_theme()
    asked_id, asked = st.session_state.get(ASKED, ("", 0))
    index = asked if asked_id == identity(shared, dark) and asked < count(shared) else 0
    data = {
        **data_of(shared, dark, index),
        "hint": list(HINTS),
        "whole": at_home(shared),
        **heard("map"),
    }
    _map(key="map", data=data, sent=Expected(_FORM, _take))


def _take(sent: dict[str, Any]) -> None:
    values = sent["values"]
    if "piece" in values:
        st.session_state[ASKED] = values["piece"]
    if "window" in values:
        low = values["window"]
        if low is None or (low[0] < low[1] and low[2] < low[3]):
            look(low)
    if "open" in values:
        ask(values["open"])


def sweep(shared: SharedMap) -> None:
    """The last loss of every optimizer along the axis, over the strip of what the runs came to."""
    if shared.kind != SWEEP:
        return
    ends = {settings.optimizer: found for settings, found in reversed(sweeps(shared))}
    names = dict(zip(ends, titles(shared), strict=True))
    chart(
        sweep_chart(shared.settings.problem, tuple(names.values()), dark_theme()),
        sweep_tables(shared.settings.problem, shared.across, ends, names),
        alt=f"Line chart of the last loss: {shown(shared)}",
        key="map_sweep",
    )


def told_of(shared: SharedMap) -> None:
    """What the map shows and what was computed, each in a sentence."""
    sentences = "".join(f'<p class="told">{unbroken(sentence)}</p>' for sentence in (shown(shared), *told(shared)))
    # What is computed meanwhile belongs to the moment, and to no link.
    st.html(f'{sentences}<p class="told" data-passing="true">{unbroken(so_far(shared))}</p>')
