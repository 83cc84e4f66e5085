"""The forms that what a browser sends must have, by type and range: it is input like any other.

A form takes what JSON made of a message, or of a part of it, and gives the checked value back, or raises UnfitError. A number
that is infinite, not a number, or too large for a float is none, and so is a truth value.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from pages.server.log import refused

Form = Callable[[object], Any]

LARGEST = sys.float_info.max


class UnfitError(ValueError):
    """What was sent has another form: says what was expected, never what came, which may be long, or personal."""


def number(low: float = -LARGEST, high: float = LARGEST) -> Form:
    """A number within limits, as a float."""

    def checked(sent: object) -> float:
        if isinstance(sent, bool) or not isinstance(sent, int | float) or not low <= sent <= high:
            raise UnfitError(f"a number from {low:g} to {high:g}")
        return float(sent)

    return checked


def whole(low: int, high: int) -> Form:
    """A whole number within limits."""

    def checked(sent: object) -> int:
        if isinstance(sent, bool) or not isinstance(sent, int) or not low <= sent <= high:
            raise UnfitError(f"a whole number from {low} to {high}")
        return sent

    return checked


def any_text(sent: object) -> str:
    """Any text: who reads it says how long it may be."""
    if not isinstance(sent, str):
        raise UnfitError("a text")
    return sent


def one_of(*words: str) -> Form:
    """One of a few words."""

    def checked(sent: object) -> str:
        if not isinstance(sent, str) or sent not in words:
            raise UnfitError(f"one of {', '.join(words)}")
        return sent

    return checked


def maybe(form: Form) -> Form:
    """What `form` takes, or nothing: None."""
    return lambda sent: None if sent is None else form(sent)


def row(*forms: Form) -> Form:
    """A list with one entry for each form, as a tuple."""

    def checked(sent: object) -> tuple[Any, ...]:
        if not isinstance(sent, list) or len(sent) != len(forms):
            raise UnfitError(f"a list of {len(forms)}")
        return tuple(form(each) for form, each in zip(forms, sent, strict=True))

    return checked


def record(**forms: Form) -> Form:
    """An entry for each name, as a dict; what was sent beside them is left out."""

    def checked(sent: object) -> dict[str, Any]:
        if not isinstance(sent, Mapping) or not forms.keys() <= sent.keys():
            raise UnfitError(f"an object with {', '.join(forms)}")
        return {name: form(sent[name]) for name, form in forms.items()}

    return checked


def changes(forms: Mapping[str, Form]) -> Form:
    """Entries for some of the names, as a dict, without those that do not fit: the log names these, and the rest holds.

    A control that has not heard of the last change yet sends what had a place before.
    """

    def checked(sent: object) -> dict[str, Any]:
        if not isinstance(sent, Mapping):
            raise UnfitError("an object")
        fitting, unfit = {}, []
        for name in (name for name in forms if name in sent):
            try:
                fitting[name] = forms[name](sent[name])
            except UnfitError as error:
                unfit.append(f"{name}, expected {error}")
        if unfit:
            refused(f"what a browser sent: {'; '.join(unfit)}")
        return fitting

    return checked
