"""Who is connected, and that nobody takes more than a share: sessions and long runs of an address, sizes of messages."""

import asyncio
import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.server.figures import FIGURES
from pages.server.log import refused

# A class may sit behind one address: how many sessions that may have, unless the owner says otherwise.
SESSIONS = "DESCENT_LAB_SESSIONS_PER_ADDRESS"
MOST_SESSIONS = 500
# Runs that have been going on for so long already, of one address; the next run of it waits for one of them, for a while.
LONG_S, LONG_AT_ONCE, LOOK_S, WAITS_S = 1.0, 6, 0.05, 60.0
# The state of all controls of a page with every box filled takes a tenth of it.
MOST_BYTES = 256 * 1024
# What Streamlit would do for anybody who asks, and no page asks for: its caches are those of all visitors.
NEVER_ASKED = {
    "clear_cache",
    "set_run_on_save",
    "load_git_info",
    "file_urls_request",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
}
# With this Streamlit's names of controls begin.
CONTROL = "$$ID-"
# What says that a run has ended is shorter, and a picture longer.
SHORT_BYTES = 200
# A websocket is closed with these: what came was no binary message, not understood, too long; too many are here.
NOT_BINARY, NOT_UNDERSTOOD, TOO_LONG, COME_LATER = 1003, 1002, 1009, 1013


@dataclass
class Visit:
    """A connection: since when its page runs, and since when it waits to run again; None where it does not."""

    runs_since: float | None = None
    waits_since: float | None = None

    def asked(self) -> None:
        """A run was asked for. What is asked for during a run is done after it, all at once."""
        now = time.monotonic()
        if self.runs_since is None:
            self.runs_since = now
        elif self.waits_since is None:
            self.waits_since = now

    def ended(self) -> None:
        """A run ended."""
        if self.runs_since is not None:
            FIGURES.ran(time.monotonic() - self.runs_since)
        self.runs_since, self.waits_since = self.waits_since, None

    @property
    def is_long(self) -> bool:
        """Whether its run has been going on for long."""
        return self.runs_since is not None and time.monotonic() - self.runs_since > LONG_S


class Visitors:
    """Let every visitor in but for more than an address may have, and pass on no message that no page sends.

    An address is that of the connection, or what a proxy that uvicorn trusts (FORWARDED_ALLOW_IPS) says of it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.most = int(os.environ.get(SESSIONS, MOST_SESSIONS))
        self.visits: defaultdict[str, list[Visit]] = defaultdict(list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a websocket on, counting; what is none as it is."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        address = (scope.get("client") or ("",))[0]
        visits = self.visits[address]
        if len(visits) >= self.most:
            refused("a further session of an address that has as many as it may have")
            return await send({"type": "websocket.close", "code": COME_LATER})
        visit = Visit()
        visits.append(visit)
        FIGURES.came(address)
        try:
            await self._attend(visit, visits, scope, receive, send)
        finally:
            visits.remove(visit)
            FIGURES.left(address)
            if not visits:
                self.visits.pop(address, None)

    async def _attend(self, visit: Visit, visits: list[Visit], scope: Scope, receive: Receive, send: Send) -> None:
        accepted = False

        async def heard() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                asked, code = read(message)
                kind = asked.WhichOneof("type")
                if code:
                    refused(f"a message that no page sends: {_WHY[code]}")
                    await send({"type": "websocket.close", "code": code})
                    return {"type": "websocket.disconnect", "code": code}
                if kind in NEVER_ASKED:
                    refused(f"a message that no page sends: {kind}")
                    continue
                if kind == "rerun_script":
                    await _turn_of(visits)
                    visit.asked()
                    return _with_sound_states(message, asked)
                return message

        async def answered(message: Message) -> None:
            nonlocal accepted
            accepted = accepted or message["type"] == "websocket.accept"
            if message["type"] == "websocket.close" and not accepted:
                refused("a websocket of another origin")
            if _is_end_of_a_run(message):
                visit.ended()
            await send(message)

        await self.app(scope, heard, answered)


_WHY = {NOT_BINARY: "a text", NOT_UNDERSTOOD: "not understood", TOO_LONG: "too long"}


def read(message: Message) -> tuple[BackMsg, int]:
    """What a browser has sent, and with which code to close where it is nothing that a page sends; 0 where it is well."""
    asked, data = BackMsg(), message.get("bytes")
    if data is None:
        return asked, NOT_BINARY
    if len(data) > MOST_BYTES:
        return asked, TOO_LONG
    try:
        asked.ParseFromString(data)
    except DecodeError:
        return BackMsg(), NOT_UNDERSTOOD
    return asked, 0


def _with_sound_states(message: Message, asked: BackMsg) -> Message:
    """Without states that no control can have: Streamlit would take their names for a page's own, or fail to read them."""
    states = asked.rerun_script.widget_states.widgets
    sound = [state for state in states if _is_sound(state)]
    if len(sound) == len(states):
        return message
    refused("a message that no page sends: a state of no control")
    del states[:]
    states.extend(sound)
    return {**message, "bytes": asked.SerializeToString()}


def _is_sound(state: WidgetState) -> bool:
    try:
        return state.id.startswith(CONTROL) and (not state.json_value or json.loads(state.json_value) is not None)
    except (ValueError, RecursionError):
        return False


async def _turn_of(visits: list[Visit]) -> None:
    """Wait until an address has less than its share of long runs; who waits for long enough runs all the same."""
    until = time.monotonic() + WAITS_S
    while sum(visit.is_long for visit in visits) >= LONG_AT_ONCE and time.monotonic() < until:
        await asyncio.sleep(LOOK_S)


def _is_end_of_a_run(message: Message) -> bool:
    data = message.get("bytes")
    if message["type"] != "websocket.send" or not data or len(data) > SHORT_BYTES:
        return False
    said = ForwardMsg()
    said.ParseFromString(data)
    return said.WhichOneof("type") == "script_finished"
