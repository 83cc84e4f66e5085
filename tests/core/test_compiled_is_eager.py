"""Every compiled descent, by XLA and as a graph, against the plain eager loop with Keras: the same bits in every row.

`python -m tests.benchmarks.exactness` asks the same of as many random settings as one has time for.
"""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.formulas import parse
from core.problems import LANDSCAPES, PROBLEMS, typed_landscape, typed_problem
from core.rules import RULES
from core.settings import DTYPES, LESSON, DescentSettings, first_settings, with_optimizer
from core.tape.exact import in_order, tf
from core.tape_descent import EXACT_UNDER_XLA, descend_as, descend_with_tape
from tests.core.eager import descend_eagerly

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


def is_eager(settings: DescentSettings, *others: DescentSettings) -> None:
    """Both ways of compiling give the eager loop's bits, for settings and for others that take the same compiled loop."""
    functions = parse(settings.problem.loss, settings.problem.parameters).functions
    for each in (settings, *others):
        eager = descend_eagerly(each)
        for xla in (False, True) if functions <= EXACT_UNDER_XLA else (False,):
            run = descend_as(each, xla=xla)
            for name in ("parameters", "loss", "gradient"):
                np.testing.assert_array_equal(getattr(run, name), getattr(eager, name), err_msg=f"{name}, {xla=}")


def test_the_lessons_final_loss_with_the_lessons_own_optimizer(numbers):
    w, optimizer = tf.Variable(5.0), keras.optimizers.SGD(0.1)
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = w**2
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    assert float(w**2) == numbers["lesson"]["final_loss_tape"]
    assert float(descend_with_tape(LESSON).loss[-1]) == numbers["lesson"]["final_loss_tape"]


def test_a_loss_as_a_person_types_it_is_the_problems_own():
    assert set(LITERAL) == set(PROBLEMS)
    for name, problem in PROBLEMS.items():
        at = tf.constant(0.6, "float64")
        assert float(LITERAL[name](at)) == float(parse(problem.loss, problem.parameters).tensorflow(at))


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem(name):
    first = replace(first_settings(PROBLEMS[name]), steps=25, dtype=DTYPES[list(PROBLEMS).index(name) % 3])
    low, high = first.problem.domain[0]
    choices = ((0.013, 0.7 * low), (0.4, 0.31 * high))
    is_eager(first, *(replace(first, learning_rate=rate, start=(start,)) for rate, start in choices))


@pytest.mark.parametrize("optimizer", RULES)
def test_every_optimizer_with_a_schedule_and_clipping_in_two_parameters(optimizer):
    k = list(RULES).index(optimizer)
    first = replace(first_settings(LANDSCAPES["mccormick"]), dtype=DTYPES[k % 3], steps=12)
    settings = with_optimizer(first, optimizer, ("exponential", "cosine", "polynomial")[k % 3])
    clipping = (("clipvalue", "clipnorm", "global_clipnorm")[k // 3 % 3], 1.5)
    is_eager(replace(settings, hyperparameters=(*settings.hyperparameters, clipping)))


@pytest.mark.parametrize(
    ("loss", "start"),
    [
        # A parameter gathers three gradients and more, up to where TensorFlow adds them up in blocks.
        ("(x+y)^2 + (x-y)^2 + x", (1.3, -2.1)),
        ("x*y*(x-y)*(x+2y)*(x+y)/9 + x^3/7 + y^3*x/3 - x/y", (0.7, -0.9)),
    ],
)
def test_a_parameter_in_many_places(loss, start):
    settings = replace(first_settings(typed_landscape(loss)), start=start, learning_rate=0.013, steps=25)
    is_eager(replace(settings, dtype="float64"))


def test_mccormick_from_its_own_start():
    settings = replace(first_settings(LANDSCAPES["mccormick"]), dtype="float64", steps=8)
    is_eager(settings)
    assert descend_as(settings, xla=False).gradient[7, 1] == 1.882149675993337


def test_a_maximum_keeps_nan():
    rosenbrock = replace(
        first_settings(LANDSCAPES["rosenbrock"]), start=(2.0, 3.0), learning_rate=0.04, dtype="float16"
    )
    settings = with_optimizer(replace(rosenbrock, steps=5), "amsgrad")
    is_eager(settings)
    assert np.isnan(descend_with_tape(settings).loss[2:]).all()
    nan = tf.constant(np.nan)
    for function in (tf.maximum, tf.minimum):
        compiled = tf.function(function, jit_compile=True)
        assert all(np.isnan(compiled(*pair)) for pair in ((tf.constant(1.0), nan), (nan, tf.constant(1.0))))


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_sum_is_added_up_as_eager_code_does(dtype):
    rng = np.random.default_rng(3)
    for count in range(2, 28):
        terms = [tf.constant(x, dtype) for x in rng.normal(size=count) * 10.0 ** rng.integers(-2, 3, size=count)]
        assert in_order(terms).numpy() == tf.add_n(terms).numpy()


def test_a_number_that_float32_rounds_first():
    """Keras casts a Python float to float16 through float32: 1 - 2**-12 - 2**-40 becomes a tie, and then another number."""
    settings = with_optimizer(replace(LESSON, dtype="float16", steps=4), "sgd", "exponential")
    values = dict(settings.hyperparameters) | {"decay_steps": 1, "decay_rate": 1 - 2**-12 - 2**-40}
    is_eager(replace(settings, hyperparameters=tuple(values.items())))


def test_functions_that_xla_would_approximate():
    is_eager(
        replace(first_settings(typed_problem("erf(w)^2 + sigmoid(w) + relu(w)*w + max(w, w^3) + cbrt(w)")), steps=9)
    )
