import json
import math
from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS, typed_problem
from core.settings import LESSON, first_settings, with_optimizer
from core.theory.limits import (
    curvature,
    has_kink,
    learning_rate_limit,
    predicted_loss,
    step_factor,
    verdict,
)
from tests.conftest import ROOT

NUMBERS = json.loads((ROOT / "tests" / "numbers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("parabola", 2), ("steep", 16), ("flat", 0.04), ("quartic", 0), ("inflection", 10.125), ("log_cosh", 1),
     ("exponential", 2), ("plateau", 2), ("absolute", math.inf)],
)  # fmt: skip
def test_curvature_at_the_lowest_minimum(name, expected):
    assert curvature(PROBLEMS[name], PROBLEMS[name].minima[0][0]) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("name", "limit"), [("parabola", 1), ("steep", 0.125), ("quartic", math.inf), ("absolute", 0)])
def test_the_learning_rate_limit(name, limit):
    assert learning_rate_limit(first_settings(PROBLEMS[name]), 0.0) == limit


def test_on_a_parabola_the_prediction_is_the_run():
    for rate in (0.03, 0.1, 0.7, 1.01):
        settings = replace(LESSON, learning_rate=rate, dtype="float64")
        np.testing.assert_allclose(predicted_loss(settings, 0.0), descend_by_hand(settings).loss, rtol=1e-9)


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
def test_with_momentum_too_the_prediction_is_the_run_and_the_limit_is_where_it_explodes(optimizer):
    for rate in (0.03, 0.4, 1.1):
        settings = with_optimizer(replace(LESSON, learning_rate=rate, dtype="float64"), optimizer)
        np.testing.assert_allclose(predicted_loss(settings, 0.0), descend_by_hand(settings).loss, rtol=1e-9)
        limit = learning_rate_limit(settings, 0.0)
        assert step_factor(replace(settings, learning_rate=0.999 * limit), 0.0) < 1
        assert step_factor(replace(settings, learning_rate=1.001 * limit), 0.0) > 1


def test_the_published_rates_of_momentum():
    """Distill, "Why momentum really works": condition 100, eigenvalues 0.01 and 1."""
    published = NUMBERS["distill_momentum_kappa_100"]["momentum"]
    problem = replace(PROBLEMS["parabola"], loss="w**2 / 2", gradient=("w",))
    settings = replace(
        first_settings(problem),
        optimizer="momentum",
        hyperparameters=(("momentum", published["best_momentum"]),),
        learning_rate=published["best_learning_rate"],
    )
    assert step_factor(settings, 0.0) == pytest.approx(published["rate"], abs=1e-4)


def test_for_other_rules_no_theory_is_claimed():
    for settings in (
        with_optimizer(LESSON, "adam"),
        with_optimizer(LESSON, "sgd", "exponential"),
        replace(LESSON, hyperparameters=(("clipvalue", 1.0),)),
    ):
        assert predicted_loss(settings, 0.0) is None
        assert learning_rate_limit(settings, 0.0) is None
        assert "No line of theory" in verdict(settings, 0.0)


@pytest.mark.parametrize("name", ["double_well", "wavy", "exponential", "log_cosh", "plateau", "inflection"])
def test_near_a_minimum_a_step_multiplies_the_distance_by_the_predicted_factor(name):
    problem = PROBLEMS[name]
    for (minimum,) in problem.minima:
        settings = replace(first_settings(problem), start=(minimum + 1e-5,), steps=1, dtype="float64")
        before, after = descend_by_hand(settings).parameters[:, 0] - minimum
        assert after / before == pytest.approx(step_factor(settings, minimum), abs=1e-3)


def test_nothing_is_predicted_at_a_kink_or_without_curvature():
    assert predicted_loss(first_settings(PROBLEMS["absolute"]), 0.0) is None
    assert predicted_loss(first_settings(PROBLEMS["quartic"]), 0.0) is None


def test_the_verdict_answers_to_the_learning_rate():
    assert verdict(LESSON, 0.0) == "0.1 < 1 = 2/L″: near w = 0 each step multiplies the distance by 0.8."
    assert "so the minimum repels" in verdict(replace(LESSON, learning_rate=1.2), 0.0)
    assert "neither attracts nor repels" in verdict(replace(LESSON, learning_rate=1.0), 0.0)
    assert "kink" in verdict(first_settings(PROBLEMS["absolute"]), 0.0)
    momentum = verdict(with_optimizer(LESSON, "momentum"), 0.0)
    assert momentum.startswith("0.1 < 1.9 = 2(1 + momentum)/L″: near w = 0 in the long run a step multiplies")
    assert "no curvature" in verdict(first_settings(PROBLEMS["quartic"]), 0.0)


@pytest.mark.parametrize(
    ("loss", "point", "expected"),
    [
        ("|w|^1.5", 0, math.inf),
        ("(w^2)^0.75", 0, math.inf),
        ("|w|^1.5 + w^2", 0, math.inf),
        ("1000w^2 + |w|^1.5", 0, math.inf),
        ("|w|^1.9", 0, math.inf),
        ("|w|^1.99", 0, math.inf),
        ("|w - 1|^1.5 + 3", 1, math.inf),
        ("|w|^2.01", 0, 0),
        ("|w|^2.5", 0, 0),
        ("|w|^3", 0, 0),
        ("|w|^5", 0, 0),
        ("1 - exp(-|w|^3)", 0, 0),
        ("1 - exp(-|w|^5)", 0, 0),
        ("5 + |w - 2|^3", 2, 0),
        ("1000|w|^2.5 + 1000", 0, 0),
        ("w^2 + |w|^3", 0, 2),
        ("w^2 + |w|^2.1", 0, 2),
        ("w^2 + 1000|w|^3", 0, 2),
        ("w^2/10^10 + |w|^2.5/10^10", 0, 2e-10),
    ],
)
def test_curvature_where_symbols_have_none_is_what_ever_shorter_arms_come_to(loss, point, expected):
    problem = typed_problem(loss)
    assert curvature(problem, float(point)) == pytest.approx(expected, rel=1e-3)
    said = verdict(replace(first_settings(problem), learning_rate=0.1), float(point))
    if expected in (0, math.inf):
        assert ("no curvature" if expected == 0 else "The curvature is infinite at w =") in said
        assert "kink" not in said
    else:
        assert "2/L″" in said


@pytest.mark.parametrize(
    ("loss", "kinked"),
    [("|w|", True), ("sqrt(|w|)", True), ("w^2 + |w|/1000", True), ("|w|^1.05", False), ("|w|^1.5", False)],
)
def test_only_where_the_slope_jumps_is_a_kink(loss, kinked):
    assert has_kink(typed_problem(loss), 0.0) == kinked
    said = verdict(first_settings(typed_problem(loss)), 0.0)
    assert ("has a kink" in said) == kinked
    assert ("ends in a cycle around it" in said) == (not kinked)
