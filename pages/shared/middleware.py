"""What stands between a browser and Streamlit's server: two kinds of messages that it had better not get."""

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg


class NoUploads:
    """Refuse files: nothing is uploaded here, but Streamlit would take any number from any visitor and keep them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a file at once, without reading it."""
        refused = scope["type"] == "http" and "/_stcore/upload_file" in scope["path"]
        answer = PlainTextResponse("Nothing is uploaded here.", 403) if refused else self.app
        await answer(scope, receive, send)


class LeftPagesAreSilent:
    """Let no part of a page run after its visitor has gone to another.

    A fragment that runs then makes Streamlit take the page back: the screen is empty, or the visitor has clicked in vain.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave out what a page sends after another was asked for on the same connection."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        asked_for = ""

        async def heard() -> Message:
            nonlocal asked_for
            while True:
                message = await receive()
                page, fragment = _asked(message.get("bytes"))
                if page and not fragment:
                    asked_for = page
                if not (fragment and asked_for and page != asked_for):
                    return message

        return await self.app(scope, heard, send)


def _asked(data: bytes | None) -> tuple[str, str]:
    """Which page a message wants to be run, and which fragment of it, where it does not want all; else empty."""
    message = BackMsg()
    try:
        message.ParseFromString(data or b"")
    except DecodeError:
        return "", ""  # Streamlit's to answer.
    return message.rerun_script.page_script_hash, message.rerun_script.fragment_id
