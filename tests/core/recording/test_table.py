import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recording.expressions import EXPRESSIONS
from core.recording.record import record
from core.recording.table import digits, short, tape_table


@given(st.floats(width=32))
def test_short_numbers_fit_and_digits_name_the_number(number):
    assert len(short(number)) <= 7
    assert np.float32(digits(number, "float32")) == np.float32(number) or math.isnan(number)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, ""),
        (0.0, "0"),
        (-27.766765, "−27.767"),
        (0.24491866, "0.24492"),
        (-0.24491866, "−0.2449"),
        (1234567.0, "1.2e+06"),
    ],
)
def test_short(number, text):
    assert short(number) == text


def test_the_table_says_what_was_recorded():
    table = tape_table(record(EXPRESSIONS["surface"], (2.0, 3.0)), "float32")
    assert table["turns"][0] == 4
    assert sorted(table["turns"]) == [1, 2, 3, 4]
    x, y = table["variables"]
    assert (x["gradient"], x["arrivals"]) == ("35.70522", ["41.455784", "-5.7505646"])
    assert (y["value"], y["gradient"]) == ("3.0", "27.63719")
    power = table["operations"][-1]
    assert (power["value"], power["gradient"], power["symbol"]) == ("47.73839", "1.0", "^ 2")
    assert [taken["name"] for taken in power["inputs"]] == ["#3", ""]
    assert [taken["handed_on"] for taken in power["inputs"]] == ["13.818595", ""]
