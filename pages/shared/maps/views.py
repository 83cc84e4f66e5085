"""What the Maps page shows: the map, and beside it the run of the cell that is meant."""

from html import escape
from typing import Any

import streamlit as st

from core.atlas.cells import cell_settings, ended, numbers, runs
from core.atlas.links import SWEEP, SharedMap
from core.atlas.pictures import run_chart, run_tables, sweep_chart, sweep_tables
from core.atlas.sentences import said_of_axis, shown
from core.atlas.shown import count, data_of, identity, sweeps, titles
from core.atlas.theory import own_place
from core.atlas.told import so_far, told
from core.glossary import OUTCOMES, WORDS
from core.maps.axes import value_of
from core.maps.grid import MOST_CELLS
from core.theory.outcome import said
from pages.shared.drawing import chart, dark_theme
from pages.shared.forms import LARGEST, any_text, changes, maybe, number, row, whole
from pages.shared.frontend_files import FRONTEND, component
from pages.shared.maps.choices import look
from pages.shared.maps.opened import ask, open_if_asked, page_of
from pages.shared.maps.state import ASKED, CELL, HOME
from pages.shared.messages import Expected, heard, in_turn
from pages.shared.presenting import presenting
from pages.shared.written import explained, unbroken

_map = component("map")
_pointer = component("map_pointer")

MOST_PIECES = 100_000
HINTS = (
    "Point at a cell to see its run, press to open it. A drag looks closer, and so do Ctrl and the wheel.",
    "Tap a cell to see its run; two fingers look closer.",
)
_CELL = row(whole(0, MOST_CELLS - 1), whole(0, MOST_CELLS - 1))
_FORM = in_turn(
    values=changes(
        {
            "piece": row(any_text, whole(0, MOST_PIECES)),
            "window": maybe(row(*(number(-LARGEST, LARGEST),) * 4)),
            "open": _CELL,
        }
    )
)


def style() -> None:
    """The style of this page."""
    st.html(FRONTEND / "maps.css")


def map_of_runs(shared: SharedMap) -> None:
    """The map itself; what the hand asks of it is taken before the next one is drawn."""
    open_if_asked(shared)
    dark = dark_theme()
    asked_id, asked = st.session_state.get(ASKED, ("", 0))
    index = asked if asked_id == identity(shared, dark) and asked < count(shared) else 0
    data = {
        **data_of(shared, dark, index),
        "hint": list(HINTS),
        "whole": HOME not in st.session_state,
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


def under_the_pointer(shared: SharedMap) -> None:
    """The run of the cell that is meant: what it came to, its numbers, its loss curve, and the way to its own page."""

    def take(sent: dict[str, Any]) -> None:
        st.session_state[CELL] = sent["values"]["cell"]

    _pointer(
        key="map.pointer", data=heard("map.pointer"), sent=Expected(in_turn(values=changes({"cell": _CELL})), take)
    )
    cell = st.session_state.get(CELL)
    settings = cell_settings(shared, *cell) if cell else None
    if settings is None or not cell:
        settings, title = shared.settings, "The run in the ring"
        if own_place(shared) is None:
            title = (
                f"The run at {said_of_axis(settings, shared.across.name)} {value_of(settings, shared.across.name):.4g}"
            )
    else:
        title = "The run of this cell"
    came = ended(shared, settings)
    rows = "".join(
        f"<div><dt>{explained(escape(name), WORDS)}</dt><dd>{escape(text)}</dd></div>"
        for name, text in numbers(shared, settings)
    )
    if presenting():
        rows = ""
    word = explained(escape(came.word), {said(name, settings.problem): text for name, text in OUTCOMES.items()})
    st.html(
        f'<h2 class="cell-title">{title}</h2><p class="cell-outcome"><b>{word}</b>: {unbroken(came.reason)}</p>'
        f'<dl class="cell-numbers">{rows}</dl>'
    )
    if presenting():
        return
    chart(
        run_chart(settings.problem, dark_theme()),
        run_tables(settings.problem, runs(settings)),
        alt="Line chart of the loss per step of the cell's run: tape and manual.",
        key="map_run",
    )
    if cell:
        st.button(
            f"Open in {page_of(settings)}",
            on_click=ask,
            args=(cell,),
            key="map.open",
            icon=":material/open_in_new:",
            width="stretch",
        )
