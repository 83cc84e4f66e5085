from dataclasses import replace

import numpy as np
import pytest

from core.methods import run_both
from core.settings import LESSON
from core.trajectory import Trajectory, flushing, gap, long_table, ulps_apart


def run(losses, dtype=np.float32) -> Trajectory:
    loss = np.array(losses, dtype)
    return Trajectory(parameters=loss[:, None], loss=loss, gradient=loss[:, None])


def test_the_long_table():
    table = long_table(run_both(replace(LESSON, steps=3)), ("w",))
    assert list(table.columns) == ["method", "step", "w", "loss", "gradient_w"]
    assert table["method"].tolist() == ["tape"] * 4 + ["manual"] * 4
    assert table["step"].tolist() == [0, 1, 2, 3] * 2
    assert table["loss"].tolist()[:2] == [25.0, 16.0]
    assert table["loss"].dtype == np.float32


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_ulps_count_the_numbers_between(dtype):
    one, inf, nan = dtype(1), dtype(np.inf), dtype(np.nan)
    after = np.nextafter(one, inf)
    a = np.array([one, one, -one, 0.0, inf, nan, nan, -np.finfo(dtype).smallest_subnormal], dtype)
    b = np.array([one, after, -after, -0.0, inf, nan, one, np.finfo(dtype).smallest_subnormal], dtype)
    np.testing.assert_array_equal(ulps_apart(a, b), [0, 1, 1, 0, 0, 0, np.inf, 2])


def test_a_gap_is_shown_three_ways():
    table = gap(run([1.0, 2.0, 0.0]), run([1.0, np.nextafter(np.float32(2), np.float32(3)), 0.0]))
    assert table["absolute"].tolist() == [0, 2**-22, 0]
    assert table["relative"][1] == pytest.approx(2**-23)
    assert table["ulp"].tolist() == [0, 1, 0]


def test_equal_infinities_are_no_gap():
    table = gap(run([np.inf, np.nan, np.inf]), run([np.inf, np.nan, 1.0]))
    assert table["absolute"].tolist() == [0, 0, np.inf]
    assert table["ulp"][:2].tolist() == [0, 0]
    assert table["ulp"][2] > 0


def test_a_value_beside_none_is_the_largest_gap_there_is():
    table = gap(run([4.0, np.nan, np.nan, 1e30]), run([4.0, 0.0, np.nan, np.inf]))
    assert table["absolute"].tolist() == [0, np.inf, 0, np.inf]
    assert table["relative"].tolist() == [0, np.inf, 0, np.inf]
    assert table["ulp"].tolist()[:3] == [0, np.inf, 0]


@pytest.mark.parametrize(
    ("tape", "manual", "flushed"),
    [
        (0.0, 1e-38, True),
        (1.2e-38, 2.2e-38, True),  # one of two terms
        (0.0, 1e-30, False),
        (1e-38, 1e-38, False),
        (np.inf, np.nan, False),
        (np.inf, np.inf, False),
    ],
)
def test_what_one_method_flushes_to_zero_is_told_from_other_gaps(tape, manual, flushed):
    assert bool(flushing(run([tape]), run([manual]), 0)) == flushed
