from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.settings import LESSON, with_optimizer
from core.tape import compiled_descent
from core.tape.compiled_descent import CompiledDescent
from core.tape.schedules import learning_rates
from core.tape_descent import descend_with_tape

ADAM = replace(with_optimizer(LESSON, "adam"), steps=50)


def compiled(settings, **how) -> CompiledDescent:
    numbers = tuple(name for name, value in settings.hyperparameters if not isinstance(value, bool))
    switches = tuple((name, value) for name, value in settings.hyperparameters if isinstance(value, bool))
    problem = settings.problem
    return CompiledDescent(
        problem.loss, problem.parameters, settings.optimizer, numbers, switches, settings.dtype, **how
    )


def run(descent, settings):
    values = tuple(value for _, value in settings.hyperparameters if not isinstance(value, bool))
    return descent.run(settings.start, learning_rates(settings), values, settings.steps)


@pytest.mark.parametrize("xla", [True, False])
def test_several_passes_give_the_digits_of_one(xla, monkeypatch):
    whole = run(compiled(ADAM, xla=xla), ADAM)
    monkeypatch.setattr(compiled_descent, "ROWS", 17)  # 51 rows are three passes to the last row
    by_passes = compiled(ADAM, xla=xla)
    for steps in (0, 16, 17, 50):
        passed = run(by_passes, replace(ADAM, steps=steps))
        for name in ("parameters", "loss", "gradient"):
            np.testing.assert_array_equal(getattr(passed, name), getattr(whole, name)[: steps + 1])


def test_ten_thousand_steps_are_the_manual_ones_to_the_last_digit():
    settings = replace(LESSON, learning_rate=1e-3, steps=10_000)
    tape, manual = descend_with_tape(settings), descend_by_hand(settings)
    assert tape.steps == 10_000
    np.testing.assert_array_equal(tape.parameters, manual.parameters)
    np.testing.assert_array_equal(tape.loss, manual.loss)


def test_a_run_that_stops_in_its_first_pass_has_no_value_ever_after():
    diverged = descend_with_tape(replace(LESSON, learning_rate=1e3, steps=5000))
    first = int(np.flatnonzero(np.isnan(diverged.loss))[0])
    assert first < 100
    assert np.isnan(diverged.parameters[first + 1 :]).all()
    assert len(diverged.loss) == 5001


@pytest.mark.parametrize("descend", [descend_with_tape, descend_by_hand])
def test_a_start_or_a_rate_beyond_the_precision_is_a_result(descend):
    beyond = descend(replace(LESSON, dtype="float16", start=(1e5,), steps=3))
    assert beyond.parameters[0, 0] == beyond.loss[0] == np.inf
    fast = descend(replace(LESSON, dtype="float16", learning_rate=1e12, steps=3))
    assert (fast.parameters[1, 0], fast.loss[1]) == (-np.inf, np.inf)
