"""Ask a middleware, without a server."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp


@dataclass
class Answer:
    """What was answered."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: in this one Playwright may have a loop that goes on."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def answer(app: ASGIApp, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """What is answered to the head of a request whose body never comes."""
    answers = []

    async def receive():
        raise AssertionError("the body was read")

    async def send(message):
        answers.append(message)

    named = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    run(app({"type": "http", "method": method, "path": path, "headers": named}, receive, send))
    head = {name.decode(): value.decode() for name, value in answers[0].get("headers", [])}
    return Answer(answers[0]["status"], head, b"".join(each.get("body", b"") for each in answers).decode())
