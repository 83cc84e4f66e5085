"""Each form of each rule against a formula in closed form, which holds for a gradient that is always the same."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.rules import RULES, conventions_of
from core.settings import LESSON, with_optimizer
from tests.core.rules.test_rules import EVERY_FORM, settings_for, steps

R, G, B1, B2, EPSILON = 0.5, 0.02, 0.9, 0.99, 1e-3
ADAM = {"beta_1": B1, "beta_2": B2, "epsilon": EPSILON}


def c1(t: int) -> float:
    return 1 - B1**t


def c2(t: int) -> float:
    return 1 - B2**t


def velocity(t: int) -> float:
    """The sum 1 + B1 + ... + B1**(t - 1)."""
    return c1(t) / (1 - B1)


def fallen(t: int) -> tuple[float, float]:
    """Schedule-free as in the paper: how far z has moved down after step t, and x, the mean of z weighted by c2."""
    falls = [R * G * math.sqrt(c2(k)) / (G * math.sqrt(c2(k)) + EPSILON) for k in range(1, t + 1)]
    weights = [c2(k) for k in range(1, t + 1)]
    z = np.cumsum(falls)
    return float(z[-1]), float(np.average(z, weights=weights))


def free_w(t: int) -> float:
    """And w, which lies between the two."""
    z, x = fallen(t) if t else (0.0, 0.0)
    return (1 - B1) * z + B1 * x


# How far w has moved down after step t, minus how far after step t - 1, for hyper-parameters and a gradient G.
STEP = {
    ("sgd", "keras"): ({}, lambda t: R * G),
    ("momentum", "keras"): ({"momentum": B1}, lambda t: R * G * velocity(t)),
    ("momentum", "heavy_ball"): ({"momentum": B1}, lambda t: R * G * velocity(t)),
    ("momentum", "outside"): ({"momentum": B1}, lambda t: R * G * velocity(t)),
    ("momentum", "average"): ({"momentum": B1}, lambda t: R * G * c1(t)),
    ("nesterov", "keras"): ({"momentum": B1}, lambda t: R * G * (1 + B1 * velocity(t))),
    ("nesterov", "outside"): ({"momentum": B1}, lambda t: R * G * (1 + B1 * velocity(t))),
    ("adagrad", "keras"): ({"epsilon": EPSILON}, lambda t: R * G / math.sqrt(0.1 + t * G**2 + EPSILON)),
    ("adagrad", "outside"): ({"epsilon": EPSILON}, lambda t: R * G / (math.sqrt(0.1 + t * G**2) + EPSILON)),
    ("rmsprop", "keras"): ({"rho": B2, "epsilon": EPSILON}, lambda t: R * G / math.sqrt(G**2 * c2(t) + EPSILON)),
    ("rmsprop", "outside"): ({"rho": B2, "epsilon": EPSILON}, lambda t: R * G / (G * math.sqrt(c2(t)) + EPSILON)),
    ("adam", "keras"): (ADAM, lambda t: R * G * math.sqrt(c2(t)) / (G * math.sqrt(c2(t)) + EPSILON)),
    ("adam", "paper"): (ADAM, lambda t: R * G / (G + EPSILON)),
    ("adam", "inside"): (ADAM, lambda t: R * G * math.sqrt(c2(t)) / math.sqrt(G**2 * c2(t) + EPSILON)),
    ("adam", "inside_corrected"): (ADAM, lambda t: R * G / math.sqrt(G**2 + EPSILON)),
    ("adam", "uncorrected"): (ADAM, lambda t: R * G * c1(t) / (G * math.sqrt(c2(t)) + EPSILON)),
    ("amsgrad", "keras"): (ADAM, lambda t: R * G * math.sqrt(c2(t)) / (G * math.sqrt(c2(t)) + EPSILON)),
    ("amsgrad", "paper"): (ADAM, lambda t: R * G * c1(t) / (G * math.sqrt(c2(t)) + EPSILON)),
    ("adamax", "keras"): (ADAM, lambda t: R * G / (G + EPSILON)),
    ("adamax", "paper"): (ADAM, lambda t: R),
    ("adamax", "uncorrected"): (ADAM, lambda t: R * G * c1(t) / (G + EPSILON)),
    ("nadam", "constant"): (
        ADAM,
        lambda t: R * G * (B1 * c1(t) / c1(t + 1) + (1 - B1) / c1(t)) / (G + EPSILON),
    ),
    ("lion", "keras"): ({}, lambda t: R),
    ("muon", "keras"): (
        {"adam_beta_1": B1, "adam_beta_2": B2, "epsilon": EPSILON},
        lambda t: R * G * math.sqrt(c2(t)) / (G * math.sqrt(c2(t)) + EPSILON),
    ),
    ("schedule_free_adamw", "paper"): (
        ADAM,
        lambda t: free_w(t) - free_w(t - 1),
    ),
}
STEP |= {("adamw", form): STEP["adam", form] for name, form in STEP if name == "adam"}


def moves(name: str, convention: str, changes: dict, count: int = 30) -> list[float]:
    path = [10.0, *steps(settings_for(name, convention, **changes), 10.0, [G] * count)]
    return (-np.diff(path)).tolist()


@pytest.mark.parametrize(("name", "convention"), STEP)
def test_a_form_takes_the_steps_of_its_formula(name, convention):
    changes, step = STEP[name, convention]
    expected = [step(t) for t in range(1, 31)]
    assert moves(name, convention, changes) == pytest.approx(expected, rel=1e-9)


def test_every_form_that_books_give_a_rule_is_tested():
    elsewhere = {("adadelta", "outside")}
    assert {form for form in EVERY_FORM if form[1] != "keras"} - elsewhere <= set(STEP)


def test_adadelta_starts_on_epsilon_or_on_its_root():
    changes = {"rho": 0.5, "epsilon": 1e-6}
    inside = math.sqrt(1e-6) * G / math.sqrt(G**2 / 2 + 1e-6)
    outside = 1e-6 * G / (math.sqrt(G**2 / 2) + 1e-6)
    assert moves("adadelta", "keras", changes, 1) == pytest.approx([R * inside], rel=1e-9)
    assert moves("adadelta", "outside", changes, 1) == pytest.approx([R * outside], rel=1e-9)


def test_lamb_takes_the_same_share_of_w_at_every_step():
    path = [10.0, *steps(settings_for("lamb", learning_rate=0.1), 10.0, [G] * 30)]
    assert np.diff(path) / path[:-1] == pytest.approx([-0.1] * 30, rel=1e-12)


def test_lambs_ratio_is_1_where_w_or_the_step_is_0():
    with np.errstate(invalid="ignore", divide="ignore"):
        assert steps(settings_for("lamb", epsilon=0.0), 0.0, [1.0]) == [-0.5]
        assert steps(settings_for("lamb"), 3.0, [0.0]) == [3.0]


def test_adafactors_steps_shrink_with_the_root_of_t_and_are_clipped():
    path = [10.0, *steps(settings_for("adafactor", learning_rate=1.0), 10.0, [G] * 4)]
    assert np.diff(path)[0] == pytest.approx(-10.0)
    long = steps(settings_for("adafactor", learning_rate=0.1, clip_threshold=0.25), 10.0, [G])
    assert long == pytest.approx([10 - 0.1 * 10 * 0.25])


def test_ftrl_is_adagrad_without_regularisation_and_exactly_zero_with_enough_of_it():
    without = {"initial_accumulator_value": 0.0}
    adagrad = steps(settings_for("adagrad", epsilon=0.0, **without), 1.0, [2.0, 1.0, -3.0])
    assert steps(settings_for("ftrl", **without), 1.0, [2.0, 1.0, -3.0]) == pytest.approx(adagrad, rel=1e-12)
    assert steps(settings_for("ftrl", l1_regularization_strength=1.0), 1e-3, [1e-4]) == [0.0]


def test_rmsprop_centered_divides_by_the_spread():
    changes = {"rho": 0.5, "epsilon": 1e-9, "centered": True}
    spread = G**2 * 0.5 - (0.5 * G) ** 2 + 1e-9
    assert moves("rmsprop", "keras", changes, 1) == pytest.approx([R * G / math.sqrt(spread)], rel=1e-9)


def test_heavy_ball_and_velocity_part_when_the_rate_changes():
    def final(convention: str, schedule: str) -> float:
        settings = with_optimizer(LESSON, "momentum", schedule)
        return float(descend_by_hand(replace(settings, dtype="float64", convention=convention)).parameters[-1, 0])

    assert final("outside", "constant") == pytest.approx(final("keras", "constant"), rel=1e-9)
    assert final("outside", "exponential") != pytest.approx(final("keras", "exponential"), rel=1e-3)


def schedule_free(steps: int, warmup: int, decay: float) -> float:
    """The authors' own loop on w**2 from 5 at rate 0.1, which moves w without ever knowing x, and was written apart."""
    y = z = 5.0
    v = weight_sum = 0.0
    for k in range(1, steps + 1):
        rate = 0.1 * min(1.0, k / max(warmup, 1)) * math.sqrt(1 - 0.999**k)
        weight_sum += rate**2
        c = rate**2 / weight_sum
        gradient = 2 * y
        v = 0.999 * v + 0.001 * gradient**2
        update = gradient / (math.sqrt(v) + 1e-8) + decay * y
        y += c * (z - y) + rate * (0.9 * (1 - c) - 1) * update
        z -= rate * update
    return y


