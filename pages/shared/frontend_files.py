"""The frontend's HTML, CSS and JavaScript, registered as components of Streamlit.

A component's modules are joined into one script, and all components into one file, which `pages.server.parts` serves: what a
component has inline goes out with every update, and the files of a component Streamlit 1.67.0 serves only from the asset_dir
of an installed distribution, which an app is not.
"""

import json
from functools import cache, partial
from hashlib import sha256
from typing import Any, Protocol

import streamlit as st

from pages.shared.frontend_scripts import FRONTEND, GUARD, NOTE, components, html, in_a_script, read, script, style
from pages.shared.messages import Expected, receive
from pages.shared.wire import sendable

__all__ = ["FRONTEND", "NOTE", "all_parts", "component", "file_of_parts", "read"]


class Component(Protocol):
    """A component of ours, to be shown."""

    def __call__(self, *, key: str, data: dict[str, Any], **messages: Expected) -> Any:
        """Show it with `data`; `messages` are what it may send, by name."""


def component(name: str) -> Component:
    """Register the component `name`.

    All of its data are made such as JSON can carry: nothing that is sent can end it. What it sends is checked before it is
    taken: nothing that comes from it can end a page.
    """
    called = f"part({json.dumps(name)}, {json.dumps(file_of_parts())}, given)"
    text = f"{in_a_script('part')}export default (given) => {called};\n"
    show = st.components.v2.component(name, js=text)

    def shown(*, key: str, data: dict[str, Any], **messages: Expected) -> Any:
        callbacks = {f"on_{sent}_change": partial(receive, key, sent, each) for sent, each in messages.items()}
        return show(key=key, data=sendable(data), **callbacks)

    return shown


@cache
def all_parts() -> str:
    """The file of all components: a module that shows one by its name; each keeps its modules for itself."""
    return f"{in_a_script('parts')}export const show = showing({{\n{''.join(map(_part, components()))}}});\n"


@cache
def file_of_parts() -> str:
    """What that file is called: what is in it says how, so a browser may keep it for good."""
    return f"parts-{sha256(all_parts().encode()).hexdigest()[:16]}.js"


def _part(name: str) -> str:
    made = script(name).replace(GUARD, GUARD.replace("export default", "return"))
    return f"{name}: {{ html: {json.dumps(html(name))}, css: {json.dumps(style(name))}, make() {{\n{made}\n}} }},\n"
