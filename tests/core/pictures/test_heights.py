from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from core.manual_descent import descend_by_hand
from core.pictures.heights import DEPTHS, EMPTY, KEPT, extent_of, lone, placed, silence, silences
from core.problems import PROBLEMS, Problem, typed_problem
from core.settings import LESSON, first_settings, with_optimizer


def decades(extent) -> tuple[float, float]:
    return tuple(np.round(np.log10(extent), 6).tolist())


def test_what_has_no_place_on_a_log_axis_and_on_a_linear_one():
    losses = np.array([4.0, 1.0, 0.0, np.inf, np.nan, -np.inf])
    np.testing.assert_array_equal(placed(losses, 1.0, "log"), [3, *[np.nan] * 5])
    np.testing.assert_array_equal(placed(losses, 0.0, "linear"), [4, 1, 0, *[np.nan] * 3])
    assert np.isnan(placed(np.array([1.7e308]), -1.7e308, "log")).all()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.8, 25.0, (0, 2)),  # as the losses of Adam: they were a flat line on an axis down to 1e-10
        (5.1e-9, 25.0, (-13, 2)),
        (25.0, 25.0, (1, 2)),
        (1e-40, 25.0, (-58, 2)),
        (2.0, 1e38, (0, 40)),
        (1e-310, 1e308, (-307, 308)),
    ],
)
def test_a_log_axis_is_as_long_as_what_is_drawn_needs(low, high, expected):
    assert decades(extent_of(np.array([high, np.nan, low]), "log")) == expected


def test_an_axis_without_anything_to_draw_has_ends():
    assert extent_of(np.array([np.nan]), "log") == EMPTY
    assert extent_of(np.array([np.nan]), "log", (1e-5, 1.0)) == (1e-5, 1.0)
    assert extent_of(np.array([1.0]), "linear") is None


def test_an_axis_stays_while_enough_of_it_is_used():
    assert decades(extent_of(np.array([1e-5, 25.0]), "log", (1e-8, 100.0))) == (-8, 2)
    assert decades(extent_of(np.array([1e-9, 25.0]), "log", (1e-8, 100.0))) == (-13, 2)
    assert decades(extent_of(np.array([1e-1, 25.0]), "log", (1e-8, 100.0))) == (-1, 2)


def moves(settings, rates) -> int:
    """How often the axis changes while the learning rate is dragged; at every stop everything has a place on it."""
    extent, changes = None, 0
    for rate in rates:
        heights = placed(descend_by_hand(replace(settings, learning_rate=rate)).loss, 0.0, "log")
        now = extent_of(heights, "log", extent)
        drawn = heights[np.isfinite(heights)]
        assert now[0] <= drawn.min() * (1 + 1e-9)
        assert drawn.max() <= now[1] * (1 + 1e-9)
        used = np.log10(now[1] / drawn.min()) / np.log10(now[1] / now[0])
        assert used >= KEPT / 2
        changes += extent is not None and now != extent
        extent = now
    return changes


@pytest.mark.parametrize(
    ("settings", "rates"),
    [
        (LESSON, (0.1, 1.2)),
        (with_optimizer(LESSON, "adam"), (0.01, 3.0)),
        (with_optimizer(LESSON, "momentum"), (0.01, 3.0)),
        (with_optimizer(LESSON, "lion"), (0.01, 3.0)),
        (first_settings(PROBLEMS["absolute"]), (0.003, 1.2)),
    ],
    ids=["sgd", "adam", "momentum", "lion", "absolute"],
)
def test_an_axis_moves_rarely_in_a_drag_of_a_hundred_moves(settings, rates):
    assert moves(settings, np.geomspace(*rates, 100).tolist()) <= 10


def test_neighbouring_lengths_differ_by_half_at_least():
    # So that a whole run never flickers between two.
    assert all(shorter / longer >= KEPT for shorter, longer in pairwise(DEPTHS))


def test_a_row_that_no_line_leads_to_is_told_apart():
    table = pa.table(
        {
            "method": ["tape"] * 5 + ["manual"] * 3,
            "step": [0, 1, 2, 3, 4, 0, 1, 2],
            "height": pa.array([25.0, None, 3.0, 2.0, None, None, None, 1.0]),
        }
    )
    assert lone(table, "method", "height").to_pylist() == [
        {"method": "tape", "step": 0, "height": 25.0},
        {"method": "manual", "step": 2, "height": 1.0},
    ]


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
