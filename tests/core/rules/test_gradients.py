from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.rules import preparations
from core.rules.gradients import CLIPPINGS
from core.settings import LESSON, with_optimizer
from core.tape_descent import descend_with_tape


def prepared(gradient: list[float], **hyperparameters: float) -> list[float]:
    from core.rules.given import Given

    settings = replace(LESSON, dtype="float64", hyperparameters=tuple(hyperparameters.items()))
    (preparation,) = preparations(settings)
    prepared, _ = preparation.function(np.zeros(len(gradient)), np.array(gradient), Given(settings))
    return prepared.tolist()


def test_clipping_by_value_norm_and_global_norm():
    assert prepared([3.0, -4.0], clipvalue=2.0) == [2.0, -2.0]
    assert prepared([3.0, -4.0], clipnorm=2.0) == [2.0, -2.0]  # each parameter is a variable of its own
    assert prepared([3.0, -4.0], global_clipnorm=2.5) == pytest.approx([1.5, -2.0])
    assert prepared([0.3, -0.4], global_clipnorm=2.5) == pytest.approx([0.3, -0.4])
    assert prepared([0.0, 0.0], clipnorm=1.0) == [0.0, 0.0]


@pytest.mark.parametrize("name", CLIPPINGS)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_clipped_runs_are_the_tapes(name, optimizer):
    for start in (5.0, -0.2):
        first = with_optimizer(replace(LESSON, dtype="float64", start=(start,)), optimizer)
        settings = replace(first, hyperparameters=(*first.hyperparameters, (name, 1.5)))
        np.testing.assert_allclose(descend_by_hand(settings).loss, descend_with_tape(settings).loss, rtol=1e-12)
        clipped = descend_by_hand(settings).quantities["clipped_gradient"][:-1, 0]
        assert np.abs(clipped).max() <= 1.5 * (1 + 1e-12)


def test_decay_is_decoupled_as_in_keras_and_coupled_by_choice():
    first = with_optimizer(replace(LESSON, dtype="float64", learning_rate=0.1, steps=1), "sgd")
    settings = replace(first, hyperparameters=(("weight_decay", 0.5),))
    assert descend_with_tape(settings).parameters[1, 0] == pytest.approx(5 - 5 * 0.5 * 0.1 - 0.1 * 10)
    assert descend_by_hand(settings).parameters[1, 0] == pytest.approx(3.75)
    coupled = replace(settings, convention="coupled")
    assert descend_by_hand(coupled).parameters[1, 0] == pytest.approx(5 - 0.1 * (10 + 0.5 * 5))
    assert descend_with_tape(coupled).parameters[1, 0] == descend_with_tape(settings).parameters[1, 0]


def test_an_adaptive_rule_divides_coupled_decay_away():
    settings = with_optimizer(replace(LESSON, dtype="float64", learning_rate=0.1, steps=1), "adamw")
    decoupled, coupled = (
        descend_by_hand(replace(settings, convention=convention)).parameters[1, 0]
        for convention in ("keras", "coupled")
    )
    assert 5 - decoupled == pytest.approx(0.1 + 5 * 0.004 * 0.1, rel=1e-6)
    assert 5 - coupled == pytest.approx(0.1, rel=1e-6)
