"""The controls that say what kind of picture a map is, what colours it, and what its sides lie along."""

from functools import partial

import streamlit as st

from core.atlas.links import DOUBLING, GRID, MOST_OTHERS, SWEEP, SharedMap, limits_of, of_two
from core.atlas.paints import PAINTS
from core.atlas.sentences import said_of_axis
from core.glossary import WORDS
from core.maps.axes import axes_of
from core.rules import RULES
from pages.shared.maps.choices import another_axis, another_edge, another_kind, show_all
from pages.shared.maps.state import PREFIX
from pages.shared.number_box import number_box

KINDS = {GRID: "Map", SWEEP: "Sweep", DOUBLING: "Last places"}


def picture(shared: SharedMap) -> None:
    """What kind of picture, its colour and its axes."""
    kinds = [kind for kind in KINDS if kind != DOUBLING or not of_two(shared.settings)]
    st.radio(
        "Picture",
        kinds,
        key="map.kind",
        format_func=KINDS.__getitem__,
        horizontal=True,
        help=WORDS["last places"],
        on_change=another_kind,
    )
    if shared.kind != DOUBLING:
        st.selectbox(
            "Colour", list(PAINTS), key="map.paint", format_func=lambda name: PAINTS[name].title, help=WORDS["fragile"]
        )
    _axis("across", "Across", shared)
    if shared.kind == GRID:
        _axis("up", "Up", shared)
    if shared.kind == SWEEP:
        st.multiselect(
            "Optimizers beside it",
            [name for name in RULES if name != shared.settings.optimizer],
            key="map.also",
            format_func=lambda name: RULES[name].title,
            max_selections=MOST_OTHERS,
            placeholder="Choose up to five more",
        )


def _axis(side: str, label: str, shared: SharedMap) -> None:
    """What a side of the map lies along, and from where to where."""
    settings, axis = shared.settings, getattr(shared, side)
    st.selectbox(
        label,
        list(axes_of(settings)),
        key=f"{PREFIX}{side}",
        format_func=partial(said_of_axis, settings),
        on_change=another_axis,
        args=(side,),
    )
    with st.expander(f"{label}: ends"):
        for column, end in zip(st.columns(2), ("from", "to"), strict=True):
            with column:
                number_box(
                    f"{PREFIX}{side}_{end}",
                    label=f"{label} {end}",
                    limits=limits_of(settings, axis),
                    on_change=partial(another_edge, side, end),
                )
        if axes_of(settings)[axis.name].spacing != "even":
            st.toggle("Evenly spaced", key=f"{PREFIX}{side}_even", on_change=partial(another_edge, side, "even"))
        st.button("All of it", key=f"{PREFIX}{side}_all", on_click=show_all, args=(side,))
