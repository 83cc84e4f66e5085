"""One descent by the tape, compiled: a loss, a Keras optimizer and a precision, run from any start with any numbers.

It gives the digits of the plain eager loop (see core.exact), which the tests run beside it.
"""

import threading
from typing import Any

import keras
import numpy as np

from core.exact import tf
from core.formulas import parse
from core.hyperparameters import known
from core.keras_optimizers import OPTIMIZERS
from core.runtime_number import RuntimeNumber
from core.trajectory import Trajectory, stopped


class RateOfTheStep(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate that the loop is at.

    Keras would store a plain number as float32, 1.5e-8 off for 0.1; a schedule's value is used in the dtype it has.
    """

    rate: Any = None

    def __call__(self, step: Any) -> Any:
        """That rate; the loop has counted the step already."""
        return self.rate


class CompiledDescent:
    """One loss, one optimizer, one precision, compiled; every run starts from fresh variables.

    `names` are the numeric hyper-parameters, whose values each run brings along, and `switches` those that are True or
    False, which are compiled in.
    """

    def __init__(
        self,
        loss: str,
        parameters: tuple[str, ...],
        optimizer: str,
        names: tuple[str, ...],
        switches: tuple[tuple[str, bool], ...],
        dtype: str,
        rows: int,
        *,
        xla: bool,
    ) -> None:
        self.dtype, self.rows = dtype, rows
        self._lock = threading.Lock()
        formula = parse(loss, parameters)
        variables = [tf.Variable(0, name=name, dtype=dtype) for name in parameters]
        rate_of_the_step = RateOfTheStep()
        keras_optimizer, hyperparameters = _built(optimizer, names, switches, rate_of_the_step, variables)
        memory = [(variable, tf.constant(variable.numpy())) for variable in keras_optimizer.variables]
        begins = OPTIMIZERS[optimizer].begins
        n = len(parameters)

        def loss_of(zero: Any) -> Any:
            # For XLA plus a zero that the compiler cannot see through, so that no constant is folded (see core.exact).
            def constant(x: float) -> Any:
                return tf.constant(x, dtype) + zero if xla else tf.constant(x, dtype)

            return formula.tensorflow(*(tf.convert_to_tensor(variable) for variable in variables), constant=constant)

        def begin(start: list[Any], values: list[Any]) -> None:
            for variable, first in zip(variables, start, strict=True):
                variable.assign(first)
            for number, value in zip(hyperparameters, values, strict=True):
                number.tensor = value
            for variable, first in memory:
                source = next((source for ending, source in begins.items() if variable.name.endswith(ending)), None)
                if source == "start":
                    own = (
                        at for name, at in zip(parameters, start, strict=True) if variable.name.startswith(f"{name}_")
                    )
                    first = next(own)
                elif source:
                    first = tf.cast(values[names.index(source)], dtype)
                variable.value.assign(first)

        @tf.function(
            jit_compile=xla,
            autograph=False,
            input_signature=[
                tf.TensorSpec([n + 1], dtype),
                tf.TensorSpec([rows], dtype),
                tf.TensorSpec([len(names)], "float64"),
                tf.TensorSpec([], "int32"),
            ],
        )
        def run(numbers: Any, rates: Any, values: Any, steps: Any) -> Any:
            *start, zero = tf.unstack(numbers)
            begin(start, tf.unstack(values))

            def step_of(step: Any, path: Any, losses: Any, gradients: Any) -> Any:
                with tf.GradientTape() as tape:
                    value = loss_of(zero)
                # A parameter that the loss does not depend on has slope 0.
                gradient = tape.gradient(value, variables, unconnected_gradients="zero")
                here = tf.reshape(step, [1, 1])
                path = tf.tensor_scatter_nd_update(path, here, [tf.stack(variables)])
                losses = tf.tensor_scatter_nd_update(losses, here, [value])
                gradients = tf.tensor_scatter_nd_update(gradients, here, [tf.stack(gradient)])
                rate_of_the_step.rate = tf.gather(rates, step)
                # The update after the last row goes nowhere; a condition to spare it would cost more.
                keras_optimizer.apply_gradients(zip(gradient, variables, strict=True))
                return step + 1, path, losses, gradients

            # AutoGraph would trace a Python `while` twice; and XLA would compile `for ... in tf.range(steps)` anew for
            # every number of steps.
            record = tf.zeros([rows, n], dtype), tf.zeros([rows], dtype), tf.zeros([rows, n], dtype)
            return tf.while_loop(lambda step, *_: step <= steps, step_of, (tf.constant(0), *record))[1:]

        # A number of a formula that is too large for the precision is infinite there, without a word.
        with np.errstate(over="ignore"):
            self._run = run.get_concrete_function()

    def run(self, start: tuple[float, ...], rates: Any, values: tuple[float, ...], steps: int) -> Trajectory:
        """Run from `start` with one learning rate a step, shape (steps + 1,); rows beyond `steps` are cut off."""
        numbers = tf.constant((*start, 0), self.dtype)
        rates = tf.pad(rates, [[0, self.rows - steps - 1]])
        # The variables belong to the compiled loop and not to a visitor: one run at a time.
        with self._lock:
            path, loss, gradient = self._run(numbers, rates, tf.constant(values, "float64"), tf.constant(steps))
        return stopped(Trajectory(*(tensor.numpy()[: steps + 1].copy() for tensor in (path, loss, gradient))))


def _built(
    optimizer: str,
    names: tuple[str, ...],
    switches: tuple[tuple[str, bool], ...],
    learning_rate: RateOfTheStep,
    variables: list[Any],
) -> tuple[Any, list[RuntimeNumber]]:
    """The Keras optimizer with run-time numbers for its hyper-parameters, in the order of `names`."""
    first = {name: known(optimizer)[name].first for name in names}
    keras_optimizer = OPTIMIZERS[optimizer].make(learning_rate, **first, **dict(switches))
    dtype = variables[0].dtype.name
    numbers = [RuntimeNumber(dtype, tf.constant(value, "float64")) for value in first.values()]
    for name, number in zip(names, numbers, strict=True):
        setattr(keras_optimizer, name, number)
    # A sum over one replica; TensorFlow would register a gradient of it, and with that keep the whole graph, for ever.
    keras_optimizer._all_reduce_sum_gradients = list
    keras_optimizer.build(variables)
    return keras_optimizer, numbers
