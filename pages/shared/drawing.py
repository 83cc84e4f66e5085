"""How a specification and its tables become a picture on a page."""

import streamlit as st


def dark_theme() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def chart(spec: dict, datasets: dict, *, alt: str) -> None:
    """Draw `spec` over `datasets`, tables by name; `alt` is what a screen reader says."""
    # The table goes beside the specification, by name: Streamlit sends it as Arrow and Vega updates in place.
    st.vega_lite_chart({**spec, "datasets": datasets}, alt=alt, width="stretch")
