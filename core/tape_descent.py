"""The tape method: `tf.GradientTape` finds the gradient, a Keras optimizer takes the step. It knows no rule.

The loop is compiled once per loss, optimizer and precision; start, learning rates, hyper-parameters and steps are its
arguments. It gives the digits of the plain eager loop (see core.exact), which the tests run beside it.
"""

import threading
from functools import lru_cache
from typing import Any

import keras

from core.exact import EXACT_UNDER_XLA, XLA_IS_EXACT, tf
from core.formulas import parse
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS, known
from core.keras_optimizers import OPTIMIZERS
from core.runtime_number import RuntimeNumber
from core.settings import DescentSettings
from core.tape_schedules import learning_rates
from core.trajectory import Trajectory

SMALLEST_BUFFER = 1024
# A descent compiled by XLA takes some 4 MB that nothing ever frees. As a plain graph it takes as much while it is kept, is
# freed when it is not, and needs four times the time for 50 steps. So the first few of a process, the lesson's among them,
# are compiled by XLA and kept, and of the others the last few are.
MOST_EXECUTABLES = 8
MOST_GRAPHS = 10

_executables: dict[tuple[Any, ...], "CompiledDescent"] = {}
_one_at_a_time = threading.Lock()


def descend_with_tape(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with `tf.GradientTape` and the Keras optimizer of that name.

    Every number is held in settings.dtype, the learning rate too. Divergence is a result: infinities and NaN are
    recorded, nothing is raised. Safe to call from several threads at once.
    """
    scheduled = {h.name for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}
    given = [(name, value) for name, value in settings.hyperparameters if name not in scheduled]
    numbers = {name: value for name, value in given if not isinstance(value, bool)}
    descent = _compiled(
        settings.problem.loss,
        settings.problem.parameters,
        settings.optimizer,
        tuple(numbers),
        tuple((name, value) for name, value in given if isinstance(value, bool)),
        settings.dtype,
        max(SMALLEST_BUFFER, 1 << settings.steps.bit_length()),
    )
    return descent.run(settings.start, learning_rates(settings), tuple(numbers.values()), settings.steps)


def _compiled(*choice: Any) -> "CompiledDescent":
    if choice not in _executables and _may_use_xla(*choice):
        with _one_at_a_time:
            if choice not in _executables and len(_executables) < MOST_EXECUTABLES:
                _executables[choice] = CompiledDescent(*choice, xla=True)
    return _executables.get(choice) or _graph(*choice)


@lru_cache(maxsize=MOST_GRAPHS)
def _graph(*choice: Any) -> "CompiledDescent":
    return CompiledDescent(*choice, xla=False)


def _may_use_xla(loss: str, parameters: tuple[str, ...], *_: Any) -> bool:
    exact = XLA_IS_EXACT and parse(loss, parameters).functions <= EXACT_UNDER_XLA
    return exact and len(_executables) < MOST_EXECUTABLES


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

        @tf.autograph.experimental.do_not_convert
        def loss_of(zero: Any) -> Any:
            # Plus a zero that the compiler cannot see through, so that no constant is folded (see core.exact).
            return formula.tensorflow(*variables, constant=lambda x: tf.constant(x, dtype) + zero)

        @tf.autograph.experimental.do_not_convert
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
                rate_of_the_step.rate = rates[step]
                # The update after the last row goes nowhere; a condition to spare it would cost more.
                keras_optimizer.apply_gradients(zip(gradient, variables, strict=True))
                step += 1
            return path, losses, gradients

        self._run = run.get_concrete_function()

    def run(self, start: tuple[float, ...], rates: Any, values: tuple[float, ...], steps: int) -> Trajectory:
        """Run from `start` with one learning rate a step, shape (steps + 1,); rows beyond `steps` are cut off."""
        numbers = tf.constant((*start, 0), self.dtype)
        rates = tf.pad(rates, [[0, self.rows - steps - 1]])
        # The variables belong to the compiled loop and not to a visitor: one run at a time.
        with self._lock:
            path, loss, gradient = self._run(numbers, rates, tf.constant(values, "float64"), tf.constant(steps))
        return Trajectory(*(tensor.numpy()[: steps + 1] for tensor in (path, loss, gradient)))


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
