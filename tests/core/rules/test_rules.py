"""Every rule: its first step by numbers that a person can check, Keras's own published steps, and how it is registered."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.hyperparameters import HYPERPARAMETERS
from core.rules import RULES, conventions_of, first_memory, update_of
from core.rules.given import Given
from core.rules.gradients import decoupled
from core.settings import LESSON, DescentSettings, with_optimizer
from core.tape.keras_optimizers import OPTIMIZERS

EVERY_FORM = [
    (name, convention)
    for name in RULES
    for convention in ("keras", *conventions_of(with_optimizer(LESSON, name)))
    if convention != "coupled"
]


def settings_for(name: str, convention: str = "keras", **changes) -> DescentSettings:
    settings = with_optimizer(replace(LESSON, dtype="float64", learning_rate=changes.pop("learning_rate", 0.5)), name)
    values = dict(settings.hyperparameters) | changes
    assert set(values) == set(dict(settings.hyperparameters)), "the test names a hyper-parameter that the rule has not"
    return replace(settings, hyperparameters=tuple(values.items()), convention=convention)


def steps(settings: DescentSettings, w: float, gradients: list[float]) -> list[float]:
    """Where w is after each step, with gradients that somebody chose."""
    return [point for point, _ in taken(settings, w, gradients)]


def taken(settings: DescentSettings, w: float, gradients: list[float]) -> list[tuple[float, Any]]:
    """The same, each with what the rule remembers then."""
    update, given = update_of(settings), Given(settings)
    point = np.array([w], settings.dtype)
    memory, path = first_memory(update, point, given), []
    for step, gradient in enumerate(gradients):
        given.learning_rate, given.t = given.number(settings.learning_rate), given.number(step + 1)
        point, memory = update(point, np.array([gradient], settings.dtype), memory, given)
        path.append((float(point[0]), memory))
    return path


@pytest.mark.parametrize("name", RULES)
def test_what_a_rule_is_said_to_be_is_what_it_does(name):
    """It has a linear form if twice the gradient is twice the way, and m is a velocity if twice the rate is twice m."""
    gradients, settings = np.array([0.5, 0.25, 1.0]), settings_for(name, learning_rate=0.25)
    once, twice = (np.array(steps(settings, 1.5, (k * gradients).tolist())) - 1.5 for k in (1, 2))
    assert bool(RULES[name].linear) == np.allclose(2 * once, twice)
    slow, fast = (taken(replace(settings, learning_rate=rate), 1.5, [0.5, 0.25])[-1][1] for rate in (0.25, 0.5))
    if "m" in slow._fields:
        assert (RULES[name].memory == "velocity") == np.allclose(2 * slow.m, fast.m)


def test_every_rule_has_its_keras_optimizer_and_its_hyperparameters():
    assert set(RULES) == set(OPTIMIZERS) == set(HYPERPARAMETERS)


# From w = 1 with learning rate 0.5; each of these can be worked out on the back of an envelope.
FIRST_STEP = {
    # 1 - 0.5 * 2
    "sgd": ({}, 2.0, 0.0),
    # m = -0.5 * 2 = -1
    "momentum": ({"momentum": 0.9}, 2.0, 0.0),
    # m = -1; 1 + 0.9 * (-1) - 1
    "nesterov": ({"momentum": 0.9}, 2.0, -0.9),
    # accumulator = 7 + 3**2 = 16; 1 - 0.5 * 3 / 4
    "adagrad": ({"initial_accumulator_value": 7.0, "epsilon": 0.0}, 3.0, 0.625),
    # v = 0.75**2; change = -sqrt(0 + 1) * 0.75 / sqrt(0.5625 + 1) = -0.6
    "adadelta": ({"rho": 0.0, "epsilon": 1.0}, 0.75, 0.7),
    # v = 0.75 * 4 = 3; 1 - 0.5 * 2 / sqrt(3 + 1)
    "rmsprop": ({"rho": 0.25, "epsilon": 1.0}, 2.0, 0.5),
    # the bias corrections cancel: a step as long as the learning rate
    "adam": ({"epsilon": 0.0}, 2.0, 0.5),
    "amsgrad": ({"epsilon": 0.0}, 2.0, 0.5),
    "adamax": ({"epsilon": 0.0}, 2.0, 0.5),
    # mu = 0.5 * 0.52 = 0.26, ahead = 0.5 * 0.5392; m = 1: m_hat = 0.2696 / (1 - 0.26 * 0.2696) + 2; v_hat = 4
    "nadam": ({"beta_1": 0.5, "epsilon": 0.0}, 2.0, 1 - 0.5 * (0.2696 / (1 - 0.26 * 0.2696) + 2) / 2),
    # the rule is Adam's; the decay is none of its business
    "adamw": ({"epsilon": 0.0}, 2.0, 0.5),
    "lion": ({}, -7.0, 1.5),
    # n = 0 + 2**2, p = 0.5: sigma = 2 / 0.5 = 4, linear = 2 - 4, quadratic = 4: w = 2 / 4
    "ftrl": ({"initial_accumulator_value": 0.0}, 2.0, 0.5),
    # alpha = |1| * min(0.5, 1), direction 1
    "adafactor": ({}, 2.0, 0.5),
    # ratio = |1| / |1|
    "lamb": ({"epsilon": 0.0}, 2.0, 0.5),
    "muon": ({"epsilon": 0.0}, 2.0, 0.5),
    # z = 1 - 0.5 * 2 / 2, and at t = 1 both x and w are z
    "schedule_free_adamw": ({"epsilon": 0.0}, 2.0, 0.5),
}


@pytest.mark.parametrize("name", RULES)
def test_the_first_step_can_be_checked_by_hand(name):
    changes, gradient, expected = FIRST_STEP[name]
    # Keras rounds Nadam's 0.96 to float32 on its way.
    assert steps(settings_for(name, **changes), 1.0, [gradient]) == pytest.approx([expected], rel=1e-8, abs=1e-15)


@pytest.mark.parametrize(
    "title", ["SGD", "Adam", "RMSprop", "Adagrad", "Nadam", "Adadelta", "Adamax", "Lion", "Ftrl", "Muon"]
)
def test_the_single_steps_that_keras_publishes(numbers, title):
    settings = settings_for(title.lower())
    stepped = [steps(settings, w, [g])[0] for w, g in zip([1.0, 2.0, 3.0, 4.0], [1.0, 6.0, 7.0, 2.0], strict=True)]
    assert stepped == pytest.approx(numbers["keras_single_steps"][title], abs=1e-4)


@pytest.mark.parametrize(
    "name", ["adamax", "amsgrad", "adadelta", "adagrad", "rmsprop", "nadam", "lion", "ftrl", "nesterov"]
)
def test_the_five_steps_that_keras_publishes(numbers, name):
    golden = numbers["keras_goldens"][name]
    settings = settings_for(name, **golden["arguments"])
    for which, gradient in (("first", 0.1), ("last", 1.0)):
        assert steps(settings, 1.0, [0.01] + 4 * [gradient]) == pytest.approx(golden[which], abs=5e-4)


def test_kerass_published_decay(numbers):
    """Keras's test decays one variable with each of three optimizers: 2 * (1 - 0.004)**3."""
    w, given = np.array([2.0]), Given(replace(LESSON, hyperparameters=(("weight_decay", 0.004),)))
    given.learning_rate = np.float64(1)
    for _ in range(3):
        w, _ = decoupled(w, np.array([0.0]), given)
    assert w[0] == pytest.approx(numbers["keras_weight_decay"]["after_three"], abs=1e-6)


