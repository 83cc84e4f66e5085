"""The frontend's HTML, CSS and JavaScript, registered as components of Streamlit."""

from pathlib import Path
from typing import Any

import streamlit as st

FRONTEND = Path(__file__).parent / "frontend"


def read(name: str) -> str:
    """A file of the frontend; empty if there is none of that name."""
    file = FRONTEND / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


PLAYER = read("player.css")


def component(name: str, css: str = "", before: tuple[str, ...] = ()) -> Any:
    """Register the component `name`; `css` and the scripts `before` are put before its own."""
    scripts = "\n".join(_bare(read(f"{script}.js")) for script in ("post", *before, name))
    return st.components.v2.component(
        name, html=read(f"{name}.html") or None, css=css + read(f"{name}.css"), js=scripts
    )


def _bare(script: str) -> str:
    """A script without what only people read: Streamlit sends it anew with every update."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
