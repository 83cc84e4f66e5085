"""The headers that tell a browser what a page of this app may do, and who may show it in a frame."""

import os
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

# Where the owner says who may show the app in a frame: any, none, self, or the addresses of sites, separated by spaces.
# Nobody has an account here that a frame could abuse, and courses embed it: any, unless the owner says otherwise.
FRAMES = "DESCENT_LAB_FRAMES"
# The name of this worker, where there are several: the proxy before them keeps a visitor with the one that answered.
WORKER = "DESCENT_LAB_WORKER"
_WORDS = {"any": "*", "none": "'none'", "self": "'self'"}
# A site as a policy takes it: nothing that could end the directive and begin another.
_SITE = re.compile(r"https?://[A-Za-z0-9.*:\[\]-]+/?")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Headers:
    """Put the headers on every answer, and on the first of a websocket the worker's name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        worker = {"X-Worker": os.environ[WORKER]} if WORKER in os.environ else {}
        self.added = {
            "http.response.start": headers(os.environ.get(FRAMES, "any")) | worker,
            "websocket.accept": worker,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""

        async def answered(message: Message) -> None:
            added = self.added.get(message["type"])
            if added:
                message.setdefault("headers", [])
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self.app(scope, receive, answered)


def headers(frames: str) -> dict[str, str]:
    """The headers by name; `frames` is what the owner says of frames.

    ValueError where that is none of the words and no list of sites. Nothing is loaded from elsewhere, and no text becomes
    code: the one script that stands in Streamlit's own page is named by its hash.
    """
    policy = {
        "default-src": "'none'",
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {' '.join(_inline_scripts())}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": _ancestors(frames),
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def _ancestors(frames: str) -> str:
    sites = frames.split()
    if frames in _WORDS:
        return _WORDS[frames]
    if sites and all(_SITE.fullmatch(site) for site in sites):
        return " ".join(["'self'", *sites])
    raise ValueError(
        f"{FRAMES} is any, none, self, or the addresses of sites such as https://course.example; got {frames!r}"
    )


def _inline_scripts() -> list[str]:
    """The hash of every script that stands in Streamlit's page itself."""
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in _INLINE.findall(page)]
