"""The health check: healthy is a server on which both methods still descend, to the same loss."""

import asyncio
import math
import time

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.log import failed

PATH = "/_stcore/health"
# Whatever asks every second costs no more than this: a descent of the lesson by both methods.
ANEW_S = 10.0
# On a busy server the answer of before holds; not for ever, or a server that stands still would be healthy.
PATIENCE_S = 60.0


class Health:
    """Answer the health check with 503 where descents fail, disagree, or come to no end; else leave it to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.ill = ""
        self._asked = -math.inf
        self._asking: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by what was found last; look again in a thread of its own, where that is some seconds old."""
        if scope["type"] != "http" or not scope["path"].endswith(PATH):
            return await self.app(scope, receive, send)
        now = time.monotonic()
        if self._asking is None and now - self._asked >= ANEW_S:
            self._asked = now
            self._asking = asyncio.create_task(self._ask())
            await asyncio.wait({self._asking}, timeout=1)
        ill = self.ill
        if self._asking is not None and now - self._asked > PATIENCE_S:
            ill = f"A descent of the lesson has not ended within {PATIENCE_S:g} s."
        answer = PlainTextResponse(ill, 503) if ill else self.app
        return await answer(scope, receive, send)

    async def _ask(self) -> None:
        self.ill = await asyncio.to_thread(found_ill)
        self._asking = None


def found_ill() -> str:
    """What is wrong with the descents, in a sentence; empty if they are well."""
    # TensorFlow is not imported before the terminal has said what takes so long.
    from core.manual_descent import descend_by_hand
    from core.settings import LESSON
    from core.tape_descent import descend_with_tape

    try:
        tape, manual = descend_with_tape(LESSON).loss, descend_by_hand(LESSON).loss
    except Exception as error:
        failed(error, "a descent of the health check")
        return "A descent of the lesson failed."
    if not math.isclose(tape[-1], manual[-1], rel_tol=1e-9) or not manual[-1] < manual[0]:
        return "Both methods of the lesson should descend to the same loss, and do not."
    return ""
