"""The frontend's HTML, CSS and JavaScript, registered as components of Streamlit.

A component's modules are joined into one script: Streamlit 1.67.0 serves files of a component only from the asset_dir of an
installed distribution; of an app that is none, `js="x.js"` is refused, whatever the pyproject.toml beside it declares.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from pages.shared.messages import Expected, receive
from pages.shared.wire import sendable

FRONTEND = Path(__file__).parent / "frontend"
# What stands at the left edge begins a statement, unless it closes one.
BEGIN = re.compile(r"^(?=[^\s})\]])", re.MULTILINE)
IMPORT = re.compile(r'import \{ ([\w, ]+) \} from "\./(\w+)\.js";\s*')
DECLARED = re.compile(r"(export )?(?:const|let|class|function) (\w+)")
COMPONENT, GUARD = "export default function (", "export default function guarded("
# All else of its kind: renamed, starred, default, asked for while it runs.
FOREIGN = re.compile(r"(import|export)\b|.*\bimport\s*[(.]", re.DOTALL)
# A comment behind code, where no text and no pattern stands before it.
BEHIND = re.compile(r"^([^\"'`/]*[;,{}]) // .*$")
# What only people read in CSS and HTML.
NOTE = re.compile(r"(/\*.*?\*/|<!--.*?-->)\s*", re.DOTALL)


class Component(Protocol):
    """A component of ours, to be shown."""

    def __call__(self, *, key: str, data: dict[str, Any], **messages: Expected) -> Any:
        """Show it with `data`; `messages` are what it may send, by name."""


class UnjoinableError(ValueError):
    """A module says something at its top that cannot be joined; the message says which, and what."""


@dataclass(frozen=True)
class Statement:
    """One at the top of a module: its text, the name that it declares, if any, and whether other modules may take that."""

    text: str
    name: str = ""
    offered: bool = False


def read(name: str) -> str:
    """A file of the frontend; empty if there is none of that name."""
    file = FRONTEND / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


PLAYER = read("player.css")
WORDS = read("words.css")


def component(name: str, css: str = "") -> Component:
    """Register the component `name`; `css` is put before its own.

    All of its data are made such as JSON can carry: nothing that is sent can end it. What it sends is checked before it is
    taken: nothing that comes from it can end a page.
    """
    html, css = NOTE.sub("", read(f"{name}.html")), NOTE.sub("", css + read(f"{name}.css"))
    show = st.components.v2.component(name, html=html or None, css=css, js=script(name))

    def shown(*, key: str, data: dict[str, Any], **messages: Expected) -> Any:
        callbacks = {f"on_{sent}_change": partial(receive, key, sent, each) for sent, each in messages.items()}
        return show(key=key, data=sendable(data), **callbacks)

    return shown


def script(name: str) -> str:
    """The component `name` as one text: each module that it needs once, what it uses of them, and its guard.

    UnjoinableError where a module's imports or exports are not understood, or two modules declare the same name.
    """
    modules: dict[str, list[Statement]] = {}
    _gather(name, modules)
    _gather("guard", modules)
    statements = [statement for module in modules.values() for statement in module]
    twice = [named for named, count in Counter(each.name for each in statements if each.name).items() if count > 1]
    if twice:
        raise UnjoinableError(f"{name}.js: declared in two of its modules: {', '.join(twice)}")
    return "\n".join(_unindented(statement.text) for statement in _used(statements))


def _gather(name: str, modules: dict[str, list[Statement]]) -> None:
    own: list[Statement] = []
    for text in filter(None, BEGIN.split(_uncommented(read(f"{name}.js")))):
        taken = IMPORT.fullmatch(text)
        if not taken:
            own.append(_statement(text, name))
            continue
        names, imported = taken[1].split(", "), taken[2]
        if imported not in modules:
            _gather(imported, modules)
        missing = set(names) - {each.name for each in modules[imported] if each.offered}
        if missing:
            raise UnjoinableError(f"{name}.js: {imported}.js offers no {', '.join(sorted(missing))}")
    modules[name] = own


def _statement(text: str, module: str) -> Statement:
    if text.startswith(COMPONENT):
        return Statement(text.replace(COMPONENT, "const component = function (", 1), "component")
    if text.startswith(GUARD):
        return Statement(text)
    declared = DECLARED.match(text)
    own = text.removeprefix("export ") if declared else text
    if FOREIGN.match(own):
        raise UnjoinableError(f"{module}.js: not understood: {text.splitlines()[0]}")
    return Statement(own, declared[2] if declared else "", bool(declared and declared[1]))


def _used(statements: list[Statement]) -> list[Statement]:
    """Those that do something, and those that declare what another one names; the whole goes out with every update."""
    words = [set(re.findall(r"\w+", statement.text)) for statement in statements]
    counts = Counter(word for own in words for word in own)
    used = [statement for statement in statements if not statement.name or counts[statement.name] > 1]
    return used if len(used) == len(statements) else _used(used)


def _uncommented(text: str) -> str:
    """A module without what only people read."""
    lines = (BEHIND.sub(r"\1", line) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line.strip() and not line.lstrip().startswith("//"))


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())
