"""A box for a formula: the last text that could be used and, beside it, the draft that could not; what was understood."""

from collections.abc import Callable
from html import escape

import streamlit as st

from core.formulas import Formula, FormulaError, said
from core.formulas.others import other_readings
from pages.shared.forms import any_text
from pages.shared.frontend_files import component
from pages.shared.messages import Expected, heard, in_turn

_box = component("formula_box")


def formula_box(
    name: str, *, label: str, use: Callable[[str], None], placeholder: str = "", live: bool = True, keys: str = ""
) -> None:
    """A box for the text at `st.session_state[name]`.

    What is typed goes to `use`, without spaces about it. It raises FormulaError if it cannot be used; then the text stays in
    the box, with what is wrong. It is sent with every key, or, not `live`, when the visitor presses Enter or leaves the box.
    `keys` are signs that stand at the box to be pressed where a finger types: keyboards of phones hide them.
    """
    key = f"{name}.box"

    def typed(sent: dict[str, str]) -> None:
        take(name, sent["text"], use)

    refused = st.session_state.get(_draft_of(name))
    data = {
        "label": label,
        "text": refused["text"] if refused else st.session_state[name],
        "placeholder": placeholder,
        "problem": refused,
        "live": live,
        "keys": keys,
        **heard(key),
    }
    _box(key=key, data=data, sent=Expected(in_turn(text=any_text), typed))


def understood(name: str, formula: Formula, of: str, use: Callable[[str], None]) -> None:
    """What of the text at `st.session_state[name]` was read as something else, and what it could also mean, to press.

    `formula` is what was understood of it, `of` what it is; another reading goes to `use`, and into the box.
    """
    if formula.notes:
        st.html(f'<p class="understood">{escape("; ".join(formula.notes))}.</p>')
    others = other_readings(formula, of)
    if others:
        st.html('<p class="understood">A book could mean this instead:</p>')
    for place, other in enumerate(others):
        # What is typed is never markdown; this is LaTeX of our own, of what was understood.
        label = f"${other.latex}$"
        st.button(label, key=f"{name}.other.{place}", on_click=take, args=(name, other.text, use))


def take(name: str, text: str, use: Callable[[str], None]) -> None:
    """Use a text that was typed for `name`, or keep it as a draft beside the last that was good."""
    if not kept_as_draft(name, text, use):
        # With its spaces, or they would vanish under the hand.
        st.session_state[name] = text


def kept_as_draft(name: str, text: str, use: Callable[[str], object]) -> bool:
    """Whether `use` refuses a text for `name`, which then stays in its box with what is wrong."""
    forget_drafts(name)
    try:
        use(text.strip())
    except FormulaError as error:
        position = error.position + len(text) - len(text.lstrip())
        st.session_state[_draft_of(name)] = {"text": text, "position": position, "sentence": said(error)}
        return True
    return False


def draft(name: str) -> str | None:
    """What was typed for this and could not be used."""
    refused = st.session_state.get(_draft_of(name))
    return refused["text"].strip() if refused else None


def forget_drafts(*names: str) -> None:
    """Forget what was typed for these and could not be used."""
    for name in names:
        st.session_state.pop(_draft_of(name), None)


def _draft_of(name: str) -> str:
    return f"{name}.refused"
