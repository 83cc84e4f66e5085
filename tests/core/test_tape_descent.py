"""The compiled tape against the plain eager loop, written out here as the lesson writes it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import keras
import numpy as np
import pytest

from core import compiled_descent
from core.exact import tf
from core.formulas import parse
from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.settings import DTYPES, LESSON, DescentSettings, first_settings
from core.tape_descent import descend_with_tape

LITERAL = {
    "parabola": lambda w: w**2,
    "steep": lambda w: 8 * w**2,
    "flat": lambda w: w**2 / 50,
    "quartic": lambda w: w**4,
    "double_well": lambda w: w**4 - 3 * w**2 + w,
    "inflection": lambda w: 2 * w**4 + 3 * w**3 + 2,
    "absolute": lambda w: tf.abs(w),
    "wavy": lambda w: w**2 / 10 + tf.sin(3 * w),
    "log_cosh": lambda w: tf.math.log(tf.cosh(w)),
    "exponential": lambda w: tf.exp(w) - 2 * w,
    "plateau": lambda w: w**2 / (1 + w**2),
}


class InThisPrecision(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, value):
        self.value = value

    def __call__(self, step):
        return self.value


def eager_losses(settings: DescentSettings) -> np.ndarray:
    loss_of = LITERAL[settings.problem.name]
    w = tf.Variable(settings.start[0], dtype=settings.dtype)
    optimizer = keras.optimizers.SGD(InThisPrecision(tf.constant(settings.learning_rate, settings.dtype)))
    losses = []
    for _ in range(settings.steps):
        with tf.GradientTape() as tape:
            loss = loss_of(w)
        losses.append(loss.numpy())
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return np.array([*losses, loss_of(w).numpy()])


def test_the_lessons_final_loss_with_the_lessons_own_optimizer(numbers):
    w, optimizer = tf.Variable(5.0), keras.optimizers.SGD(0.1)
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = w**2
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    assert float(w**2) == numbers["lesson"]["final_loss_tape"]
    assert float(descend_with_tape(LESSON).loss[-1]) == numbers["lesson"]["final_loss_tape"]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_bit_for_bit_the_plain_eager_loop(name, dtype):
    first = replace(first_settings(PROBLEMS[name]), dtype=dtype, steps=25)
    low, high = first.problem.domain[0]
    for learning_rate, start in ((first.learning_rate, first.start[0]), (0.013, 0.7 * low), (0.4, 0.31 * high)):
        settings = replace(first, learning_rate=learning_rate, start=(start,))
        np.testing.assert_array_equal(descend_with_tape(settings).loss, eager_losses(settings))


def test_powers_and_quotients_too_where_compilers_like_to_differ():
    rng = np.random.default_rng(1)
    for name in ("parabola", "inflection", "plateau"):
        for _ in range(6):
            rate, start = float(10 ** rng.uniform(-2.5, -1)), float(rng.uniform(-2, 2))
            settings = replace(first_settings(PROBLEMS[name]), learning_rate=rate, start=(start,), steps=60)
            np.testing.assert_array_equal(descend_with_tape(settings).loss, eager_losses(settings))


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


def test_the_literal_losses_are_the_problems_own():
    assert set(LITERAL) == set(PROBLEMS)
    for name, problem in PROBLEMS.items():
        at = tf.constant(0.6, "float64")
        assert float(LITERAL[name](at)) == float(parse(problem.loss, problem.parameters).tensorflow(at))
