"""How a specification and its tables become a picture on a page."""

from collections.abc import Callable, Hashable
from html import escape
from typing import Any

import streamlit as st

from core.pictures.extents import Extent, extent_in
from core.pictures.hall import enlarged
from pages.shared.presenting import presenting


def dark_theme() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def chart(spec: dict, datasets: dict, *, alt: str, key: str, heading: str = "") -> None:
    """Draw `spec` over `datasets`, tables by name; `alt` is what a screen reader says, `key` names its place on the page.

    A screen reader jumps to it by its title, which is drawn, or by a `heading` that nobody sees. While the page is presented
    it is as high as the window has room for.
    """
    large = presenting()
    shown = {**(enlarged(spec) if large else spec), "datasets": datasets}
    named = spec["title"]["text"] if "title" in spec else heading
    # The table goes beside the specification, by name: Streamlit sends it as Arrow and Vega updates in place.
    with st.container(key=key):
        if named:
            st.html(f'<h2 class="unseen">{escape(named)}</h2>')
        st.vega_lite_chart(shown, alt=alt, width="stretch", height="stretch" if large else "content")


def sometimes(draw: Callable[[], object] | None) -> None:
    """What a fragment draws in some of its runs alone, in a place that it keeps in all; None where there is nothing to draw.

    Where another fragment runs right after, Streamlit may leave standing what the last run of this one drew no more.
    """
    place = st.empty()
    if draw:
        with place.container():
            draw()


def steadily(name: str, of: Hashable, tables: Callable[[Extent | None], dict[str, Any]]) -> dict[str, Any]:
    """The tables of a picture whose log axis stays while a slider moves; a picture `of` something else begins anew."""
    before, extent = st.session_state.get(f"{name}.axis", (None, None))
    made = tables(extent if before == of else None)
    st.session_state[f"{name}.axis"] = (of, extent_in(made))
    return made
