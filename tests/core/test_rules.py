from dataclasses import replace

import numpy as np
import pytest

from core.rules import RULES
from core.settings import LESSON
from core.tape_descent import OPTIMIZERS


def test_every_rule_has_its_keras_optimizer():
    assert set(RULES) == set(OPTIMIZERS)


def test_sgd_takes_a_step_that_can_be_checked_in_the_head():
    settings = replace(LESSON, learning_rate=0.5)
    parameters, state = RULES["sgd"].update(np.array([1.0, 2.0, 3.0]), np.array([1.0, 6.0, 7.0]), None, settings)
    assert parameters.tolist() == [0.5, -1.0, -0.5]
    assert state is None


@pytest.mark.parametrize("name", RULES)
def test_a_rule_changes_nothing_in_place_and_keeps_the_precision(name):
    before, gradient = np.array([1.5], np.float16), np.array([2.0], np.float16)
    after, _ = RULES[name].update(before, gradient, RULES[name].first_state(1, before.dtype), LESSON)
    assert before.tolist() == [1.5]
    assert gradient.tolist() == [2.0]
    assert after.dtype == np.float16
