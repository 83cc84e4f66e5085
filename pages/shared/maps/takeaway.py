"""What can be taken away from the Maps page besides its link: a script, the table, and the pictures."""

from typing import Any

import streamlit as st

from core.atlas.export import as_notebook, script
from core.atlas.links import SWEEP, SharedMap
from core.atlas.sentences import shown
from core.atlas.shown import explained, legend_of
from core.atlas.tables import table
from core.pictures.looks import RAMP
from core.problems import Problem
from pages.shared.drawing import dark_theme
from pages.shared.takeaway import Picture, downloads, file_name, pictures, tables


def code(shared: SharedMap) -> None:
    """The map as a script for NumPy alone."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="map.code") as popover:
        if popover.open:
            text = script(shared)
            st.markdown(
                "Run as a script, this computes every cell of the map again, and prints which share has a finite loss "
                "and which is at each minimum."
            )
            st.code(text, language="python", height=340)
            downloads(text, as_notebook(shared), _name(shared))


def data(shared: SharedMap) -> None:
    """A row for each cell."""
    tables("map", {"cells": lambda: table(shared)}, _name(shared))


def images(shared: SharedMap) -> None:
    """The map, and what is drawn beside it."""
    pictures("map", lambda: _drawn(shared), _heading(shared.settings.problem), _name(shared))


def _heading(problem: Problem) -> str:
    return f"{problem.title}: {problem.loss}"


def _drawn(shared: SharedMap) -> list[Picture]:
    title = "The runs along the axis" if shared.kind == SWEEP else "The map"
    whole = Picture(title=title, place="map", word="cells", about=shown(shared), legend=_legend(shared))
    run = Picture(title="The loss of a run", place="map_run", word="run", about=shown(shared))
    losses = Picture(title="The last loss", place="map_sweep", word="losses", about=shown(shared))
    return [whole, losses, run] if shared.kind == SWEEP else [whole, run]


def _legend(shared: SharedMap) -> tuple[dict[str, Any], ...]:
    """What the colours mean, and the shades: of numbers a ramp, of kinds in words."""
    entries, (pale, deep) = legend_of(shared, dark_theme())
    named = [
        {"title": entry.title, "color": entry.color, "ramp": []}
        if entry.color
        else {"title": f"{entry.title}: from {pale} to {deep}", "color": "", "ramp": list(RAMP)}
        for entry in explained(entries)
    ]
    shades = (
        [{"title": f"faint: {pale}, full: {deep}", "color": "", "ramp": []}] if all(e.color for e in entries) else []
    )
    return tuple({**each, "dash": "", "width": 12, "opacity": 1} for each in [*named, *shades])


def _name(shared: SharedMap) -> str:
    sides = (shared.across.name, shared.up.name) if shared.kind != SWEEP else (shared.across.name,)
    return file_name("map", shared.settings.problem.name, shared.settings.optimizer, *sides)
