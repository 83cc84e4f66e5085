"""Ask a middleware, without a server."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp

from tests.loops import run


@dataclass
class Answer:
    """What was answered."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


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
