"""The owner's page: nobody else's."""

import json
from base64 import b64encode

import pytest
from starlette.responses import PlainTextResponse

from pages.server.figures import FIGURES
from pages.server.status import SECRET, Status
from tests.pages.server.asked import Answer, answer

OWN = "only the owner knows"


def status(secret: str | None = OWN, **headers: str) -> Answer:
    return answer(Status(PlainTextResponse("Descent Lab")), "/owner/status", headers=headers if secret else None)


def basic(secret: str) -> str:
    return f"Basic {b64encode(f'me:{secret}'.encode()).decode()}"


def test_without_a_secret_there_is_no_such_page(monkeypatch):
    monkeypatch.delenv(SECRET, raising=False)
    for said in ("", "Bearer ", basic("")):
        assert status(authorization=said).status == 404


def test_a_secret_that_is_short_is_none(monkeypatch):
    monkeypatch.setenv(SECRET, "short")
    with pytest.raises(ValueError, match="12 characters"):
        status()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Basic",
        "Basic !",
        "Basic /w==",
        basic(""),
        basic("wrong"),
        basic(OWN[:-1]),
        f"Bearer {OWN}x",
        f"Digest {OWN}",
        OWN,
    ],
)
def test_who_does_not_say_it_is_asked_for_it_and_told_nothing(monkeypatch, said):
    monkeypatch.setenv(SECRET, OWN)
    asked = status(authorization=said)
    assert (asked.status, asked.body) == (401, "This is its owner's.")
    assert asked.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("said", [basic(OWN), f"Bearer {OWN}"])
def test_the_owner_is_told_how_the_server_fares(monkeypatch, said):
    monkeypatch.setenv(SECRET, OWN)
    FIGURES.ran(0.25)
    asked = status(authorization=said)
    told = json.loads(asked.body)
    assert asked.status == 200
    assert told["wait for a run, longest, ms"] >= 250
    assert told["memory, MB"] > 10
    page = status(authorization=said, accept="text/html,*/*")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert all(f">{name}<" in page.body for name in told)


def test_all_else_is_the_apps(monkeypatch):
    monkeypatch.setenv(SECRET, OWN)
    assert answer(Status(PlainTextResponse("Descent Lab")), "/status").body == "Descent Lab"
