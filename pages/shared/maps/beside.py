"""What stands beside the map: the run of the cell that is meant, and the way to its own page."""

from html import escape
from typing import Any

import streamlit as st

from core.atlas.cells import cell_settings, ended, numbers, runs
from core.atlas.links import SharedMap
from core.atlas.pictures import run_chart, run_tables
from core.atlas.sentences import said_of_axis
from core.atlas.shown import shape_of
from core.atlas.theory import own_place
from core.glossary import OUTCOMES, WORDS
from core.maps.axes import value_of
from core.theory.outcome import said
from pages.shared.drawing import chart, dark_theme
from pages.shared.forms import changes
from pages.shared.frontend_files import component
from pages.shared.maps.opened import ask, open_if_asked, page_of
from pages.shared.maps.state import CELL, MAPS
from pages.shared.maps.views import A_CELL
from pages.shared.messages import Expected, heard, in_turn
from pages.shared.presenting import presenting
from pages.shared.written import explained, unbroken

_pointer = component("map_pointer")


def under_the_pointer(shared: SharedMap) -> None:
    """The run of the cell that is meant: what it came to, its numbers, its loss curve, and the way to its own page."""
    open_if_asked(shared)

    def take(sent: dict[str, Any]) -> None:
        if "cell" in sent["values"]:
            st.session_state[CELL] = (sent["values"]["cell"], shape_of(MAPS.current()))

    _pointer(
        key="map.pointer", data=heard("map.pointer"), sent=Expected(in_turn(values=changes({"cell": A_CELL})), take)
    )
    # A cell is one of a picture with as many cells: of another it would be another place.
    cell, shape = st.session_state.get(CELL) or (None, None)
    settings = cell_settings(shared, *cell) if cell and shape == shape_of(shared) else None
    own = settings is not None
    if settings is None:
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
    if own:
        st.button(
            f"Open in {page_of(settings)}",
            on_click=ask,
            args=(cell,),
            key="map.open",
            icon=":material/open_in_new:",
            width="stretch",
        )
