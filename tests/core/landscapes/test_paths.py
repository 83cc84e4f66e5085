from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.landscapes.expedition import Racer, first_expedition, runs
from core.landscapes.paths import SHORTEST, path_table, visible_parts
from core.problems import LANDSCAPES

LOW, HIGH = np.array([-2.0, -1.0]), np.array([3.0, 4.0])
coordinate = st.floats(-10, 10).map(lambda x: round(x, 3))


def alone(name: str, optimizer: str, rate: float, **changes):
    """An expedition of one."""
    racer = Racer(optimizer=optimizer, method="manual", learning_rate=rate)
    return replace(first_expedition(LANDSCAPES[name]), racers=(racer,), **changes)


@given(st.tuples(coordinate, coordinate), st.tuples(coordinate, coordinate))
@settings(max_examples=200)
def test_the_visible_part_of_a_segment_is_where_its_points_are_within_the_box(begin, end):
    points = np.array([begin, end])
    (enter,), (leave,) = visible_parts(points, LOW, HIGH)
    share = np.linspace(0, 1, 401)
    at = points[0] + share[:, np.newaxis] * (points[1] - points[0])
    within = np.all((at >= LOW) & (at <= HIGH), axis=1)
    said = (share >= enter) & (share <= leave)
    assert np.count_nonzero(within != said) <= 2  # a sample may lie on the edge itself


def test_what_is_not_finite_or_beyond_all_bounds_is_no_line():
    points = np.array([[0, 0], [1e200, 0], [np.inf, 0], [np.nan, 0], [0, 0], [1, 1]])
    enter, leave = visible_parts(points, LOW, HIGH)
    assert (enter <= leave).tolist() == [False, False, False, False, True]


def test_a_path_within_the_map_is_drawn_row_by_row():
    expedition = alone("bowl_10", "sgd", 0.5, steps=12)
    (run,), table = runs(expedition), path_table(expedition).to_pandas()
    assert table["inside"].all()
    steps = table["step"].astype(int).to_numpy()
    assert {0, 1, 12} <= set(steps)
    np.testing.assert_array_equal(table[["x", "y"]].to_numpy(), run.parameters[steps])
    np.testing.assert_array_equal(table["loss"].to_numpy(), run.loss[steps].astype(np.float64))
    assert set(table["method"]) == {"manual"}


def test_a_path_that_leaves_the_map_is_drawn_to_the_edge():
    expedition = alone("mccormick", "momentum", 0.05)
    (run,), table = runs(expedition), path_table(expedition).to_pandas()
    last, low, high = table.iloc[-1], *np.array(expedition.problem.domain).T
    out = int(np.argmin(np.all((run.parameters >= low) & (run.parameters <= high), axis=1)))
    assert out - 1 < last["step"] < out
    assert not last["inside"]
    assert np.isnan(last["loss"])
    assert table["inside"][:-1].all()
    assert last["x"] == -1.5
    a, b = run.parameters[out - 1 : out + 1]
    np.testing.assert_allclose(last[["x", "y"]].astype(float), a + (last["step"] - out + 1) * (b - a), rtol=1e-5)


def test_a_path_that_leaps_over_the_map_is_drawn_across_it():
    table = path_table(alone("bowl_1", "sgd", 2.5, start=(4.0, 2.0), steps=5)).to_pandas()
    # 4, -6, 9, and then from edge to edge: -13.5, 20.25, -30.375.
    assert table["x"].round(4).tolist()[:4] == [4, -6, 9, -10]
    assert table["x"].isna().sum() == 2
    crossings = table[~table["inside"] & table["x"].notna()]
    assert crossings["x"].tolist() == [-10, -10, 10, 10, -10]
    np.testing.assert_allclose(crossings["y"], crossings["x"] / 2)


@pytest.mark.parametrize("name", ["rastrigin", "mccormick", "booth", "ackley"])
def test_nothing_is_drawn_off_the_map(name):
    (west, east), (south, north) = (np.float32(side) for side in LANDSCAPES[name].domain)
    crossed = 0
    for optimizer, rate in (("sgd", 0.031), ("momentum", 0.17), ("adam", 3.3), ("nesterov", 0.09)):
        table = path_table(alone(name, optimizer, rate, steps=60)).to_pandas().dropna(subset=["x"])
        assert table["x"].between(west, east).all()
        assert table["y"].between(south, north).all()
        crossed += np.count_nonzero(~table["inside"])
    assert crossed >= 3


def test_a_path_that_comes_back_is_two_lines():
    expedition = alone("bowl_1", "momentum", 0.05, start=(-10.0, 9.0), steps=40)
    expedition = replace(expedition, problem=replace(expedition.problem, domain=((-11.0, 2.0), (-10.0, 10.0))))
    table = path_table(expedition).to_pandas()
    breaks = np.flatnonzero(table["x"].isna())
    assert len(breaks) == 1
    before, after = table.iloc[breaks[0] - 1], table.iloc[breaks[0] + 1]
    assert before["x"] == after["x"] == 2
    assert table["step"].is_monotonic_increasing
    assert not table["inside"][breaks[0]]


def test_a_start_off_the_map_and_a_run_without_steps():
    assert len(path_table(alone("bowl_1", "sgd", 0.1, start=(50.0, 50.0), steps=3))) == 0
    assert path_table(alone("bowl_1", "sgd", 0.1, steps=0))["x"].to_pylist() == [-8.0]


def test_a_run_that_overflows_ends_at_the_edge():
    table = path_table(alone("beale", "sgd", 0.01, start=(4.0, -4.0), steps=10)).to_pandas()
    assert len(table) == 2
    assert table["inside"].tolist() == [True, False]


def test_steps_too_short_to_be_seen_are_left_out_and_the_last_stays():
    expedition = alone("bowl_1", "sgd", 0.3, steps=500)
    (run,), table = runs(expedition), path_table(expedition).to_pandas()
    assert len(table) < 40
    assert table["step"].iloc[-1] == 500
    kept = table["step"].astype(int).to_numpy()
    for k in range(501):
        nearest = kept[kept <= k][-1]
        assert np.all(np.abs(run.parameters[k] - run.parameters[nearest]) <= SHORTEST * 20 * 1.001)
