"""The frontend's HTML, CSS and JavaScript, registered as components of Streamlit."""

import re
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from pages.shared.wire import sendable

FRONTEND = Path(__file__).parent / "frontend"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


class Component(Protocol):
    """A component of ours, to be shown."""

    def __call__(self, *, key: str, data: dict[str, Any], **callbacks: Any) -> Any:
        """Show it with `data`; `callbacks` are Streamlit's, on_<name>_change."""


def read(name: str) -> str:
    """A file of the frontend; empty if there is none of that name."""
    file = FRONTEND / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


PLAYER = read("player.css")


def component(name: str, css: str = "") -> Component:
    """Register the component `name`; `css` is put before its own.

    All of its data are made such as JSON can carry: nothing that is sent can end it.
    """
    show = st.components.v2.component(
        name, html=read(f"{name}.html") or None, css=css + read(f"{name}.css"), js=script(name)
    )
    return lambda *, key, data, **callbacks: show(key=key, data=sendable(data), **callbacks)


def script(name: str) -> str:
    """The component `name` with all that it imports, each module once, as one text, in its guard."""
    modules: dict[str, str] = {}
    _gather(name, modules)
    own = "\n".join(modules.values()).replace("export default function", "const component = function")
    return own + "\n" + _bare(read("guard.js"))


def _gather(name: str, modules: dict[str, str]) -> None:
    text = read(f"{name}.js")
    for imported in IMPORT.findall(text):
        if imported not in modules:
            _gather(imported, modules)
    modules[name] = _bare(EXPORT.sub("", IMPORT.sub("", text)))


def _bare(script: str) -> str:
    """A script without what only people read: Streamlit sends it anew with every update."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
