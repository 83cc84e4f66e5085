"""The file of all components of ours, which a browser fetches once; its name changes with what is in it."""

from gzip import compress

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.frontend_files import all_parts, file_of_parts

# A year, after which a browser may ask again.
KEPT = "public, max-age=31536000, immutable"


class Parts:
    """Answer who asks for the file of all components, at whatever address the app stands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.path, text = f"/{file_of_parts()}", all_parts().encode()
        self.plain, self.packed = text, compress(text, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, packed where the browser can take it so; leave all else to the app."""
        if scope["type"] != "http" or not scope["path"].endswith(self.path):
            await self.app(scope, receive, send)
            return
        packs = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packs else {})
        answer = Response(self.packed if packs else self.plain, headers=headers, media_type="text/javascript")
        await answer(scope, receive, send)
