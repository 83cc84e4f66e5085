"""What of all that was said to a browser it still has."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.server.spoken import read, said

# A browser lets go of what was not used for as many of its runs as this setting says. It may be ahead by the runs that are
# under way, three at most: twice as many are taken off.
KEPT_FOR_RUNS, UNDER_WAY = "global.maxCachedMessageAge", 6


class Held:
    """Refer a browser to nothing that it may have let go of by the time it is told.

    With all that is asked a browser names what it still holds, and Streamlit sends a name in its place. Runs that end
    meanwhile make it let go of some of that: back through two pages at once after a drag, it was told a name that it knew no
    longer, and its connection ended in an error. What was used in the last few runs it holds for certain.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.recent: int = config.get_option(KEPT_FOR_RUNS) - UNDER_WAY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave out of what a browser names what was not used of late on this connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        runs = 0
        used: dict[str, int] = {}

        async def heard() -> Message:
            message = await receive()
            asked, _ = read(message)
            named = asked.rerun_script.cached_message_hashes
            held = [name for name in named if name in used]
            if len(held) == len(named):
                return message
            named[:] = held
            return {**message, "bytes": asked.SerializeToString()}

        async def answered(message: Message) -> None:
            nonlocal runs
            answer = said(message)
            name = answer.ref_hash or (answer.metadata.cacheable and answer.hash)
            if name:
                used[name] = runs
            if answer.WhichOneof("type") == "script_finished":
                runs += 1
                for old in [each for each, run in used.items() if runs - run > self.recent]:
                    del used[old]
            await send(message)

        await self.app(scope, heard, answered)
