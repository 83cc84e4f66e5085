"""Whose turn it is: what follows waits for pictures under a hand, but not for long."""

import threading

import pytest

from pages.shared import order
from pages.shared.order import Order
from tests.conftest import PATIENCE_S


@pytest.fixture
def patient(monkeypatch):
    """Nothing counts as long, and what waits does so for as long as a test has."""
    monkeypatch.setattr(order, "LONG_S", 2 * PATIENCE_S)
    monkeypatch.setattr(order, "PATIENCE_S", 2 * PATIENCE_S)


def never() -> bool:
    return False


class Following:
    """What follows, in a thread of its own: whether it waits, has begun, may end."""

    def __init__(self, turns: Order) -> None:
        self.turns = turns
        self.waits, self.begun, self.may_end, self.hurries = (threading.Event() for _ in range(4))
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        with self.turns.following(self._in_a_hurry):
            self.begun.set()
            self.may_end.wait(PATIENCE_S)

    def _in_a_hurry(self) -> bool:
        self.waits.set()
        return self.hurries.is_set()

    def end(self) -> None:
        self.may_end.set()
        self.thread.join(PATIENCE_S)


def test_what_follows_begins_when_the_picture_is_made_and_one_after_the_other(patient):
    turns = Order()
    with turns.live():
        one, other = Following(turns), Following(turns)
        assert one.waits.wait(PATIENCE_S)
        assert other.waits.wait(PATIENCE_S)
        assert not one.begun.is_set()
        assert not other.begun.is_set()
        # A picture waits for nobody.
        with turns.live():
            pass
    while not (one.begun.is_set() or other.begun.is_set()):
        one.begun.wait(order.LOOK_S)
    first, second = (one, other) if one.begun.is_set() else (other, one)
    second.waits.clear()
    assert second.waits.wait(PATIENCE_S)
    assert not second.begun.is_set()
    with turns.live():
        pass
    first.end()
    assert second.begun.wait(PATIENCE_S)
    second.end()


def test_who_has_asked_for_more_does_not_wait(patient):
    turns = Order()
    with turns.live():
        following = Following(turns)
        assert following.waits.wait(PATIENCE_S)
        assert not following.begun.is_set()
        following.hurries.set()
        assert following.begun.wait(PATIENCE_S)
        following.end()


@pytest.mark.parametrize("short", ["LONG_S", "PATIENCE_S"])
def test_nothing_waits_for_long(patient, monkeypatch, short):
    monkeypatch.setattr(order, short, 0.0)
    turns = Order()
    with turns.live(), turns.following(never):
        pass


def test_what_fails_keeps_nobody_waiting(patient):
    turns = Order()
    with pytest.raises(ZeroDivisionError), turns.live():
        raise ZeroDivisionError
    with turns.following(never):
        pass
