"""Many descents by the tape at once: the same loop, in which every variable is a vector with a place for each run.

What a formula raises to a whole number is multiplied here, and XLA may fuse: a run differs from the single one in its last
digits, as long as it is stable by less than 1e-12 of itself in float64.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.formulas import parse
from core.tape.compiled_descent import RateOfTheStep, beginning, built, turning
from core.tape.exact import tf
from core.tape.keras_optimizers import OPTIMIZERS
from core.theory.traced import Measure

# How many runs are side by side: so many that calling costs little, and that what they need stays close to the processor.
RUNS = 8192
# Keras takes a vector's length for these, and that would be the length of all runs together; or keeps one number for all.
OF_A_VECTOR = frozenset({"adafactor", "lamb"})
NORMS = frozenset({"clipnorm", "global_clipnorm"})
ONE_FOR_ALL = frozenset({("nadam", "beta_1")})


class TapeMapError(ValueError):
    """That Keras cannot do many runs at once of this kind; says why."""


def check(optimizer: str, names: tuple[str, ...], along: frozenset[str]) -> None:
    """Raise TapeMapError where Keras would mix the runs up."""
    norms = NORMS & set(names)
    if optimizer in OF_A_VECTOR or norms:
        what = f"clips by {min(norms)}" if norms else f"{OPTIMIZERS[optimizer].written[0]} measures"
        raise TapeMapError(
            f"Keras {what} a whole vector by its length, so runs side by side would mix: by hand they do not."
        )
    mixed = [name for name in along if (optimizer, name) in ONE_FOR_ALL]
    if mixed:
        raise TapeMapError(f"Keras keeps one product of all {mixed[0]}, so runs side by side cannot have their own.")


class CompiledDescents:
    """One loss, one optimizer, one precision, compiled for `RUNS` runs side by side.

    `names` are the numeric hyper-parameters; those in `along` each run has its own of. `scheduled` says that the learning
    rate changes from step to step.
    """

    def __init__(
        self,
        loss: str,
        parameters: tuple[str, ...],
        optimizer: str,
        names: tuple[str, ...],
        switches: tuple[tuple[str, bool], ...],
        dtype: str,
        along: frozenset[str],
        scheduled: bool,
        *,
        xla: bool,
    ) -> None:
        check(optimizer, names, along)
        self.dtype, self.n, self.names, self.along = dtype, len(parameters), names, along
        self._lock = threading.Lock()
        variables = [tf.Variable(tf.zeros([RUNS], dtype), name=name) for name in parameters]
        rate = RateOfTheStep()
        keras_optimizer, hyperparameters = built(optimizer, names, switches, rate, variables)
        begin = beginning(parameters, names, OPTIMIZERS[optimizer].begins, variables, keras_optimizer, hyperparameters)
        formula = parse(loss, parameters)

        def loss_at(*places: Any) -> Any:
            return formula.tensorflow(*places, multiplied=True)

        turn = turning(lambda _: loss_at(*map(tf.convert_to_tensor, variables)), variables, keras_optimizer, rate)

        @tf.function(
            jit_compile=xla,
            autograph=False,
            input_signature=[
                tf.TensorSpec([self.n, RUNS], dtype),
                tf.TensorSpec([None if scheduled else 1, RUNS], dtype),
                [tf.TensorSpec([RUNS] if name in along else [], "float64") for name in names],
                tf.TensorSpec([], "int32"),
                tf.TensorSpec([], "int32"),
            ],
        )
        def run(start: Any, rates: Any, values: Any, rows: Any, first: Any) -> Any:
            begin(tf.unstack(start), values, False)
            record = tf.TensorArray(dtype, rows - first, element_shape=[self.n, RUNS])

            def unseen(row: Any) -> Any:
                turn(None, rates[row if scheduled else 0])
                return [row + 1]

            def seen(row: Any, record: Any) -> Any:
                here = turn(None, rates[row if scheduled else 0])[: self.n]
                return row + 1, record.write(row - first, tf.stack(here))

            (row,) = tf.while_loop(lambda row: row < first, unseen, [tf.constant(0)])
            return tf.while_loop(lambda row, _: row < rows, seen, (row, record))[1].stack()

        with np.errstate(over="ignore"):
            self._run = run.get_concrete_function()
        places = [tf.TensorSpec([None], dtype)] * self.n
        self._loss = tf.function(loss_at, autograph=False, input_signature=places).get_concrete_function()
        self._slopes = tf.function(_slopes(loss_at), autograph=False, input_signature=places).get_concrete_function()

    def run(
        self, start: np.ndarray, rates: Any, values: Mapping[str, np.ndarray], steps: int, first: int = 0
    ) -> np.ndarray:
        """The places of at most `RUNS` runs from the `first` row on, shape (steps + 1 - first, n, runs)."""
        count = start.shape[1]

        def wide(values: np.ndarray) -> np.ndarray:
            return (
                values
                if count == RUNS
                else np.concatenate([values, np.repeat(values[..., -1:], RUNS - count, axis=-1)], axis=-1)
            )

        def held(values: np.ndarray) -> Any:
            # Beyond the precision's largest number it is infinite, a result as any other: TensorFlow would refuse it.
            with np.errstate(over="ignore"):
                return tf.constant(wide(np.asarray(values)).astype(self.dtype))

        numbers = [wide(values[name]) if name in self.along else values[name] for name in self.names]
        with self._lock:
            record = self._run(
                held(start),
                held(rates),
                [tf.constant(number, "float64") for number in numbers],
                tf.constant(steps + 1),
                tf.constant(first),
            )
        return np.asarray(memoryview(record))[..., :count]

    @property
    def measure(self) -> Measure:
        """The loss, and the slopes that the tape finds, at any places."""

        def flat(places: tuple[np.ndarray, ...]) -> list[Any]:
            return [tf.constant(of.ravel(), self.dtype) for of in places]

        def slopes(*places: np.ndarray) -> tuple[np.ndarray, ...]:
            return tuple(slope.numpy().reshape(places[0].shape) for slope in self._slopes(*flat(places)))

        return Measure(lambda *places: self._loss(*flat(places)).numpy().reshape(places[0].shape), slopes)


def _slopes(loss_at: Callable[..., Any]) -> Callable[..., Any]:
    def slopes(*places: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(places)
            value = loss_at(*places)
        return tape.gradient(value, places, unconnected_gradients="zero")

    return slopes
