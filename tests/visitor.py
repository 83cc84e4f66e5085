"""A visitor without a browser: speaks with the server as a page of Streamlit does."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

# As long as a screen may take in the browser's tests.
PATIENCE_S = 180


class Shown(NamedTuple):
    """What a run showed: the elements' kinds, the names of controls, texts, and what says that something went wrong."""

    elements: list[str]
    controls: list[str]
    texts: list[str]
    errors: list[str]


class Visitor:
    """One connection, which lasts as long as its context."""

    def __init__(self, url: str, origin: str | None = None) -> None:
        self._connect = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=origin or url,
            subprotocols=["streamlit"],
            open_timeout=PATIENCE_S,
            max_size=None,
        )
        self.socket: ClientConnection

    def __enter__(self) -> Visitor:
        self.socket = self._connect.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connect.__exit__(kind, error, trace)

    def send(self, message: BackMsg) -> None:
        self.socket.send(message.SerializeToString())

    def run(self, query: str = "", states: Mapping[str, object] | None = None, **asked: str) -> Shown:
        """Run the page with this query, and with the controls' states, given by their ids, and see what it shows."""
        message = BackMsg()
        message.rerun_script.query_string = query
        for name, value in asked.items():
            setattr(message.rerun_script, name, value)
        for name, value in (states or {}).items():
            state = message.rerun_script.widget_states.widgets.add(id=name)
            setattr(state, {str: "json_value", bool: "bool_value", int: "int_value"}[type(value)], value)
        self.send(message)
        return self.shown()

    def shown(self) -> Shown:
        """What comes until a run has ended."""
        shown = Shown([], [], [], [])
        while True:
            said = ForwardMsg.FromString(bytes(self.socket.recv(PATIENCE_S)))
            if said.HasField("script_finished"):
                return shown
            if not said.delta.HasField("new_element"):
                continue
            kind = said.delta.new_element.WhichOneof("type")
            element = getattr(said.delta.new_element, kind)
            shown.elements.append(kind)
            if name := getattr(element, "id", ""):
                shown.controls.append(name)
            if kind == "exception" or (kind == "alert" and "nobody foresaw" in element.body):
                shown.errors.append(element.message if kind == "exception" else element.body)
            if kind in {"alert", "markdown"}:
                shown.texts.append(element.body)
