"""The file of all components: what a browser may keep of it, and that it is the one that pages ask for."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from pages.server.parts import Parts
from pages.shared.frontend_files import all_parts, file_of_parts


def answer(path: str, encodings: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body that come for a path."""
    messages = []

    async def send(message):
        messages.append(message)

    request = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", encodings.encode())]}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, Parts(PlainTextResponse("a page"))(request, None, send)).result()
    start, body = messages
    return {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


@pytest.mark.parametrize("at", ["/", "/lab/"])
def test_it_is_served_wherever_the_app_stands_and_may_be_kept(at):
    headers, body = answer(f"{at}{file_of_parts()}", "gzip, br")
    assert gzip.decompress(body).decode() == all_parts()
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith("text/javascript")


def test_it_is_plain_for_who_cannot_unpack_and_another_file_is_the_apps():
    assert answer(f"/{file_of_parts()}", "")[1].decode() == all_parts()
    assert answer("/parts-0.js", "")[1] == b"a page"
