"""The forms of what a browser sends, alone."""

import json
import logging
import math

import pytest

from pages.shared.forms import (
    UnfitError,
    any_text,
    changes,
    maybe,
    number,
    one_of,
    record,
    row,
    whole,
)

NO_NUMBERS = [None, "1", [], {}, True, False, math.nan, math.inf, -math.inf, 10**400, -(10**400)]


def said_to_be_unfit(form, sent) -> bool:
    with pytest.raises(UnfitError) as caught:
        form(sent)
    return str(sent) not in str(caught.value) or len(str(sent)) < 5


@pytest.mark.parametrize("sent", NO_NUMBERS)
def test_what_is_no_number_is_refused(sent):
    assert said_to_be_unfit(number(), sent)
    assert said_to_be_unfit(whole(-(10**9), 10**9), sent)


def test_a_number_is_taken_within_its_limits_ends_among_them():
    assert [number(0, 2)(sent) for sent in (0, 0.5, 2)] == [0.0, 0.5, 2.0]
    assert isinstance(number(0, 2)(1), float)
    for sent in (-5e-324, 2.0000000000000004, 3):
        assert said_to_be_unfit(number(0, 2), sent)


def test_a_whole_number_is_taken_within_its_limits_and_no_other():
    assert [whole(0, 2)(sent) for sent in (0, 1, 2)] == [0, 1, 2]
    for sent in (-1, 3, 1.0, 0.5):
        assert said_to_be_unfit(whole(0, 2), sent)


def test_texts_and_words():
    assert any_text("w**2") == "w**2"
    assert one_of("add", "remove")("add") == "add"
    for sent in (None, 5, ["add"], {"add": 1}, True):
        assert said_to_be_unfit(any_text, sent)
        assert said_to_be_unfit(one_of("add", "remove"), sent)
    assert said_to_be_unfit(one_of("add", "remove"), "select")


def test_what_may_be_missing_is_none():
    assert maybe(whole(0, 5))(None) is None
    assert maybe(whole(0, 5))(3) == 3
    assert said_to_be_unfit(maybe(whole(0, 5)), "x")


def test_a_row_has_as_many_entries_as_forms():
    pair = row(number(0, 1), number(5, 6))
    assert pair([1, 5]) == (1.0, 5.0)
    for sent in ([], [1], [1, 5, 5], [5, 1], "15", {"0": 1, "1": 5}, None, 5):
        assert said_to_be_unfit(pair, sent)


def test_a_record_has_all_its_names_and_keeps_no_other():
    form = record(text=any_text, turn=whole(0, 9))
    assert form({"text": "w", "turn": 1, "more": "x"}) == {"text": "w", "turn": 1}
    for sent in ({}, {"text": "w"}, {"text": 5, "turn": 1}, [], ["text", "turn"], "text turn", None, 5):
        assert said_to_be_unfit(form, sent)


def test_of_changes_what_fits_is_kept_and_the_rest_is_said_in_one_line(caplog):
    form = changes({"rate": number(0, 1), "start": number(), "steps": whole(0, 9)})
    with caplog.at_level(logging.WARNING, "descent_lab"):
        assert form({"rate": 5, "start": 2, "steps": "secret", "secret": 1}) == {"start": 2.0}
    (line,) = caplog.messages
    assert "rate" in line
    assert "steps" in line
    assert "secret" not in line
    assert form({}) == {}
    for sent in (None, 5, "x", []):
        assert said_to_be_unfit(form, sent)


def test_numbers_that_python_reads_of_json_and_json_has_not_are_refused():
    for sent in ("NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400):
        assert said_to_be_unfit(number(), json.loads(sent))
