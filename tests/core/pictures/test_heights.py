from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from core.manual_descent import descend_by_hand
from core.pictures.heights import dots, placed, silence, silences
from core.problems import PROBLEMS, Problem, typed_problem
from core.settings import LESSON, first_settings


def test_what_has_no_place_on_a_log_axis_and_on_a_linear_one():
    losses = np.array([4.0, 1.0, 0.0, np.inf, np.nan, -np.inf])
    np.testing.assert_array_equal(placed(losses, 1.0, "log"), [3, *[np.nan] * 5])
    np.testing.assert_array_equal(placed(losses, 0.0, "linear"), [4, 1, 0, *[np.nan] * 3])
    assert np.isnan(placed(np.array([1.7e308]), -1.7e308, "log")).all()


def test_a_row_that_no_line_leads_to_is_told_apart():
    table = pa.table(
        {
            "method": ["tape"] * 5 + ["manual"] * 3,
            "step": [0, 1, 2, 3, 4, 0, 1, 2],
            "height": pa.array([25.0, None, 3.0, 2.0, None, None, None, 1.0]),
        }
    )
    assert dots(table, "method", "height", ends=False).to_pylist() == [
        {"method": "tape", "step": 0, "height": 25.0},
        {"method": "manual", "step": 2, "height": 1.0},
    ]


def test_where_a_line_begins_and_ends_is_a_dot_if_wanted():
    table = pa.table(
        {
            "method": ["tape"] * 4 + ["manual"] * 4 + ["theory"],
            "step": [0, 1, 2, 3, 0, 1, 2, 3, 0],
            "height": pa.array([25.0, 9.0, 3.0, None, None, 2.0, 1.0, 0.5, None]),
        }
    )
    found = dots(table, "method", "height", ends=True).select(["method", "step"]).to_pylist()
    assert [(row["method"], row["step"]) for row in found] == [("tape", 0), ("tape", 2), ("manual", 1), ("manual", 3)]


UNDERFLOW = replace(LESSON, dtype="float16", learning_rate=0.4, steps=20)
NEGATIVE: Problem = replace(PROBLEMS["parabola"], loss="w", gradient=("1",), minima=())


@pytest.mark.parametrize(
    ("settings", "ground", "said"),
    [
        (LESSON, 0.0, None),
        (replace(LESSON, learning_rate=0.5), 0.0, "0 from step 1 on"),
        (replace(LESSON, start=(0.0,)), 0.0, "0 at every step"),
        (replace(LESSON, learning_rate=1e-9), 0.0, None),
        (replace(LESSON, learning_rate=0.5), 3.0, "at the minimum or below from step 1 on"),
        (UNDERFLOW, 0.0, "0 from step 7 on"),
        (replace(LESSON, learning_rate=100.0, steps=30), 0.0, "overflow from step 9 on"),
        (replace(LESSON, problem=NEGATIVE, start=(0.15,)), 0.0, "below 0 from step 2 on"),
        (replace(LESSON, problem=NEGATIVE, start=(-1.0,)), 0.0, "below 0 at every step"),
        (
            replace(first_settings(typed_problem("log(w)")), start=(0.5,), learning_rate=0.4),
            -10.0,
            "no loss from step 1 on",
        ),
    ],
)
def test_what_is_said_where_nothing_is_drawn(settings, ground, said):
    run = descend_by_hand(settings)
    found = silence(settings.problem, run, placed(run.loss, ground, "log"), ground)
    assert (found and found[1]) == said


def test_what_several_runs_share_is_said_once_and_else_with_their_names():
    quick, slow = (descend_by_hand(replace(LESSON, learning_rate=rate)) for rate in (0.5, 0.1))
    both = {name: (quick, placed(quick.loss, 0.0, "log")) for name in ("tape", "manual")}
    assert silences(LESSON.problem, both, 0.0).to_pylist() == [{"step": 1, "said": "0 from step 1 on", "side": "left"}]
    one = both | {"manual": (slow, placed(slow.loss, 0.0, "log"))}
    assert silences(LESSON.problem, one, 0.0)["said"].to_pylist() == ["tape: 0 from step 1 on"]
    lost = descend_by_hand(replace(LESSON, learning_rate=100.0))
    two = both | {"manual": (lost, placed(lost.loss, 0.0, "log"))}
    # One under the other: each row begins below the words of those before.
    said = silences(LESSON.problem, two, 0.0)["said"].to_pylist()
    assert said == ["tape: 0 from step 1 on", "\nmanual: overflow from step 9 on"]


def test_words_near_the_end_stand_on_the_side_where_there_is_room():
    late = descend_by_hand(replace(LESSON, learning_rate=100.0, steps=10))
    heights = placed(late.loss, 0.0, "log")
    assert silences(LESSON.problem, {"tape": (late, heights)}, 0.0)["side"].to_pylist() == ["right"]
