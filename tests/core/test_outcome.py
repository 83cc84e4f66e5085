from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.outcome import measured_factor, outcome
from core.problems import PROBLEMS, Problem
from core.settings import first_settings
from core.tape_descent import descend_with_tape
from core.typed_problem import typed_problem


@pytest.mark.parametrize(
    ("name", "changes", "word", "step"),
    [
        ("parabola", {}, "converged", 28),
        ("parabola", {"steps": 10}, "still descending", None),
        ("parabola", {"steps": 0}, "still descending", None),
        ("parabola", {"learning_rate": 1.0}, "oscillating", None),
        ("parabola", {"learning_rate": 1.05}, "left the domain", 2),
        ("parabola", {"learning_rate": 2.1}, "diverged", 37),
        ("steep", {}, "converged", 12),
        ("steep", {"learning_rate": 0.3}, "diverged", 32),
        ("flat", {}, "still descending", None),
        ("quartic", {}, "stalled", None),
        ("double_well", {}, "converged", 21),
        ("inflection", {}, "stalled", None),
        ("inflection", {"learning_rate": 1.0}, "diverged", 3),
        ("absolute", {}, "oscillating", None),
        ("wavy", {"learning_rate": 1.0}, "oscillating", None),
        ("log_cosh", {"learning_rate": 0.3}, "converged", 27),
        ("exponential", {"learning_rate": 10.0}, "left the domain", 15),
        ("plateau", {}, "stalled", None),
    ],
)
def test_how_a_run_ended(name, changes, word, step):
    settings = replace(first_settings(PROBLEMS[name]), **changes)
    verdict = outcome(settings.problem, descend_by_hand(settings))
    assert (verdict.word, verdict.step) == (word, step)
    assert verdict.reason


def test_a_minimum_that_is_not_the_lowest_is_said():
    settings = first_settings(PROBLEMS["double_well"])
    assert "not the lowest" in outcome(settings.problem, descend_by_hand(settings)).reason


def test_a_stall_is_told_from_a_flat_minimum():
    for name, words in (("inflection", "no minimum"), ("quartic", "near a minimum")):
        settings = first_settings(PROBLEMS[name])
        assert words in outcome(settings.problem, descend_by_hand(settings)).reason


def test_a_loss_without_a_value_is_undefined_and_not_diverged():
    problem = Problem(
        name="logarithm", title="", loss="log(w)", gradient=("1/w",), start=(1.0,), domain=((-2.0, 2.0),), look_for=""
    )
    settings = replace(first_settings(problem), learning_rate=1.5)
    verdict = outcome(problem, descend_by_hand(settings))
    assert (verdict.word, verdict.step) == ("undefined", 1)
    assert "w = -0.5" in verdict.reason


def test_overflow_names_the_precision():
    settings = replace(first_settings(PROBLEMS["parabola"]), learning_rate=2.1, dtype="float16")
    assert "overflow of float16 at step" in outcome(settings.problem, descend_by_hand(settings)).reason


@pytest.mark.parametrize(
    ("loss", "changes", "ended"),
    [
        # 300**2 overflows, w and the gradient do not; a norm of infinity is no step.
        ("30w^2", {"hyperparameters": (("global_clipnorm", 1.0),)}, "the square of the gradient is too large at w = 5"),
        ("w^2", {"start": (300.0,)}, "the loss is too large at w = 300"),
        ("|w|^1.5 + 0*w^6", {"start": (30.0,)}, "the loss is too large at w = 30"),
        ("1000*|w|", {"learning_rate": 90.0}, "w is too large"),
        ("|w|", {"start": (1e6,)}, "the start is too large"),
    ],
)
def test_what_overflowed_is_named(loss, changes, ended):
    settings = replace(first_settings(typed_problem(loss)), dtype="float16", **changes)
    for descend in (descend_by_hand, descend_with_tape):
        assert outcome(settings.problem, descend(settings)).reason.partition(": ")[2].startswith(ended), descend


def test_the_measured_factor():
    assert measured_factor(PROBLEMS["parabola"], np.array([4.0, 2.0, 1.0])) == 0.5
    assert measured_factor(PROBLEMS["parabola"], np.array([4.0])) is None
    assert measured_factor(PROBLEMS["parabola"], np.array([4.0, 0.0, 0.0])) == 0
