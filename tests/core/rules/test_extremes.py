"""Every rule and clipping where numbers end, beside eager Keras: zero, tiny, huge and infinite gradients, and NaN."""

from dataclasses import replace

import numpy as np
import pytest

from core.descent.export import manual_code
from core.hyperparameters import CLIPPINGS
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, typed_problem
from core.rules import RULES, first_memory, preparations, update_of
from core.rules.given import Given
from core.scripts import before_optimizer, optimizer_code
from core.settings import DTYPES, DescentSettings, first_settings, with_optimizer
from core.tape.exact import tf
from core.tape_descent import descend_with_tape
from core.theory.outcome import outcome
from tests.core.descent.test_export import printed
from tests.core.eager import descend_eagerly

TOLERANCE = {"float16": 2e-2, "float32": 1e-5, "float64": 1e-12}


def by_keras(settings: DescentSettings, gradients: list[float]) -> np.ndarray:
    """Where the parameters are after each step, with gradients that somebody chose."""
    names = {"tf": tf}
    exec(f"{before_optimizer(settings)}\n{optimizer_code(settings)}", names)  # our own export, in a test
    variables = [tf.Variable(at, dtype=settings.dtype) for at in settings.start]
    path = []
    for gradient in gradients:
        names["optimizer"].apply_gradients(
            [(tf.constant(g, settings.dtype), v) for g, v in zip(gradient, variables, strict=True)]
        )
        path.append([variable.numpy() for variable in variables])
    return np.array(path, np.float64)


def by_hand(settings: DescentSettings, gradients: list[float]) -> np.ndarray:
    update, given = update_of(settings), Given(settings)
    w = np.array(settings.start, settings.dtype)
    memory, path = first_memory(update, w, given), []
    given.learning_rate = given.number(settings.learning_rate)
    with np.errstate(all="ignore"):
        for step, gradient in enumerate(gradients):
            given.t, gradient = given.number(step + 1), np.array(gradient, settings.dtype)
            for preparation in preparations(settings):
                value, _ = preparation.function(w, gradient, given)
                w, gradient = (value, gradient) if preparation.target == "w" else (w, value)
            w, memory = update(w, gradient, memory, given)
            path.append(w)
    return np.array(path, np.float64)


def sequences(dtype: str) -> list[list[float]]:
    limits = np.finfo(dtype)
    # What is squared overflows above `root`.
    root, largest, tiny = (float(number) for number in (np.sqrt(limits.max), limits.max, limits.tiny))
    # TensorFlow takes what is smaller than `tiny` for 0, NumPy does not; squares of this are 0 in both.
    small = 1e4 * tiny
    return [[0.0, 1.0], [3.0, 4 * root, 1.0], [largest, -largest, 0.5], [small, 1.0], [1.0, np.inf], [1.0, np.nan]]


EVERY_CASE = [(name, None, DTYPES[k % 3]) for k, name in enumerate(RULES)]
# Adam squares what was clipped; SGD takes it as it is.
EVERY_CASE += [(name, extra, dtype) for name in ("sgd", "adam") for extra in CLIPPINGS for dtype in DTYPES]
EVERY_CASE += [("lamb", "weight_decay", "float16"), ("ftrl", "weight_decay", "float32")]


@pytest.mark.parametrize(("name", "extra", "dtype"), EVERY_CASE)
def test_where_numbers_end_a_rule_does_as_keras(name, extra, dtype):
    base = with_optimizer(replace(first_settings(LANDSCAPES["booth"]), dtype=dtype, start=(5.0, 0.0)), name)
    settings = replace(base, hyperparameters=(*base.hyperparameters, *(((extra, 1.5),) if extra else ())))
    for sequence in sequences(dtype):
        gradients = [(gradient, 0.75) for gradient in sequence]  # the other parameter's is as any
        keras, hand = by_keras(settings, gradients), by_hand(settings, gradients)
        tolerance = TOLERANCE[dtype]
        np.testing.assert_allclose(hand, keras, rtol=tolerance, atol=tolerance / 100, err_msg=str(sequence))


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning", "ignore:invalid value:RuntimeWarning")
def test_a_norm_that_overflows_is_no_step_by_either_method_and_in_the_script():
    clipped = replace(
        first_settings(typed_problem("30w^2")), dtype="float16", hyperparameters=(("global_clipnorm", 1.0),)
    )
    tape, manual, eager = descend_with_tape(clipped), descend_by_hand(clipped), descend_eagerly(clipped)
    for run in (tape, manual, eager):
        assert run.loss[0] == 750
        assert np.isnan(run.loss[1:]).all()
    assert np.isinf(manual.quantities["norm"][0, 0])
    assert np.isnan(printed(manual_code(clipped))["manual"])
    assert outcome(clipped.problem, tape) == outcome(clipped.problem, manual)
