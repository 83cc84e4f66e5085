"""Every rule on every problem: the manual method against the tape, to the last digits."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest

from core import tape_descent
from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.rules import RULES
from core.settings import DescentSettings, first_settings, with_optimizer
from core.tape import compiled_descent
from core.tape.compiled_descent import CompiledDescent
from core.tape_descent import descend_with_tape

TOLERANCE = {"float64": 1e-12, "float32": 1e-5}
STEPS = 200


def three_settings(optimizer: str, problem: str, dtype: str) -> list[DescentSettings]:
    first = with_optimizer(replace(first_settings(PROBLEMS[problem]), dtype=dtype, steps=STEPS), optimizer)
    low, high = first.problem.domain[0]
    choices = (first.learning_rate, first.start[0]), (0.003, 0.7 * low), (0.04, 0.31 * high)
    return [replace(first, learning_rate=rate, start=(start,)) for rate, start in choices]


def relative(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The distance of two paths at each step, relative to how far from 0 the second has been so far."""
    a, b = a[:, 0].astype(np.float64), b[:, 0].astype(np.float64)
    return np.abs(a - b) / np.maximum.accumulate(np.abs(b))


def stable_steps(settings: DescentSettings, path: np.ndarray) -> int:
    """How many steps a run takes before it shows that gradients were rounded otherwise, by one unit in the last place.

    RMSprop hopping between the walls of a wavy valley is chaos: no two ways of rounding agree on it for long.
    """
    # Of the terms of the gradient, that is, which are about 1 in size and can cancel each other.
    unit = 4 * np.finfo(settings.dtype).eps
    (gradient,) = settings.problem.gradient
    rounded = replace(settings.problem, gradient=(f"{gradient} + {unit!s} * sin(1000000*w)",))
    apart = relative(descend_by_hand(replace(settings, problem=rounded)).parameters, path)
    unstable = np.flatnonzero(~(apart < TOLERANCE[settings.dtype] / 5))
    # Chaos multiplies what is apart by up to ten at a step; the two ways of rounding need not begin at the same one.
    return int(unstable[0]) - 10 if len(unstable) else settings.steps + 1


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("optimizer", RULES)
def test_the_rule_by_hand_is_the_optimizer_of_keras(optimizer, problem):
    # A board of black and white: every rule and every problem in both precisions, every pair in one.
    dtype = list(TOLERANCE)[(list(RULES).index(optimizer) + list(PROBLEMS).index(problem)) % 2]
    tolerance = TOLERANCE[dtype]
    for settings in three_settings(optimizer, problem, dtype):
        tape, manual = descend_with_tape(settings), descend_by_hand(settings)
        apart = relative(tape.parameters, manual.parameters)
        if apart.max() > tolerance:
            stable = stable_steps(settings, manual.parameters)
            assert stable > 20
            assert apart[:stable].max() <= tolerance


@pytest.mark.parametrize("optimizer", RULES)
def test_a_second_run_begins_with_a_fresh_memory(optimizer):
    settings = with_optimizer(replace(first_settings(PROBLEMS["parabola"]), dtype="float64", steps=5), optimizer)
    elsewhere = replace(settings, start=(-3.0,), learning_rate=0.03)
    once = descend_with_tape(settings).loss.tolist()
    descend_with_tape(elsewhere)
    assert descend_with_tape(settings).loss.tolist() == once


@pytest.mark.parametrize("optimizer", RULES)
def test_dragging_a_hyperparameter_compiles_nothing_and_moves_both(optimizer, monkeypatch):
    settings = with_optimizer(
        replace(first_settings(PROBLEMS["parabola"]), dtype="float64", start=(0.35,), steps=25), optimizer
    )
    before = descend_with_tape(settings)
    monkeypatch.setattr(compiled_descent.tf, "function", None)
    for name, value in settings.hyperparameters:
        if isinstance(value, bool):
            continue
        other = value + 3 if isinstance(value, int) else 0.5 * value if value else 0.25
        changed = tuple((n, other if n == name else v) for n, v in settings.hyperparameters)
        tape, manual = (
            descend(replace(settings, hyperparameters=changed)) for descend in (descend_with_tape, descend_by_hand)
        )
        np.testing.assert_allclose(tape.parameters, manual.parameters, rtol=1e-11)
        # Adafactor's tiny epsilons do nothing where the gradient and w are not tiny.
        if not name.startswith("epsilon"):
            assert tape.parameters.tolist() != before.parameters.tolist() or name == "clip_threshold"


def test_rmsprop_centered_is_kerass():
    first = with_optimizer(replace(first_settings(PROBLEMS["double_well"]), dtype="float64"), "rmsprop")
    values = dict(first.hyperparameters) | {"centered": True, "momentum": 0.5}
    settings = replace(first, hyperparameters=tuple(values.items()))
    tape, manual = descend_with_tape(settings), descend_by_hand(settings)
    np.testing.assert_allclose(tape.parameters, manual.parameters, rtol=1e-11)
    assert manual.parameters.tolist() != descend_by_hand(first).parameters.tolist()


def test_what_cannot_be_freed_is_kept_and_never_made_twice(monkeypatch):
    monkeypatch.setattr(tape_descent, "_executables", {})
    first = with_optimizer(replace(first_settings(PROBLEMS["inflection"]), steps=3), "sgd")
    monkeypatch.setattr(tape_descent, "MOST_EXECUTABLES", 0)
    descend_with_tape(first)
    assert not tape_descent._executables
    monkeypatch.setattr(tape_descent, "MOST_EXECUTABLES", 1)
    descend_with_tape(first)
    (kept,) = tape_descent._executables.values()
    for name in ("parabola", "steep"):
        descend_with_tape(replace(first, problem=PROBLEMS[name]))
    descend_with_tape(first)
    assert list(tape_descent._executables.values()) == [kept]


def test_a_loss_that_is_not_built_in_takes_no_place_that_is_never_freed(monkeypatch):
    monkeypatch.setattr(tape_descent, "_executables", {})
    settings = replace(first_settings(replace(PROBLEMS["parabola"], loss="1*w**2")), steps=3)
    descend_with_tape(settings)
    assert not tape_descent._executables


def test_a_keras_optimizer_in_a_graph_is_freed_with_it():
    """Keras's sum over replicas would register a gradient with TensorFlow, and with that keep every graph for ever."""
    names = ("beta_1", "beta_2", "epsilon")
    descent = CompiledDescent("w**2", ("w",), "adam", names, (), "float32", xla=False)
    graph = weakref.ref(descent._run.graph)
    assert graph() is not None
    del descent
    gc.collect()
    assert graph() is None
