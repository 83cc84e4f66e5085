"""One descent by the tape, compiled: a loss, a Keras optimizer and a precision, for any start, numbers and steps.

It gives the digits of the plain eager loop (see core.tape.exact), which the tests run beside it.
"""

import threading
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import keras
import numpy as np

from core.formulas import Formula, parse
from core.hyperparameters import known
from core.tape.exact import tf
from core.tape.keras_optimizers import OPTIMIZERS
from core.tape.runtime_number import RuntimeNumber
from core.trajectory import Trajectory, stopped

# How many rows are recorded in one pass. A longer run takes several, each from where the one before has come to: so one
# compiled loop does for any number of steps, and a plain graph, which copies the record at every step, copies little.
ROWS = 1024


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
        *,
        xla: bool,
    ) -> None:
        self.dtype, self.n = dtype, len(parameters)
        self._lock = threading.Lock()
        variables = [tf.Variable(0, name=name, dtype=dtype) for name in parameters]
        rate = RateOfTheStep()
        keras_optimizer, hyperparameters = built(optimizer, names, switches, rate, variables)
        begin = beginning(parameters, names, OPTIMIZERS[optimizer].begins, variables, keras_optimizer, hyperparameters)
        step = _recording(turning(_loss(parse(loss, parameters), variables, xla), variables, keras_optimizer, rate))
        signature = [
            tf.TensorSpec([self.n + 1], dtype),
            tf.TensorSpec([ROWS], dtype),
            tf.TensorSpec([len(names)], "float64"),
            tf.TensorSpec([], "int32"),
            tf.TensorSpec([], "bool"),
        ]
        shape = [ROWS, 2 * self.n + 1]

        @tf.function(jit_compile=xla, autograph=False, input_signature=signature)
        def run(numbers: Any, rates: Any, values: Any, rows: Any, goes_on: Any) -> Any:
            *start, zero = tf.unstack(numbers)
            begin(start, tf.unstack(values), goes_on)
            # AutoGraph would trace a Python `while` twice; and XLA would compile `for ... in tf.range(steps)` anew for
            # every number of steps.
            record = tf.zeros(shape, dtype)
            taken = tf.while_loop(lambda row, _: row < rows, partial(step, zero, rates), (tf.constant(0), record))
            return taken[1]

        # A number of a formula that is too large for the precision is infinite there, without a word.
        with np.errstate(over="ignore"):
            self._run = run.get_concrete_function()

    def run(self, start: tuple[float, ...], rates: Any, values: tuple[float, ...], steps: int) -> Trajectory:
        """Run from `start` with one learning rate a step, shape (steps + 1,)."""
        record = np.full((steps + 1, 2 * self.n + 1), np.nan, self.dtype)
        numbers, values = tf.constant((*start, 0), self.dtype), tf.constant(values, "float64")
        captured = self._run.captured_inputs
        # In NumPy: each operation of TensorFlow's outside of the loop takes as long as a hundred steps in it.
        padded = np.zeros(-(-(steps + 1) // ROWS) * ROWS, self.dtype)
        padded[: steps + 1] = rates
        # The variables belong to the compiled loop and not to a visitor: one run at a time.
        with self._lock:
            for first in range(0, steps + 1, ROWS):
                rows = min(ROWS, steps + 1 - first)
                of_these = tf.constant(padded[first : first + ROWS])
                # Called as TensorFlow calls it, once it has looked at what it was given, for twice as long as the call takes.
                passed = self._run._call_flat([numbers, of_these, values, _whole(rows), _whole(first > 0)], captured)
                record[first : first + rows] = passed.numpy()[:rows]
                if np.isnan(record[first + rows - 1, self.n]):
                    break  # the run has stopped
        parameters, loss, gradient = record[:, : self.n], record[:, self.n], record[:, self.n + 1 :]
        return stopped(Trajectory(parameters.copy(), loss.copy(), gradient.copy()))


@lru_cache(maxsize=256, typed=True)
def _whole(value: int) -> Any:
    """A whole number, or True or False, as a tensor; the last few are kept."""
    return tf.constant(value)


def _loss(formula: Formula, variables: list[Any], xla: bool) -> Callable[[Any], Any]:
    """The loss at the variables, given a zero that the compiler cannot see through."""
    dtype = variables[0].dtype

    def loss_of(zero: Any) -> Any:
        # For XLA plus that zero, so that no constant is folded (see core.tape.exact).
        def constant(x: float) -> Any:
            return tf.constant(x, dtype) + zero if xla else tf.constant(x, dtype)

        return formula.tensorflow(*(tf.convert_to_tensor(variable) for variable in variables), constant=constant)

    return loss_of


def beginning(
    parameters: tuple[str, ...],
    names: tuple[str, ...],
    begins: Mapping[str, str],
    variables: list[Any],
    keras_optimizer: Any,
    hyperparameters: list[RuntimeNumber],
) -> Callable[[list[Any], list[Any], Any], None]:
    """What gives variables and hyper-parameters the values of a run, and the optimizer a fresh memory at its beginning."""
    memory = [(variable, tf.constant(variable.numpy())) for variable in keras_optimizer.variables]
    dtype = variables[0].dtype

    def begin(start: list[Any], values: list[Any], goes_on: Any) -> None:
        for variable, first in zip(variables, start, strict=True):
            variable.assign(tf.where(goes_on, variable, first))
        for number, value in zip(hyperparameters, values, strict=True):
            number.tensor = value
        for variable, first in memory:
            source = next((source for ending, source in begins.items() if variable.name.endswith(ending)), None)
            if source == "start":
                own = (at for name, at in zip(parameters, start, strict=True) if variable.name.startswith(f"{name}_"))
                first = next(own)
            elif source:
                first = tf.cast(values[names.index(source)], dtype)
            variable.value.assign(tf.where(goes_on, variable.value, first))

    return begin


def turning(
    loss_of: Callable[[Any], Any], variables: list[Any], keras_optimizer: Any, rate: RateOfTheStep
) -> Callable[[Any, Any], list[Any]]:
    """One turn of the loop: the tape finds the gradient, the Keras optimizer takes the step; says where that was from."""

    def turn(zero: Any, rate_now: Any) -> list[Any]:
        with tf.GradientTape() as tape:
            value = loss_of(zero)
        # A parameter that the loss does not depend on has slope 0.
        gradient = tape.gradient(value, variables, unconnected_gradients="zero")
        here = [*map(tf.convert_to_tensor, variables), value, *gradient]
        rate.rate = rate_now
        keras_optimizer.apply_gradients(zip(gradient, variables, strict=True))
        return here

    return turn


def _recording(turn: Callable[[Any, Any], list[Any]]) -> Callable[[Any, Any, Any, Any], tuple[Any, Any]]:
    """One turn and its row in the record. The update after the run's last row goes nowhere; to spare it would cost more."""

    def step(zero: Any, rates: Any, row: Any, record: Any) -> tuple[Any, Any]:
        here = turn(zero, tf.gather(rates, row))
        return row + 1, tf.tensor_scatter_nd_update(record, tf.reshape(row, [1, 1]), [tf.stack(here)])

    return step


def built(
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
