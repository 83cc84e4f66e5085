"""The tape method as pages use it: next to the manual method, under sliders, and by several visitors at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.settings import LESSON, first_settings
from core.tape import compiled_descent
from core.tape_descent import descend_with_tape


@pytest.mark.parametrize("name", PROBLEMS)
def test_tape_and_hand_agree_on_every_problem(name):
    settings = replace(first_settings(PROBLEMS[name]), dtype="float64")
    tape, manual = descend_with_tape(settings), descend_by_hand(settings)
    np.testing.assert_allclose(tape.parameters, manual.parameters, rtol=1e-9)
    np.testing.assert_allclose(tape.gradient, manual.gradient, rtol=1e-9, atol=1e-12)


def test_sliders_never_compile_anew(monkeypatch):
    descend_with_tape(LESSON)
    monkeypatch.setattr(compiled_descent.tf, "function", None)
    for k in range(20):
        settings = replace(LESSON, learning_rate=0.01 * (k + 1), start=(0.3 * k,), steps=50 * k)
        assert descend_with_tape(settings).steps == 50 * k


def test_more_steps_than_the_smallest_buffer_holds():
    run = descend_with_tape(replace(LESSON, learning_rate=1e-4, steps=3000))
    np.testing.assert_array_equal(run.loss, descend_by_hand(replace(LESSON, learning_rate=1e-4, steps=3000)).loss)


def test_two_visitors_at_once_never_mix():
    visitors = [replace(LESSON, learning_rate=0.01 * (k + 1), start=(float(k - 5),)) for k in range(12)] * 10
    alone = {settings: descend_with_tape(settings).loss.tolist() for settings in set(visitors)}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(descend_with_tape, visitors))
    assert all(run.loss.tolist() == alone[settings] for settings, run in zip(visitors, together, strict=True))


def test_the_two_methods_share_the_loss_and_nothing_after_it():
    wrong = replace(LESSON, problem=replace(LESSON.problem, gradient=("3*w",)))
    assert descend_with_tape(wrong).loss.tolist() == descend_with_tape(LESSON).loss.tolist()
    assert descend_by_hand(wrong).loss.tolist() != descend_by_hand(LESSON).loss.tolist()
