"""The owner's page, behind a secret: how the server fares."""

import html
import os
import secrets
from base64 import b64decode
from binascii import Error as NoBase64

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.figures import FIGURES
from pages.server.headers import WORKER
from pages.server.log import refused

PATH = "/owner/status"
# Where the owner says the secret; without one there is no such page.
SECRET = "DESCENT_LAB_SECRET"
SHORTEST = 12
ANEW_S = 5
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{anew}"><title>Descent Lab: status</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 34rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.4rem }}
table {{ border-collapse: collapse; width: 100% }}
th {{ text-align: left; font-weight: normal }}
td {{ text-align: right; font-variant-numeric: tabular-nums }}
th, td {{ padding: .3rem 0; border-bottom: 1px solid #8884 }}
</style></head>
<body><h1>Descent Lab{worker}</h1><table>{rows}</table>
<p>Of this process alone; looked at anew every {anew} s.</p></body></html>"""


class Status:
    """Answer the owner, who says the secret as the password of a browser's own question, or as a bearer's token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.secret = os.environ.get(SECRET, "")
        if self.secret and len(self.secret) < SHORTEST:
            raise ValueError(f"{SECRET} needs {SHORTEST} characters or more; it has {len(self.secret)}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what asks for the status; leave all else to the app."""
        asked = scope["type"] == "http" and scope["path"].rstrip("/").endswith(PATH)
        answer = self._answer(Request(scope)) if asked else self.app
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if not self.secret:
            return PlainTextResponse("Not found.", 404)
        said = _said(request.headers.get("authorization", ""))
        if said is None or not secrets.compare_digest(said.encode(), self.secret.encode()):
            if said is not None:
                refused("a wrong secret for the status page")
            return PlainTextResponse("This is its owner's.", 401, {"WWW-Authenticate": 'Basic realm="Descent Lab"'})
        fresh = {"Cache-Control": "no-store"}
        told = FIGURES.told()
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(_page(told), headers=fresh)
        return JSONResponse(told, headers=fresh)


def _said(authorization: str) -> str | None:
    """The secret that was said; None where none was."""
    kind, _, text = authorization.partition(" ")
    if kind.lower() == "bearer":
        return text.strip()
    if kind.lower() != "basic":
        return None
    try:
        return b64decode(text, validate=True).decode().partition(":")[2]
    except (NoBase64, UnicodeDecodeError):
        return ""


def _page(told: dict[str, float | None]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{"not known" if value is None else f"{value:,}"}</td></tr>'
        for name, value in told.items()
    )
    worker = f", worker {html.escape(os.environ[WORKER])}" if WORKER in os.environ else ""
    return _PAGE.format(anew=ANEW_S, worker=worker, rows=rows)