def test_the_small_gradient_that_tells_keras_from_the_paper():
    keras = 1 - steps(settings_for("adam", learning_rate=0.1), 1.0, [1e-7])[0]
    paper = 1 - steps(settings_for("adam", "paper", learning_rate=0.1), 1.0, [1e-7])[0]
    assert keras == pytest.approx(0.0031, abs=5e-5)
    assert paper == pytest.approx(0.0500, abs=5e-5)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_a_rule_changes_nothing_in_place_and_keeps_the_precision(name, convention, dtype):
    settings = replace(settings_for(name, convention), dtype=dtype)
    update, given = update_of(settings), Given(settings)
    given.learning_rate, given.t = given.number(0.5), given.number(1)
    before, gradient = np.array([1.5, -2.0], dtype), np.array([2.0, 0.5], dtype)
    memory = first_memory(update, before, given)
    kept = [field.copy() for field in memory]
    after, remembered = update(before, gradient, memory, given)
    assert before.tolist() == [1.5, -2.0]
    assert gradient.tolist() == [2.0, 0.5]
    assert all(np.array_equal(a, b) for a, b in zip(kept, memory, strict=True))
    assert after.dtype == dtype
    assert after.shape == (2,)
    assert {np.asarray(field).dtype for field in remembered} <= {np.dtype(dtype)}


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_two_parameters_at_once_are_two_runs(name, convention):
    settings = replace(settings_for(name, convention), dtype="float64")
    update, given = update_of(settings), Given(settings)
    both = np.array([1.5, -2.0])
    memory = first_memory(update, both, given)
    gradients = np.array([[2.0, 0.5], [-1.0, 0.25], [0.5, -3.0]])
    for step, gradient in enumerate(gradients):
        given.learning_rate, given.t = given.number(0.5), given.number(step + 1)
        both, memory = update(both, gradient, memory, given)
    alone = [steps(settings, start, gradients[:, k].tolist())[-1] for k, start in enumerate((1.5, -2.0))]
    np.testing.assert_array_equal(both, alone)


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_a_docstring_says_the_convention_as_code(name, convention):
    doc = update_of(settings_for(name, convention)).__doc__
    assert "`" in doc or convention != "keras"
    assert convention != "keras" or "Keras, `" in doc
