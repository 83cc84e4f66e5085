from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.pictures.extents import EMPTY, KEPT, extent_of, extent_table, ticks_of
from core.pictures.heights import placed
from core.problems import PROBLEMS
from core.settings import LESSON, first_settings, with_optimizer


def around(low: float, high: float, before=None):
    return extent_of(np.array([high, np.nan, low]), "log", before)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (5.1e-9, 25.0, (1e-9, 1e2)),  # the lesson: it had an axis down to 1e-13
        (1.8, 25.0, (1, 50)),  # Adam there: it was a band at the top
        (8.0, 12.0, (5, 50)),
        (25.0, 25.0, (20, 200)),
        (1.0, 100.0, (1, 100)),
        (1e-40, 25.0, (1e-40, 1e2)),
        (2.0, 1e38, (1, 1e38)),
        (1e-310, 1e308, (1e-307, 1e308)),
        (1e-320, 1e-319, (1e-307, 1e-306)),
        (1.2e308, 1.7e308, (1e307, 1e308)),
    ],
)
def test_a_log_axis_ends_where_what_is_drawn_ends(low, high, expected):
    assert around(low, high) == expected


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ((1.0, 50.0), [1, 2, 5, 10, 20, 50]),
        ((1e-9, 1e2), [1e-8, 1e-6, 1e-4, 1e-2, 1, 100]),
        ((1e-3, 1.0), [1e-3, 1e-2, 1e-1, 1]),
        ((1e-40, 1e2), [1e-40, 1e-30, 1e-20, 1e-10, 1]),
        ((1e-307, 1e308), [1e-300, 1e-200, 1e-100, 1, 1e100, 1e200, 1e300]),
    ],
)
def test_numbers_stand_at_powers_of_ten_evenly_apart_or_at_1_2_5(extent, expected):
    assert ticks_of(extent) == expected


def test_no_axis_is_without_numbers_nor_crowded():
    ends = [10.0**decade for decade in range(-307, 309, 7)]
    for low in ends:
        for high in ends:
            if low < high:
                assert 3 <= len(ticks_of(around(low, high))) <= 8


def test_an_axis_without_anything_to_draw_has_ends():
    assert extent_of(np.array([np.nan]), "log") == EMPTY
    assert extent_of(np.array([np.nan]), "log", (1e-5, 1.0)) == (1e-5, 1.0)
    assert extent_of(np.array([1.0]), "linear") is None
    assert extent_table(None).num_rows == 0


def test_an_axis_stays_while_enough_of_it_is_used():
    assert around(1e-5, 25.0, (1e-8, 100.0)) == (1e-8, 100.0)
    assert around(1e-9, 25.0, (1e-8, 100.0)) == (1e-13, 100.0)  # with room for more
    assert around(1e-9, 25.0, (1e-8, 1e60)) == (1e-13, 100.0)
    assert around(5.0, 25.0, (1e-8, 100.0)) == (2.0, 50.0)


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
    extent, changes = None, 0
    for rate in np.geomspace(*rates, 100).tolist():
        heights = placed(descend_by_hand(replace(settings, learning_rate=rate)).loss, 0.0, "log")
        now, drawn = extent_of(heights, "log", extent), heights[np.isfinite(heights)]
        assert now
        assert now[0] <= drawn.min() * (1 + 1e-9)
        assert drawn.max() <= now[1] * (1 + 1e-9)
        used = np.log10(drawn.max() / drawn.min()) / np.log10(now[1] / now[0])
        # A decade is shown at least, and ends are whole.
        assert used >= KEPT - 0.05 or now[1] / now[0] < 1e3
        changes += extent is not None and now != extent
        extent = now
    assert changes <= 13
