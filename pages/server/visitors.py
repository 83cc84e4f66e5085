"""Who is connected, and that nobody takes more than a share: sessions and long runs of an address, sizes of messages."""

import asyncio
import os
import time
from collections import defaultdict
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.figures import FIGURES
from pages.server.log import refused
from pages.server.spoken import NEVER_ASKED, WHY, is_running, read, with_sound_states

# A class may sit behind one address: how many sessions that may have, unless the owner says otherwise.
SESSIONS = "DESCENT_LAB_SESSIONS_PER_ADDRESS"
MOST_SESSIONS = 500
# Runs that have been going on for so long already, of one address; the next run of it waits for one of them, for a while.
LONG_S, LONG_AT_ONCE, LOOK_S, WAITS_S = 1.0, 6, 0.05, 60.0
# A websocket is closed with this where too many are here.
COME_LATER = 1013


@dataclass(eq=False)
class Visit:
    """A connection: since when its page runs, since when that was asked for, and since when the next run is; None for not.

    Not all that is asked for leads to a run: of several requests at once the server makes one, of a part that is there no
    more none. So only what the server says of its runs tells whether one is going on.
    """

    runs_since: float | None = None
    waited_since: float = 0.0
    asked_at: float | None = None

    def asked(self) -> None:
        """A run was asked for. What is asked for during a run is done after it, all at once."""
        if self.runs_since is None or self.asked_at is None:
            self.asked_at = time.monotonic()

    def began(self) -> None:
        """A run began."""
        self.runs_since = time.monotonic()
        self.waited_since = self.runs_since if self.asked_at is None else self.asked_at
        self.asked_at = None

    def ended(self) -> None:
        """A run ended."""
        if self.runs_since is not None:
            FIGURES.ran(time.monotonic() - self.waited_since)
        self.runs_since = None

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
                    refused(f"a message that no page sends: {WHY[code]}")
                    await send({"type": "websocket.close", "code": code})
                    return {"type": "websocket.disconnect", "code": code}
                if kind in NEVER_ASKED:
                    refused(f"a message that no page sends: {kind}")
                    continue
                if kind == "rerun_script":
                    await _turn_of(visits)
                    visit.asked()
                    return with_sound_states(message, asked)
                return message

        async def answered(message: Message) -> None:
            nonlocal accepted
            accepted = accepted or message["type"] == "websocket.accept"
            if message["type"] == "websocket.close" and not accepted:
                refused("a websocket of another origin")
            running = is_running(message)
            if running is not None:
                visit.began() if running else visit.ended()
            await send(message)

        await self.app(scope, heard, answered)


async def _turn_of(visits: list[Visit]) -> None:
    """Wait until an address has less than its share of long runs; who waits for long enough runs all the same."""
    until = time.monotonic() + WAITS_S
    while sum(visit.is_long for visit in visits) >= LONG_AT_ONCE and time.monotonic() < until:
        await asyncio.sleep(LOOK_S)
