"""What a browser is told that a page may do, and who may show it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from pages.server.headers import Headers, headers


def policy(frames: str = "any") -> dict[str, list[str]]:
    directives = headers(frames)["Content-Security-Policy"].split("; ")
    return {name: sources for name, *sources in map(str.split, directives)}


def test_nothing_comes_from_elsewhere_and_no_text_becomes_code():
    said = policy()
    assert said["default-src"] == ["'none'"]
    own = {"'self'", "data:", "blob:", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'"}
    found = {source for name, sources in said.items() if name != "frame-ancestors" for source in sources}
    assert {source for source in found - own if not source.startswith("'sha256-")} == set()
    assert "'unsafe-inline'" not in said["script-src"]
    assert any(source.startswith("'sha256-") for source in said["script-src"])


@pytest.mark.parametrize(
    ("frames", "ancestors"),
    [
        ("any", ["*"]),
        ("none", ["'none'"]),
        ("self", ["'self'"]),
        ("https://course.example", ["'self'", "https://course.example"]),
        ("https://a.example http://*.b.example:8080", ["'self'", "https://a.example", "http://*.b.example:8080"]),
    ],
)
def test_the_owner_says_who_may_show_it_in_a_frame(frames, ancestors):
    assert policy(frames)["frame-ancestors"] == ancestors


@pytest.mark.parametrize(
    "frames", ["", "everybody", "https://a.example; script-src *", "javascript:alert(1)", "none self"]
)
def test_what_is_no_such_thing_is_said_at_the_start(frames):
    with pytest.raises(ValueError, match="DESCENT_LAB_FRAMES"):
        headers(frames)


def test_every_answer_has_them():
    sent = []

    async def send(message):
        sent.append(message)

    answer = Headers(PlainTextResponse("Descent Lab"))({"type": "http", "path": "/", "headers": []}, None, send)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer).result()
    names = {name.decode() for name, _ in sent[0]["headers"]}
    assert {"content-security-policy", "x-content-type-options", "referrer-policy", "content-type"} <= names
