"""What a browser has before Streamlit has drawn anything, in the page's own head: its style, and word of our components."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages import PAGES
from pages.shared.frontend_files import NOTE, file_of_parts, read

END = b"</head>"
# A text of code is so high as Streamlit draws it, and longer ones are nobody's first view.
CODE_EDGE_PX, CODE_LINE_PX, MOST_LINES = 16, 22.4, 20
# What a browser may ask of a page, and ours cannot: packed, or only if it has changed.
LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


class EarlyStyle:
    """Put early.css and the looks of all pages into every page that is sent; what is drawn later finds its room."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # What is drawn before the page's own style has come would change its size with it, or move.
        of_all = (
            f":root {{ --pages: {len(PAGES)}; }}\n{read('early.css')}{_lines()}{read('page.css')}{read('narrow.css')}"
        )
        ahead = f'<link rel="modulepreload" href="./{file_of_parts()}">'
        self.style = f"<style>\n{NOTE.sub('', of_all)}</style>\n  {ahead}\n  ".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, a page with the style in it."""
        if not _asks_for_a_page(scope):
            return await self.app(scope, receive, send)
        asked = [(name, value) for name, value in scope["headers"] if name not in LEFT_OUT]
        start: Message | None = None
        body = b""

        async def answered(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_a_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send(start, body, send)

        return await self.app({**scope, "headers": asked}, receive, answered)

    async def _send(self, start: Message, body: bytes, send: Send) -> None:
        body = body.replace(END, self.style + END, 1)
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(body))
        # They tell of Streamlit's file: a browser would keep a style that has changed since.
        for name in ("ETag", "Last-Modified", "Accept-Ranges"):
            del headers[name]
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _lines() -> str:
    """Room for so many lines of code, for the containers that say how many they hold."""
    return "".join(
        f'[class*="-of-{count}-lines"] {{ min-height: {2 * CODE_EDGE_PX + CODE_LINE_PX * count:g}px; }}\n'
        for count in range(1, MOST_LINES + 1)
    )


def _asks_for_a_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _is_a_page(start: Message) -> bool:
    return start["status"] == 200 and Headers(scope=start).get("content-type", "").startswith("text/html")
