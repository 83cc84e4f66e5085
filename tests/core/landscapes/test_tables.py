from dataclasses import replace

import numpy as np
import pytest

from core.landscapes.expedition import Racer, first_expedition, first_racer, runs, titles
from core.landscapes.ground import lowest_loss
from core.landscapes.tables import (
    frame_table,
    ground,
    inside,
    loss_tables,
    memory_name,
    standings,
    start_beyond,
    step_table,
)
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, typed_landscape
from core.rules import RULES


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_a_row_of_the_step_table_is_a_step_of_a_racer(dtype):
    settings = replace(first_expedition(LANDSCAPES["himmelblau"]), steps=30, dtype=dtype)
    table = step_table(settings)
    assert table["loss"].type == ("double" if dtype == "float64" else "float")
    rows = table.to_pandas()
    assert len(rows) == 4 * 31
    for k, run in enumerate(runs(settings)):
        for step in (0, 7, 29):
            row = rows.iloc[k * 31 + step]
            assert (row["racer"], row["step"]) == (k, step)
            np.testing.assert_array_equal(row[["x", "y"]].astype(float), run.parameters[step])
            np.testing.assert_array_equal(row[["gradient_x", "gradient_y"]].astype(float), run.gradient[step])
            assert row["loss"] == run.loss[step]
            moved = run.parameters[step + 1] - run.parameters[step]
            np.testing.assert_array_equal(row[["moved_x", "moved_y"]].astype(float), moved)
    assert rows["moved_x"].isna().sum() == rows["moved_y"].isna().sum() == 4
    assert rows["inside"].all()


def test_the_memory_of_momentum_is_the_step_it_takes_and_of_adam_an_average_of_gradients():
    settings = replace(first_expedition(LANDSCAPES["booth"]), steps=20)
    rows = step_table(settings).to_pandas()
    momentum, adam = (rows[rows["racer"] == k].iloc[:-1] for k in (1, 2))
    np.testing.assert_allclose(momentum["memory_x"], momentum["moved_x"], atol=1e-5)
    average = 0.0
    for gradient, memory in zip(adam["gradient_y"], adam["memory_y"], strict=True):
        average = 0.9 * average + 0.1 * gradient
        assert memory == pytest.approx(average, rel=1e-4, abs=1e-4)
    assert rows[rows["racer"] == 0]["memory_x"].isna().all()


@pytest.mark.parametrize("optimizer", RULES)
def test_a_memory_that_is_named_is_there_and_another_is_not(optimizer):
    problem = LANDSCAPES["himmelblau"]
    racer = first_racer(problem, optimizer, "manual")
    settings = replace(first_expedition(problem), racers=(racer,), steps=9)
    memory = step_table(settings)["memory_x"].to_pylist()[:-1]
    quantities = descend_by_hand(settings.of(racer)).quantities
    assert (memory_name(racer) is not None) == ("m" in quantities) == (None not in memory)
    if "m" in quantities:
        np.testing.assert_array_equal(np.float32(memory), quantities["m"][:-1, 0])


def test_velocities_point_along_the_way_and_first_moments_against_it():
    problem = LANDSCAPES["bowl_1"]
    for optimizer, name, sign in (
        ("momentum", "velocity", 1), ("nesterov", "velocity", 1), ("rmsprop", "velocity", -1),
        ("adam", "first moment", -1), ("lion", "first moment", -1), ("lamb", "first moment", -1),
    ):  # fmt: skip
        racer = replace(first_racer(problem, optimizer), method="manual")
        if optimizer == "rmsprop":
            racer = replace(racer, hyperparameters=(("momentum", 0.5),))
        assert memory_name(racer) == name
        row = step_table(replace(first_expedition(problem), racers=(racer,), steps=3)).to_pandas().iloc[0]
        assert np.sign(row["memory_x"] * row["moved_x"]) == sign, optimizer


def test_inside_includes_the_edge_in_the_runs_own_precision():
    settings = first_expedition(LANDSCAPES["rastrigin"])
    for dtype in ("float16", "float32", "float64"):
        points = np.array([[-2.56, 2.56], [2.6, 0], [np.nan, 0]], dtype)
        assert inside(settings, points).tolist() == [True, False, False]


def test_heights_on_the_log_axis_are_above_the_lowest_known_loss():
    settings = replace(first_expedition(LANDSCAPES["mccormick"]), dtype="float64")
    assert ground(settings) == pytest.approx(lowest_loss(settings.problem), rel=1e-12)
    tables = loss_tables(settings, "log")
    rows = tables["losses"].to_pandas()
    first = rows[(rows["racer"] == 2) & (rows["step"] == 0)].iloc[0]
    assert first["height"] == pytest.approx(runs(settings)[2].loss[0] - ground(settings))
    assert first["method"] == "tape"
    # Momentum ends below the lowest minimum, off the map: that has no place on this axis, and one on the other.
    last = rows[rows["racer"] == 1].iloc[-1]
    assert np.isnan(last["height"])
    linear = loss_tables(settings, "linear")["losses"].to_pandas()
    assert linear[linear["racer"] == 1].iloc[-1]["height"] == runs(settings)[1].loss[-1]
    assert ground(first_expedition(typed_landscape("x + y"))) == 0


def test_the_standings_say_where_everybody_is():
    settings = first_expedition(LANDSCAPES["styblinski_tang"])
    table = standings(settings)
    assert table["racer"].tolist() == list(titles(settings))
    assert table["loss"].tolist() == [run.loss[-1] for run in runs(settings)]
    assert (table["lowest_loss"] <= table["loss"]).all()
    assert table["outcome"][0].startswith("converged: from step")
    wild = Racer(optimizer="sgd", method="manual", learning_rate=100.0)
    assert standings(replace(settings, racers=(wild,)))["outcome"][0].startswith("diverged: overflow")


def test_an_update_of_four_racers_of_two_hundred_steps_is_small():
    settings = replace(first_expedition(), steps=200)
    tables = [step_table(settings), *loss_tables(settings, "log").values()]
    assert sum(table.nbytes for table in tables) < 70_000


def test_of_a_long_run_the_player_gets_the_rows_at_its_stops():
    first = first_expedition(LANDSCAPES["bowl_1"])
    settings = replace(first, racers=first.racers[:2], steps=2000)
    frames, whole = frame_table(settings), step_table(settings)
    assert (len(frames), len(whole)) == (2 * 401, 2 * 2001)
    assert frames.nbytes < 100_000
    for racer in (0, 1):
        at = [racer * 2001 + step for step in range(0, 2001, 5)]
        for name in ("x", "gradient_y", "moved_x"):
            assert frames[name][racer * 401 : (racer + 1) * 401].to_pylist() == whole[name].take(at).to_pylist()
            assert frames[name].type == whole[name].type
    short = frame_table(replace(settings, steps=30))
    assert "moved_x" not in short.column_names
    assert len(short) == 2 * 31


def test_a_start_beyond_the_map_is_said():
    settings = first_expedition(LANDSCAPES["himmelblau"])
    assert start_beyond(settings) == ""
    sentence = (
        "The start (40, 1) lies beyond the map, which has x from -5 to 5: a path is drawn where it crosses the map."
    )
    assert start_beyond(replace(settings, start=(40.0, 1.0))) == sentence
