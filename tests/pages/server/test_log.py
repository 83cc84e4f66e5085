"""The log: a line each, and nothing of a visitor in it."""

import json
import logging
from collections.abc import Iterator

import pytest

from pages.server.figures import FIGURES
from pages.server.log import LOGGER, QUIET_S, Line, NotAgain, failed, in_brief, origin, refused


@pytest.fixture
def lines() -> Iterator[list[dict]]:
    """What the log says meanwhile."""
    said: list[dict] = []

    class Kept(logging.StreamHandler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(json.loads(Line().format(record)))

    kept = Kept()
    kept.addFilter(NotAgain())
    LOGGER.addHandler(kept)
    yield said
    LOGGER.removeHandler(kept)


def raised() -> ValueError:
    try:
        int("a secret")
    except ValueError as error:
        return error


def test_what_failed_is_a_line_that_tells_where_and_not_what_was_typed(lines):
    before = FIGURES.counts["failed"]
    failed(raised())
    (line,) = lines
    assert (line["event"], line["error"]) == ("failed", "ValueError")
    assert line["where"].endswith(" raised")
    assert "tests/pages/server/test_log.py:" in line["where"]
    assert "secret" not in str(line)
    assert FIGURES.counts["failed"] == before + 1


def test_what_was_refused_is_a_line_once_and_then_with_how_often(lines, monkeypatch):
    before = FIGURES.counts["refused"]
    for _ in range(5):
        refused("a file of 100 % nonsense")
    assert [(line["event"], line["what"]) for line in lines] == [("refused", "a file of 100 % nonsense")]
    assert FIGURES.counts["refused"] == before + 5
    monkeypatch.setattr("pages.server.log.QUIET_S", -1.0)
    refused("a file of 100 % nonsense")
    assert lines[-1]["times"] == 5
    refused("another")
    assert "times" not in lines[-1]


def test_a_worker_says_its_name(lines, monkeypatch):
    monkeypatch.setenv("DESCENT_LAB_WORKER", "2")
    refused("a line of a worker")
    assert lines[-1]["worker"] == "2"


def test_an_error_of_a_library_is_a_line_without_its_message():
    error = raised()
    record = logging.makeLogRecord(
        {"msg": "Exception in %s\n", "args": ("ASGI",), "exc_info": (type(error), error, None)}
    )
    text = logging.Formatter().format(in_brief(record))
    assert text == f"Exception in ASGI: ValueError, {origin(error)}"
    assert "\n" not in text


def test_many_different_lines_are_not_kept_for_ever():
    again = NotAgain()
    records = [logging.makeLogRecord({"msg": f"{k}"}) for k in range(1500)]
    assert all(map(again.filter, records))
    assert len(again._said) < 1200
    assert not again.filter(records[-1])
    assert QUIET_S > 1
