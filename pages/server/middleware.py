"""What stands between a browser and Streamlit's server: what it had better not be asked."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.log import refused
from pages.server.spoken import is_of_the_visitor, read

# Streamlit's own, by a part of their paths, which may stand below another: what no page asks for, and what is said then.
REFUSED = {
    "/_stcore/upload_file": "Nothing is uploaded here.",
    "/_stcore/metrics": "How the server fares is its owner's to know.",
    "/_stcore/agent": "This app is for people.",
}


class OnlyPages:
    """Refuse what no page asks for: files, which Streamlit would take from anybody and keep, its metrics, agents."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is refused at once, without reading it."""
        path = scope["path"] if scope["type"] == "http" else ""
        said = next((sentence for refused, sentence in REFUSED.items() if refused in path), None)
        if said:
            refused(f"a request that no page makes: {said}")
        answer = PlainTextResponse(said, 403) if said else self.app
        await answer(scope, receive, send)


class AskedPageAlone:
    """Pass on nothing that a page sends after another was asked for on the same connection, until that one speaks.

    What runs of a page that was left, a fragment or the whole of it, makes Streamlit take the page back: the screen is empty,
    or the visitor has clicked or gone back in vain. Where none was asked for yet the connection is new, perhaps the server
    too, and knows no fragment. A page that nobody asked for but speaks after the one that was is where that one has led.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave out what a page sends after another was asked for; on a new connection run the whole page instead."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        page: str | None = None
        awaited = False

        async def heard() -> Message:
            nonlocal page, awaited
            while True:
                message = await receive()
                asked, _ = read(message)
                if asked.WhichOneof("type") != "rerun_script":
                    return message
                run = asked.rerun_script
                if page is None:
                    page, run.fragment_id = run.page_script_hash, ""
                    return {**message, "bytes": asked.SerializeToString()}
                if is_of_the_visitor(run):
                    awaited = awaited or run.page_script_hash != page
                elif awaited and run.page_script_hash != page:
                    continue
                else:
                    awaited = False
                page = run.page_script_hash
                return message

        return await self.app(scope, heard, send)
