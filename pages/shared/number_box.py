"""A box for a number that is read as people type it, as beside the live sliders."""

from collections.abc import Callable

import streamlit as st

from pages.shared.forms import number
from pages.shared.frontend_files import component
from pages.shared.messages import Expected, heard, in_turn

_box = component("number_box")


def number_box(
    name: str, *, label: str, limits: tuple[float, float], on_change: Callable[[], None] = lambda: None
) -> None:
    """A box for the number at `st.session_state[name]`, within `limits`; `on_change` runs when another was typed.

    What is no number or lies outside is said at the box, and changes nothing. Up and down keys change it by 1.
    """
    key = f"{name}.box"

    def typed(sent: dict[str, float]) -> None:
        st.session_state[name] = sent["value"]
        on_change()

    data = {"label": label, "value": st.session_state[name], "limits": limits, **heard(key)}
    _box(key=key, data=data, sent=Expected(in_turn(value=number(*limits)), typed))
