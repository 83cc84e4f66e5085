"""What is chosen most, within reach on a phone, where the sidebar is closed: the same entries as the controls there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.forms import UnfitError, any_text, one_of
from pages.shared.frontend_files import component
from pages.shared.messages import Expected, in_turn

_at_hand = component("at_hand")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several options at `st.session_state[name]`: their titles by value, and what runs when another was chosen."""

    name: str
    label: str
    titles: Mapping[str, str]
    on_change: Callable[[], None]

    def described(self) -> dict[str, Any]:
        """What the frontend needs to know."""
        options = [[value, title] for value, title in self.titles.items()]
        return {"name": self.name, "label": self.label, "options": options, "value": st.session_state[self.name]}

    def box(self, *, help: str | None = None) -> str:
        """Streamlit's own select box of it, for the sidebar; gives the value."""
        return st.selectbox(
            self.label,
            list(self.titles),
            key=self.name,
            format_func=self.titles.__getitem__,
            on_change=self.on_change,
            help=help,
        )


def at_hand(*choices: Choice, chosen: str) -> None:
    """The choices side by side, in narrow windows alone.

    `chosen` is a text of all that can be chosen in the sidebar, which closes in such a window when that changes.
    """
    by_name = {choice.name: choice for choice in choices}

    def take(sent: dict[str, Any]) -> None:
        choice = by_name[sent["name"]]
        st.session_state[choice.name] = sent["value"]
        choice.on_change()

    def form(sent: object) -> dict[str, Any]:
        known = in_turn(name=one_of(*by_name), value=any_text)(sent)
        if known["value"] not in by_name[known["name"]].titles:
            raise UnfitError(f"an option of {known['name']}")
        return known

    described = [choice.described() for choice in choices]
    _at_hand(key="at_hand", data={"choices": described, "chosen": chosen}, sent=Expected(form, take))
