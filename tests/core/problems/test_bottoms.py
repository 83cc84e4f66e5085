"""Minima that are stretches: how they are told, and how a run that ends on one is judged and drawn."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.descent.charts import loss_chart, path_chart
from core.descent.comparison import compare_methods
from core.descent.paths import path_tables
from core.descent.tables import loss_tables
from core.problems import typed_problem
from core.problems.bottoms import interval_at, known_lows, written
from core.race.contest import RaceSettings
from core.race.pictures import race_tables
from core.settings import first_settings
from core.theory.limits import curvature, learning_rate_limit, predicted_loss, verdict
from core.theory.lows import nearest_minima

HINGE, PLATEAU, TWO = "max(0, 1 - w)", "max(0, |w| - 1)", "min((w + 3)^2, max(0, |w - 3| - 1) + 1)"


@pytest.mark.parametrize(
    ("loss", "step", "said"),
    [
        (HINGE, 12, "on the flat bottom 1 <= w, where the loss is 0, the only known minimum"),
        ("max(0, 1 - w)^2", 21, "on the flat bottom 1 <= w, where the loss is 0, the only known minimum"),
        (PLATEAU, 8, "on the flat bottom -1 <= w <= 1, where the loss is 0, the only known minimum"),
        (
            "max(0, 1 - w) + max(0, 1 + w)",
            8,
            "on the flat bottom -1 <= w <= 1, where the loss is 2, the only known minimum",
        ),
        (TWO, 10, "on the flat bottom 2 <= w <= 4, where the loss is 1, the minimum of 1, not the lowest"),
    ],
)
def test_a_run_that_ends_on_a_flat_bottom_has_converged(loss, step, said):
    ended = compare_methods(first_settings(typed_problem(loss))).outcomes["tape"]
    assert (ended.word, ended.step) == ("converged", step)
    assert ended.reason == f"from step {step} on, {said}"


def test_far_beyond_the_range_a_half_line_is_flat_still():
    settings = replace(first_settings(typed_problem(HINGE)), start=(500.0,))
    ended = compare_methods(settings).outcomes["manual"]
    assert (ended.word, ended.step) == ("converged", 0)


def test_what_lies_above_the_flat_bottom_has_not_converged():
    settings = replace(first_settings(typed_problem(HINGE)), start=(-4.0,), steps=10)
    ended = compare_methods(settings).outcomes["tape"]
    assert ended.word == "still descending"
    assert ended.reason.startswith("4 from the flat bottom 1 <= w, where the loss is 0; the last 10 steps multiplied")


def test_no_curvature_no_limit_and_no_parabola_are_claimed_of_flat_ground():
    for loss in (HINGE, PLATEAU, "max(0, 1 - w)^2"):
        problem = typed_problem(loss)
        settings = first_settings(problem)
        assert curvature(problem, 1.0) == 0
        assert learning_rate_limit(settings, 1.0) == math.inf
        assert predicted_loss(settings, 1.0) is None
    assert verdict(first_settings(typed_problem(HINGE)), 1.0) == (
        "The minimum is the flat bottom 1 <= w, where the loss is 0: it has no slope, so no learning-rate limit holds "
        "there, and no factor is constant."
    )


def test_the_nearest_place_of_a_flat_bottom_is_the_nearest_minimum():
    hinge, plateau, two = typed_problem(HINGE), typed_problem(PLATEAU), typed_problem(TWO)

    def nearest(problem, *points):
        return nearest_minima(problem, np.array(points)[:, np.newaxis])[:, 0].tolist()

    assert nearest(hinge, -3.0, 1.0, 4.0, 1e9) == [1.0, 1.0, 4.0, 1e9]
    assert nearest(plateau, -3.0, 0.5, 4.0) == [-1.0, 0.5, 1.0]
    assert nearest(two, -3.2, 1.9) == [-3.0, 2.0]
    assert interval_at(two, 3.0) == (2.0, 4.0)
    assert interval_at(two, -3.0) is None
    assert known_lows(two) == ((-3.0,), (2.0,))


def test_a_flat_bottom_in_words():
    hinge = typed_problem(HINGE)
    assert written(hinge, (-math.inf, 2.5)) == "the flat bottom w <= 2.5, where the loss is 0"
    assert hinge.look_for == "One minimum was found from -5 to 7: the flat bottom 1 <= w, where the loss is 0."
    said = "2 minima were found from -6 to 7: at w = -3, and the flat bottom 2 <= w <= 4, where the loss is 1."
    assert typed_problem(TWO).look_for == said


def test_the_pictures_show_a_flat_bottom_as_far_as_the_range_goes():
    problem = typed_problem(HINGE)
    comparison = compare_methods(first_settings(problem))
    assert path_tables(comparison)["bottoms"].to_pylist() == [
        {"parameter": 1.0, "to": 7.0, "loss": 0.0, "said": "the flat bottom 1 <= w, where the loss is 0"}
    ]
    bars = [
        layer
        for layer in path_chart(problem, problem, False)["layer"]
        if layer.get("data", {}).get("name") == "bottoms"
    ]
    assert len(bars) == 1
    assert not path_tables(compare_methods(first_settings(typed_problem("w^2"))))["bottoms"].num_rows


def test_the_log_axis_measures_from_the_flat_bottom():
    problem = typed_problem("1 + max(0, 1 - w)^2")
    comparison = compare_methods(first_settings(problem))
    drawn = loss_tables(comparison, "log")["tape"]["height"].to_pylist()
    assert drawn[0] == pytest.approx(1.2**2)
    titles = {layer["encoding"].get("y", {}).get("title") for layer in loss_chart(problem, "log", False)["layer"]}
    assert titles - {None} == {"loss above the minimum reached"}
    settings = RaceSettings(problem=problem, racers=(("sgd", 0.1),), start=problem.start, steps=5)
    assert race_tables(settings, "log")["race"]["height"][0].as_py() == pytest.approx(1.2**2)
