"""Healthy is a server on which both methods descend to the same loss."""

from types import SimpleNamespace

import pytest
from starlette.responses import PlainTextResponse

import core.manual_descent
import core.tape_descent
from pages.server import health
from tests.pages.server.asked import answer


def asked(check: health.Health, path: str = "/_stcore/health") -> int:
    return answer(check, path).status


@pytest.fixture
def check() -> health.Health:
    return health.Health(PlainTextResponse("ok"))


def test_healthy_where_both_methods_come_to_the_same(check):
    assert health.found_ill() == ""
    assert asked(check) == 200


@pytest.mark.parametrize(
    "descend",
    [
        lambda settings: (_ for _ in ()).throw(RuntimeError("no memory")),
        lambda settings: SimpleNamespace(loss=[25.0, 1.0]),
        lambda settings: SimpleNamespace(loss=[25.0, float("nan")]),
    ],
    ids=["it fails", "another loss", "no loss"],
)
@pytest.mark.parametrize("method", [(core.tape_descent, "descend_with_tape"), (core.manual_descent, "descend_by_hand")])
def test_ill_where_a_descent_fails_or_differs_and_all_else_is_answered(check, monkeypatch, method, descend):
    monkeypatch.setattr(*method, descend)
    assert health.found_ill()
    assert asked(check) == 503
    assert asked(check, "/compare") == 200


def test_it_is_looked_at_anew_only_after_a_while(check, monkeypatch):
    assert asked(check) == 200
    monkeypatch.setattr(health, "found_ill", lambda: "ill")
    assert asked(check) == 200
    monkeypatch.setattr(health, "ANEW_S", 0.0)
    assert asked(check) == 503
    monkeypatch.setattr(health, "found_ill", lambda: "")
    assert asked(check) == 200


def test_ill_where_a_descent_comes_to_no_end(check, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", -1.0)
    check._asking = SimpleNamespace()
    assert asked(check) == 503
