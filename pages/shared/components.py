"""The sliders that Streamlit does not have, and what keeps page and address in step with them.

Built on `st.components.v2`: registered once, mounted by the functions here.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from core.glossary import OUTCOMES, QUANTITIES
from core.glossary import WORDS as GLOSSARY
from core.methods import METHODS
from core.rules import RULES
from pages.shared.forms import Form, any_text, changes, maybe, number
from pages.shared.frontend_files import component
from pages.shared.messages import Expected, any_turn, followed, heard, in_turn

_live_sliders = component("live_sliders")
_rail_strips = component("rail_strips")
_follow = component("follow")
_address = component("address")


# What the words say that stand in legends of pictures.
IN_LEGENDS = {
    **QUANTITIES,
    **OUTCOMES,
    **{word: GLOSSARY[word] for word in (*METHODS, "theory")},
    **{rule.title: rule.look_for for rule in RULES.values()},
}


@dataclass(frozen=True, kw_only=True)
class Slider:
    """One live slider: its value is `st.session_state[name]`.

    `limits` are what may be typed, and `stretch` is what the rail shows while the value lies there, all that may be typed
    unless it is given; what is typed or comes from elsewhere and lies beyond makes the rail longer. `positions` is how many
    places the thumb has on the stretch, and `spacing` how they lie: "even", "log", "counts" (evenly at first and in the
    logarithm later, from 0 too), or "near one", evenly in log(1 - value). `mark` is a value on the rail and its label. With
    `strip` the rail has room for what `rail_strips` shows of it. `constraint` is said beside the limits when what is typed
    lies outside. A `minor` slider stands below the others, smaller. `word` is the sentence by which its label explains
    itself, if there is one.
    """

    name: str
    label: str
    limits: tuple[float, float]
    stretch: tuple[float, float] | None = None
    positions: int
    spacing: str = "even"
    whole: bool = False
    mark: tuple[float, str] | None = None
    constraint: str = ""
    strip: bool = False
    minor: bool = False
    word: str = ""

    @property
    def form(self) -> Form:
        """What of a browser's numbers can be its value."""
        return number(*self.limits)

    def take(self, value: float) -> None:
        """Take a value that fits."""
        st.session_state[self.name] = round(value) if self.whole else value

    def scale(self) -> dict[str, Any]:
        """Where its values lie on the rail, as long as they lie on the stretch that it shows at first."""
        low, high = self.stretch or self.limits
        return {"low": low, "high": high, "positions": self.positions, "spacing": self.spacing, "whole": self.whole}

    def described(self) -> dict[str, Any]:
        """What the frontend needs to know."""
        return {**_fixed(self), "value": st.session_state[self.name]}


@lru_cache(maxsize=256)
def _fixed(slider: Slider) -> dict[str, Any]:
    """All that is told of a slider but its value."""
    mark = slider.mark
    said = {"value": mark[0], "label": mark[1], "word": GLOSSARY[mark[1]]} if mark else None
    return {**asdict(slider), **slider.scale(), "mark": said}


def live_sliders(*sliders: Slider, key: str, minor_title: str = "") -> None:
    """Sliders side by side that send their values while they are dragged; `minor_title` stands over the minor ones.

    Each one's value is `st.session_state[slider.name]`: set it before the call to move the thumb from outside.
    """

    def take(sent: dict[str, Any]) -> None:
        for slider in sliders:
            if slider.name in sent["values"]:
                slider.take(sent["values"][slider.name])

    described = [slider.described() for slider in sliders]
    data = {"sliders": described, "minor_title": minor_title, **heard(key)}
    form = in_turn(values=changes({slider.name: slider.form for slider in sliders}))
    _live_sliders(key=key, data=data, sent=Expected(form, take))


def rail_strips(strips: Mapping[str, Any], words: Mapping[str, str], *, key: str) -> None:
    """Under the rail of each slider that is named: what runs come to along it, before one is chosen.

    `strips` are `core.maps.strip.Strip`s by the sliders' names, `words` the words' colours in the order of their digits.
    """
    _rail_strips(key=key, data={"strips": {name: asdict(strip) for name, strip in strips.items()}, "words": words})


def follow_sliders(query: str, *, key: str, rest_ms: int = 0) -> None:
    """Make the fragment that calls this run after the live sliders' own fragment has been answered.

    `query` is that of a link to what the fragment shows, for the address. It runs when the hand rests, and in a drag it rests
    so many milliseconds between.
    """
    data = {"query": query, "path": path_shown(), "rest_ms": rest_ms, **followed(key)}
    _follow(key=key, data=data, turn=Expected(any_turn))


def address(query: str, *, key: str, opened: dict[str, Any], on_return: Callable[[str], None]) -> None:
    """Keep the browser's address at `query`; `on_return` gets the query that a visitor went back or forward to.

    `opened` holds the query that was opened last and an id of that opening.
    Belongs outside of fragments, so that the whole page runs when the visitor goes back.
    """

    def take(gone_to: dict[str, Any]) -> None:
        if gone_to["query"] is not None:
            on_return(gone_to["query"])

    data = {"query": query, "path": path_shown(), "opened": opened, "words": IN_LEGENDS, **heard(key, "gone_to")}
    _address(key=key, data=data, gone_to=Expected(in_turn(query=maybe(any_text)), take))


def path_shown() -> str:
    """The page that is shown, as the browser's address has it; empty where there is no browser."""
    return (urlsplit(st.context.url).path or "/") if st.context.url else ""
