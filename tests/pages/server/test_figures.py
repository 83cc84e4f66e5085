"""What is counted for the owner."""

import pytest

from pages.server import figures
from pages.server.figures import Figures


def test_visitors_are_counted_as_long_as_they_are_here():
    counted = Figures()
    for address in ("a", "a", "b"):
        counted.came(address)
    counted.left("a")
    counted.left("b")
    told = counted.told()
    assert told["visitors connected"] == 1
    assert told["visitors connected, at most"] == 3
    assert told["addresses they come from"] == 1


def test_waits_of_the_last_minute_are_told_by_their_shares(monkeypatch):
    counted = Figures()
    assert counted.told()["wait for a run, median, ms"] is None
    for hundredths in range(1, 101):
        counted.ran(hundredths / 100)
    told = counted.told()
    assert told["wait for a run, median, ms"] == pytest.approx(500)
    assert told["wait for a run, 95th percentile, ms"] == pytest.approx(950)
    assert told["wait for a run, longest, ms"] == pytest.approx(1000)
    assert told["runs since the start"] == 100
    monkeypatch.setattr(figures, "MINUTE_S", -1.0)
    assert counted.told()["runs a second, last minute"] == 0


def test_the_system_is_asked_for_memory_and_files():
    told = Figures().told()
    assert told["memory, at most, MB"] >= 10
    assert told["files open"] is None or told["files open"] > 2