@pytest.mark.parametrize(
    ("warmup", "decay", "expected"), [(0, 0.0, 1.5681), (25, 0.0, None), (0, 0.3, None), (7, 0.02, None)]
)
def test_schedule_free_adamw_is_that_of_its_paper(warmup, decay, expected):
    first = with_optimizer(replace(LESSON, dtype="float64", steps=60), "schedule_free_adamw")
    values = dict(first.hyperparameters) | {"warmup_steps": warmup} | ({"weight_decay": decay} if decay else {})
    settings = replace(first, hyperparameters=tuple(values.items()), convention="paper")
    final = float(descend_by_hand(settings).parameters[-1, 0])
    assert final == pytest.approx(schedule_free(60, warmup, decay), rel=1e-12)
    assert expected is None or final == pytest.approx(expected, abs=5e-5)


def test_a_rate_whose_square_is_0_in_the_precision_breaks_nothing():
    settings = with_optimizer(replace(LESSON, dtype="float16", learning_rate=1e-3), "schedule_free_adamw")
    assert np.isfinite(descend_by_hand(replace(settings, convention="paper")).parameters).all()


def test_every_convention_has_a_title_and_says_what_it_changes():
    for name, rule in RULES.items():
        assert rule.look_for.endswith(".")
        for convention in conventions_of(with_optimizer(LESSON, name)).values():
            assert convention.title
            assert convention.about.endswith(".")
