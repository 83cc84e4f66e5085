"""A page comes with the style that keeps room for what is drawn later."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp

from pages import PAGES
from pages.server.early_style import EarlyStyle
from pages.shared.frontend_files import file_of_parts


def answer(response: ASGIApp, method: str = "GET") -> tuple[dict[str, str], bytes]:
    """The headers and the body that come of a response."""
    messages = []

    async def send(message):
        messages.append(message)

    request = {
        "type": "http",
        "method": method,
        "path": "/",
        "headers": [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip")],
    }
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, EarlyStyle(response)(request, None, send)).result()
    start, *bodies = messages
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return headers, b"".join(body["body"] for body in bodies)


def test_a_page_has_the_style_in_its_head_and_says_how_long_it_is():
    page = HTMLResponse("<head><title>Streamlit</title></head><body></body>", headers={"ETag": '"1"'})
    headers, body = answer(page)
    text = body.decode()
    assert "<style>" in text.partition("</head>")[0]
    assert "min-height" in text
    assert f"--pages: {len(PAGES)}" in text
    assert "{ min-height: 54.4px; }" in text
    assert "/*" not in text
    assert f'href="./{file_of_parts()}"' in text
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


def test_it_is_not_asked_for_packed():
    headers, body = answer(GZipMiddleware(HTMLResponse(f"<head></head>{'x' * 5000}"), minimum_size=1))
    assert "content-encoding" not in headers
    assert b"<style>" in body


def test_all_else_is_as_it_was():
    text = PlainTextResponse("</head>", headers={"ETag": '"1"'})
    headers, body = answer(text)
    assert body == b"</head>"
    assert headers["etag"] == '"1"'
    page = HTMLResponse("<head></head>")
    assert b"<style>" not in answer(page, "HEAD")[1]
    assert b"<style>" not in answer(HTMLResponse("<head></head>", 404))[1]
