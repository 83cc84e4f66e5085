"""What goes to the browser as JSON."""

import json
import math

import numpy as np
import pyarrow as pa
import pytest

from pages.shared.wire import sendable


@pytest.mark.parametrize(
    "number",
    [
        math.inf,
        -math.inf,
        math.nan,
        np.float16("inf"),
        np.float32("nan"),
        np.float64("-inf"),
        np.longdouble("1e400"),
        10**400,
    ],
)
def test_a_number_that_json_has_not_is_left_out_wherever_it_stands(number):
    held = {"first": number, "mark": {"value": number, "label": "limit"}, "view": [(1.0, number)], "name": "w"}
    sent = sendable(held)
    assert sent == {"first": None, "mark": {"value": None, "label": "limit"}, "view": [[1.0, None]], "name": "w"}
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent


@pytest.mark.parametrize("number", [0, -3, True, 0.1, 1.7976931348623157e308, 5e-324, 2**63])
def test_any_other_number_arrives_as_it_is(number):
    sent = sendable([number])
    assert sent == [number]
    assert type(sent[0]) is type(number)


def test_numbers_of_numpy_arrive_as_numbers():
    assert (
        json.dumps(sendable({"a": np.float32(0.5), "b": np.int64(3), "c": np.float64(2.0)}))
        == '{"a": 0.5, "b": 3, "c": 2.0}'
    )


def test_a_table_of_arrow_stays_what_it_is():
    table = pa.table({"loss": [math.inf, 1.0]})
    assert sendable({"runs": table})["runs"] is table


def test_what_json_has_no_form_for_is_refused_by_name():
    with pytest.raises(TypeError, match="got set"):
        sendable({"names": {"w"}})
