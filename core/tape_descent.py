"""The tape method: `tf.GradientTape` finds the gradient, a Keras optimizer takes the step. It knows no rule.

The loop is compiled once per loss, optimizer and precision; learning rate, start and steps are its arguments. It gives
the digits of the plain eager loop (see core.exact), which the tests run beside it.
"""

import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import keras

from core.exact import EXACT_UNDER_XLA, XLA_IS_EXACT, tf
from core.formulas import parse
from core.settings import DescentSettings
from core.trajectory import Trajectory

OPTIMIZERS: Mapping[str, Any] = {
    "sgd": keras.optimizers.SGD,
}
SMALLEST_BUFFER = 1024


def descend_with_tape(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with `tf.GradientTape` and the Keras optimizer of that name.

    Every number is held in settings.dtype, the learning rate too. Divergence is a result: infinities and NaN are
    recorded, nothing is raised. Safe to call from several threads at once.
    """
    problem = settings.problem
    descent = _compiled(
        problem.loss,
        problem.parameters,
        settings.optimizer,
        settings.hyperparameters,
        settings.dtype,
        max(SMALLEST_BUFFER, 1 << settings.steps.bit_length()),
    )
    return descent.run(settings.start, settings.learning_rate, settings.steps)


@lru_cache(maxsize=64)
def _compiled(*choice: Any) -> "CompiledDescent":
    return CompiledDescent(*choice)


class GivenLearningRate(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that is an argument of the run.

    Keras would store a plain number as float32, 1.5e-8 off for 0.1; a schedule's value is used in the dtype it has.
    """

    def __init__(self, variable: Any) -> None:
        self.variable = variable

    def __call__(self, step: Any) -> Any:
        """The learning rate, whatever the step."""
        return self.variable


class CompiledDescent:
    """One loss, one optimizer, one precision, compiled; every run starts from fresh variables."""

    def __init__(
        self,
        loss: str,
        parameters: tuple[str, ...],
        optimizer: str,
        hyperparameters: tuple[tuple[str, float | bool], ...],
        dtype: str,
        rows: int,
    ) -> None:
        self.dtype = dtype
        self._lock = threading.Lock()
        formula = parse(loss, parameters)
        variables = [tf.Variable(0, name=name, dtype=dtype) for name in parameters]
        learning_rate = tf.Variable(0, dtype=dtype)
        keras_optimizer = OPTIMIZERS[optimizer](GivenLearningRate(learning_rate), **dict(hyperparameters))
        keras_optimizer.build(variables)
        memory = [(variable.value, tf.constant(variable.numpy())) for variable in keras_optimizer.variables]
        n = len(parameters)

        @tf.autograph.experimental.do_not_convert
        def loss_of(zero: Any) -> Any:
            # Plus a zero that the compiler cannot see through, so that no constant is folded (see core.exact).
            return formula.tensorflow(*variables, constant=lambda x: tf.constant(x, dtype) + zero)

        @tf.function(
            jit_compile=XLA_IS_EXACT and formula.functions <= EXACT_UNDER_XLA,
            input_signature=[tf.TensorSpec([n + 2], dtype), tf.TensorSpec([], tf.int32)],
        )
        def run(numbers: Any, steps: Any) -> Any:
            *start, rate, zero = tf.unstack(numbers)
            for variable, first in zip(variables, start, strict=True):
                variable.assign(first)
            for variable, first in memory:
                variable.assign(first)
            learning_rate.assign(rate)
            path = tf.zeros([rows, n], dtype)
            losses = tf.zeros([rows], dtype)
            gradients = tf.zeros([rows, n], dtype)
            step = tf.constant(0)
            # `while`, not `for ... in tf.range(steps)`: XLA would compile anew for every number of steps.
            while step <= steps:
                with tf.GradientTape() as tape:
                    value = loss_of(zero)
                gradient = tape.gradient(value, variables)
                path = tf.tensor_scatter_nd_update(path, [[step]], [tf.stack(variables)])
                losses = tf.tensor_scatter_nd_update(losses, [[step]], [value])
                gradients = tf.tensor_scatter_nd_update(gradients, [[step]], [tf.stack(gradient)])
                # The update after the last row goes nowhere; a condition to spare it would cost more.
                keras_optimizer.apply_gradients(zip(gradient, variables, strict=True))
                step += 1
            return path, losses, gradients

        self._run = run.get_concrete_function()

    def run(self, start: tuple[float, ...], learning_rate: float, steps: int) -> Trajectory:
        """Run from `start`; rows beyond `steps` are cut off."""
        numbers = tf.constant((*start, learning_rate, 0), self.dtype)
        # The variables belong to the compiled loop and not to a visitor: one run at a time.
        with self._lock:
            path, loss, gradient = self._run(numbers, tf.constant(steps))
        return Trajectory(*(tensor.numpy()[: steps + 1] for tensor in (path, loss, gradient)))
