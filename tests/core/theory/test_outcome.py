from dataclasses import replace
from itertools import groupby

import pytest

from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS, Problem, typed_problem
from core.settings import first_settings, with_optimizer
from core.tape_descent import descend_with_tape
from core.theory.outcome import outcome
from core.trajectory import Trajectory


@pytest.mark.parametrize(
    ("name", "changes", "word", "step"),
    [
        ("parabola", {}, "converged", 28),
        ("parabola", {"steps": 10}, "still descending", None),
        ("parabola", {"steps": 0}, "still descending", None),
        ("parabola", {"learning_rate": 1.0}, "oscillating", None),
        ("parabola", {"learning_rate": 1.05, "start": (0.1,)}, "oscillating", None),
        ("parabola", {"learning_rate": 0.5, "steps": 2}, "converged", 1),
        ("parabola", {"start": (10.0,), "steps": 2}, "still descending", None),
        ("parabola", {"start": (7.0,), "learning_rate": 1.01}, "left the domain", 0),
        ("parabola", {"update": "w + 0.01*g", "start": (0.1,), "steps": 30}, "climbing", None),
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


def ended(name: str, **changes):
    settings = replace(with_optimizer(first_settings(PROBLEMS[name]), changes.pop("optimizer", "sgd")), **changes)
    return outcome(settings.problem, descend_by_hand(settings))


def test_a_stall_says_where_and_how_far_from_what_is_known():
    assert ended("inflection").reason.startswith(
        "slope 0.064 at w = 0.08144, after 0.036 of way in 20 steps; 1.21 from"
    )
    assert "0.151 from the minimum at w = 0" in ended("quartic").reason


@pytest.mark.parametrize("loss", ["exp(-w)", "1/w", "atan(w)"])
def test_a_stall_where_no_minimum_is_known_says_once_where_it_is(loss):
    settings = replace(first_settings(typed_problem(loss)), start=(5.0,), learning_rate=0.01)
    found = outcome(settings.problem, descend_by_hand(settings))
    assert found.word == "stalled"
    assert found.reason.count("w = ") == 1
    assert found.reason.endswith("of way in 20 steps; no minimum is known")


def test_a_step_that_rounding_swallows_is_said():
    found = ended("parabola", learning_rate=1e-4, dtype="float16")
    assert (found.word, found.step) == ("stalled", 0)
    assert found.reason == (
        "no step moves w from step 0 on: at w = 5 a step is less than half a unit in the last place of float16"
    )


def test_a_run_that_stands_on_a_slope_of_zero_says_so():
    found = ended("inflection", start=(0.0,), steps=5)
    assert found.word == "stalled"
    assert found.reason == "the gradient is 0 at w = 0 from step 0 on, and no minimum is known there"


def test_a_cycle_is_called_a_cycle():
    assert ended("parabola", learning_rate=1.0).reason == "a cycle of 2 from step 0 on: w = -5, 5"
    problem = typed_problem("w^4 - 5w^2 - 3w")
    settings = replace(first_settings(problem), learning_rate=0.1, start=(1.0,), steps=200, dtype="float64")
    found = outcome(problem, descend_by_hand(settings))
    assert found.word == "oscillating"
    assert found.reason.startswith("a cycle of 4 from step ")


def test_the_factor_is_that_of_the_last_ten_steps_and_signed_where_all_of_them_crossed():
    assert ended("parabola", steps=10).reason == (
        "0.537 from the minimum at w = 0; the last 10 steps multiplied that distance by 0.8 each, on average"
    )
    assert "multiplied that distance by -0.8 each" in ended("parabola", steps=10, learning_rate=0.9).reason
    assert ended("parabola", steps=1, learning_rate=0.5).reason == "the last step landed on the minimum at w = 0"
    assert ended("parabola", steps=0).reason == "no step was taken; 5 from the minimum at w = 0"


def cut(run: Trajectory, steps: int) -> Trajectory:
    rows = slice(steps + 1)
    return Trajectory(parameters=run.parameters[rows], loss=run.loss[rows], gradient=run.gradient[rows])


@pytest.mark.parametrize(
    ("name", "optimizer", "rate"),
    [
        ("parabola", "lion", 0.1),
        ("parabola", "sgd", 0.1),
        ("parabola", "sgd", 0.95),
        ("parabola", "momentum", 0.1),
        ("double_well", "sgd", 0.1),
        ("log_cosh", "momentum", 0.5),
        ("log_cosh", "nesterov", 0.5),
        ("absolute", "sgd", 0.1),
        ("plateau", "adam", 0.5),
        ("wavy", "muon", 0.5),
    ],
)
def test_a_word_does_not_flicker_with_a_step_that_turns_about_the_minimum(name, optimizer, rate):
    settings = with_optimizer(replace(first_settings(PROBLEMS[name]), learning_rate=rate, steps=130), optimizer)
    run = descend_by_hand(settings)
    words = [word for word, _ in groupby(outcome(settings.problem, cut(run, steps)).word for steps in range(131))]
    assert len(words) <= 3, words
    assert "converged" not in words[:-1]


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
        ("w^2", {"start": (1000.0,), "steps": 3}, "the loss is too large at w = 1000"),
        ("|w|^1.5 + 0*w^6", {"start": (30.0,)}, "the loss is too large at w = 30"),
        ("1000*|w|", {"learning_rate": 90.0}, "w is too large"),
        ("|w|", {"start": (1e6,)}, "the start is too large"),
    ],
)
def test_what_overflowed_is_named(loss, changes, ended):
    settings = replace(first_settings(typed_problem(loss)), dtype="float16", **changes)
    for descend in (descend_by_hand, descend_with_tape):
        assert outcome(settings.problem, descend(settings)).reason.partition(": ")[2].startswith(ended), descend


def test_a_loss_that_was_too_large_for_a_while_is_no_end():
    found = ended("parabola", start=(300.0,), dtype="float16")
    assert (found.word, found.step) == ("converged", 46)


def test_a_run_that_steps_to_infinity_says_where_its_last_loss_comes_from():
    settings = first_settings(typed_problem("exp(exp(w))"))
    for descend in (descend_by_hand, descend_with_tape):
        found = outcome(settings.problem, descend(settings))
        assert (found.word, found.step) == ("diverged", 0)
        assert found.reason == (
            "overflow of float32 at step 0: the loss is too large at w = 5; the run ends at w = -inf, where the loss is 1"
        )


@pytest.mark.parametrize("loss", ["|w|^1.5", "(w^2)^0.75"])
def test_a_cycle_close_about_a_minimum_is_no_convergence(loss):
    settings = first_settings(typed_problem(loss))
    found = outcome(settings.problem, descend_by_hand(settings))
    assert found.word == "oscillating"
    assert found.reason.startswith("a cycle of 2 from step 30 on: w = ")
    assert "0.005625" in found.reason


@pytest.mark.parametrize(
    ("loss", "rate"), [("|w|^1.5", 0.1), ("|w|^1.5", 0.05), ("|w|^1.5+w^2", 0.1), ("|w|^1.9", 0.1)]
)
def test_about_an_infinite_curvature_a_word_does_not_flicker_either(loss, rate):
    settings = replace(first_settings(typed_problem(loss)), learning_rate=rate, steps=150)
    run = descend_by_hand(settings)
    words = [word for word, _ in groupby(outcome(settings.problem, cut(run, steps)).word for steps in range(151))]
    assert len(words) == 2, words
