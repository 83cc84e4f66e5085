"""Numbers as people type them: the list of readings is that of the number boxes in the browser."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.experiments.links import variables_screen
from core.links import from_query
from core.numbers import readings
from tests.conftest import ROOT

READ = json.loads((ROOT / "tests" / "readings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("whole", [False, True])
def test_the_list_is_read_as_in_the_browser(whole):
    for text, value in READ["one"].items():
        assert readings(text, whole) == (value,), text
    for text, values in READ["whole" if whole else "decimal"].items():
        assert readings(text, whole) == tuple(values), text
    for text in READ["none"]:
        assert readings(text, whole) == (), text


def test_a_number_that_is_too_large_is_one():
    assert readings("1e400") == (math.inf,)
    assert readings("-1e400") == (-math.inf,)
    assert readings("1e400/1e400") == ()


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**9), 10**9))
def test_what_python_writes_is_read_back_exactly(value, number):
    assert readings(repr(value)) == (value,)
    assert readings(str(number), whole=True) == (number,)


@given(st.text() | st.text(alphabet="0123456789.,'-+/e _", max_size=12))
def test_no_text_is_refused(text):
    for whole in (False, True):
        assert not any(math.isnan(value) for value in readings(text, whole))


def test_a_link_has_numbers_as_people_type_them():
    shared, repairs = from_query({"learning_rate": "0,25", "start": "–2", "steps": "1 000"})
    assert (shared.settings.learning_rate, shared.settings.start, shared.settings.steps) == (0.25, (-2.0,), 1000)
    assert repairs == ()
    assert from_query({"learning_rate": "1/4"})[0].settings.learning_rate == 0.25
    assert variables_screen({"first": "−1,5"})[0].first == -1.5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"steps": "1.000"}, "steps could be 1 or 1000 and is now 50"),
        ({"start": "1,000"}, "start could be 1 or 1000 and is now 5"),
        ({"start": "1e400"}, "start was too large and is now 5"),
        ({"start": "two"}, "start was not a number and is now 5"),
    ],
)
def test_what_has_no_one_meaning_is_said(query, sentence):
    assert from_query(query)[1] == (sentence,)
