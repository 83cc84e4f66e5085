from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.settings import LESSON, first_settings


def test_the_lessons_final_loss(numbers):
    assert float(descend_by_hand(LESSON).loss[-1]) == numbers["lesson"]["final_loss_manual"]


@pytest.mark.parametrize("learning_rate", ["0.2", "0.05", "1.1"])
def test_the_published_final_points_of_dive_into_deep_learning(numbers, learning_rate):
    settings = replace(LESSON, learning_rate=float(learning_rate), start=(10.0,), steps=10, dtype="float64")
    final = float(descend_by_hand(settings).parameters[-1, 0])
    assert final == pytest.approx(numbers["d2l_gradient_descent"][learning_rate], abs=5e-7)


def test_row_0_is_the_start_and_no_step_is_one_row():
    run = descend_by_hand(replace(LESSON, steps=0))
    assert run.parameters.tolist() == [[5.0]]
    assert run.loss.tolist() == [25.0]
    assert run.gradient.tolist() == [[10.0]]
    assert run.steps == 0


def test_divergence_is_recorded_and_nothing_is_raised():
    run = descend_by_hand(replace(LESSON, learning_rate=50.0, steps=100))
    assert not np.isfinite(run.loss[-1])
    assert run.loss[0] == 25


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_everything_is_held_in_the_precision_asked_for(dtype):
    run = descend_by_hand(replace(first_settings(PROBLEMS["double_well"]), dtype=dtype))
    assert {run.parameters.dtype, run.loss.dtype, run.gradient.dtype} == {np.dtype(dtype)}
