"""Many descents by the tape at once: the same loop, in which every variable is a vector with a place for each run.

What a formula raises to a whole number is multiplied here, and XLA may fuse: a run differs from the single one in its last
digits, as long as it is stable by less than 1e-12 of itself in float64.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from core.formulas import parse
from core.tape.compiled_descent import RateOfTheStep, beginning, built, turning
from core.tape.exact import tf
from core.tape.followed import note
from core.tape.keras_optimizers import OPTIMIZERS
from core.theory.followed import Noted
from core.theory.traced import Measure

# How many runs are side by side: so many that calling costs little, and that what they need stays close to the processor.
RUNS = 8192
# So many rows are noted and kept in one call of the compiled loop, at most. It is compiled for these numbers: of a run's
# own number of rows XLA would compile it anew for each. A longer run takes several calls.
NOTED, KEPT = 256, 64
AT_ONCE = NOTED + KEPT
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
    rate changes from step to step. So many `minima` are noted at every row (see core.theory.followed), None for no notes.
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
        minima: int | None,
        xla: bool,
    ) -> None:
        check(optimizer, names, along)
        self.dtype, self.n, self.names, self.along = dtype, len(parameters), names, along
        self.notes = minima is not None
        self._lock = threading.Lock()
        variables = [tf.Variable(tf.zeros([RUNS], dtype), name=name) for name in parameters]
        rate = RateOfTheStep()
        keras_optimizer, hyperparameters = built(optimizer, names, switches, rate, variables)
        begin = beginning(parameters, names, OPTIMIZERS[optimizer].begins, variables, keras_optimizer, hyperparameters)
        formula = parse(loss, parameters)

        def loss_at(*places: Any) -> Any:
            return formula.tensorflow(*places, multiplied=True)

        turn = turning(lambda _: loss_at(*map(tf.convert_to_tensor, variables)), variables, keras_optimizer, rate)

        shapes = [] if minima is None else [[minima, 2, self.n], [], [2, self.n], []]

        @tf.function(
            jit_compile=xla,
            autograph=False,
            input_signature=[
                tf.TensorSpec([self.n, RUNS], dtype),
                tf.TensorSpec([AT_ONCE if scheduled else 1, RUNS], dtype),
                [tf.TensorSpec([RUNS] if name in along else [], "float64") for name in names],
                [tf.TensorSpec([], "int32")] * 3,
                tf.TensorSpec([], "bool"),
                [tf.TensorSpec(shape, "float64") for shape in shapes],
            ],
        )
        def run(start: Any, rates: Any, values: Any, ends: Any, goes_on: Any, noted: Any) -> Any:
            begin(tf.unstack(start), values, goes_on)
            notes = tf.TensorArray("uint8", NOTED if noted else 0, element_shape=[RUNS])
            record = tf.TensorArray(dtype, KEPT, element_shape=[self.n, RUNS])

            def step(row: Any) -> Any:
                return turn(None, rates[row if scheduled else 0])[: self.n]

            def noting(row: Any, notes: Any) -> Any:
                return row + 1, notes.write(row, note(step(row), *noted))

            def both(row: Any, notes: Any, record: Any) -> Any:
                here = step(row)
                return row + 1, notes.write(row, note(here, *noted)), record.write(row - ends[0], tf.stack(here))

            def keeping(row: Any, record: Any) -> Any:
                return row + 1, record.write(row - ends[0], tf.stack(step(row)))

            row = tf.constant(0)
            if noted:
                row, notes = _until(ends[0], noting, row, notes)
                row, notes, record = _until(ends[1], both, row, notes, record)
            return _until(ends[2], keeping, row, record)[1].stack(), notes.stack()

        with np.errstate(over="ignore"):
            self._run = run.get_concrete_function()
        places = [tf.TensorSpec([None], dtype)] * self.n
        self._loss = tf.function(loss_at, autograph=False, input_signature=places).get_concrete_function()
        self._slopes = tf.function(_slopes(loss_at), autograph=False, input_signature=places).get_concrete_function()

    def run(
        self,
        start: np.ndarray,
        rates: np.ndarray,
        values: Mapping[str, np.ndarray],
        steps: int,
        noted: Noted | None,
        kept: int | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """The places of at most `RUNS` runs at every row, shape (steps + 1, n, runs), and no notes.

        Or the places at so many last rows `kept`, and what was `noted` of every row, shape (steps + 1, runs).
        """
        count = start.shape[1]
        numbers = [_wide(values[name]) if name in self.along else values[name] for name in self.names]
        given = self._held(start), [tf.constant(number, "float64") for number in numbers]
        what = [tf.constant(of, "float64") for of in noted or ()]
        rows, noting = steps + 1, noted is not None and kept is not None
        first, notes = rows - kept if noting and kept else 0, np.empty((rows * noting, count), np.uint8)
        record = np.empty((rows - first, self.n, count), self.dtype)
        with self._lock:
            for row, ends in _passes(rows, first, noting):
                own = rates if len(rates) == 1 else rates[np.minimum(np.arange(row, row + AT_ONCE), steps)]
                places, bytes_ = self._run(
                    given[0], self._held(own), given[1], [*map(tf.constant, ends)], tf.constant(row > 0), what
                )
                if noting:
                    notes[row : row + ends[1]] = _array(bytes_)[: ends[1], :count]
                at = row + ends[0] - first
                record[at : at + ends[2] - ends[0]] = _array(places)[: ends[2] - ends[0], :, :count]
        return record, notes

    def _held(self, values: np.ndarray) -> Any:
        # Beyond the precision's largest number it is infinite, a result as any other: TensorFlow would refuse it.
        with np.errstate(over="ignore"):
            return tf.constant(_wide(np.asarray(values)).astype(self.dtype))

    @property
    def measure(self) -> Measure:
        """The loss, and the slopes that the tape finds, at any places."""

        def flat(places: tuple[np.ndarray, ...]) -> list[Any]:
            return [tf.constant(of.ravel(), self.dtype) for of in places]

        def slopes(*places: np.ndarray) -> tuple[np.ndarray, ...]:
            return tuple(slope.numpy().reshape(places[0].shape) for slope in self._slopes(*flat(places)))

        return Measure(lambda *places: self._loss(*flat(places)).numpy().reshape(places[0].shape), slopes)


def _passes(rows: int, first: int, noting: bool) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """From which row each call goes on, and where in it ends what is noted alone, noted and kept, and kept."""
    row = 0
    while row < rows:
        alone = min(max(first - row, 0), NOTED) if noting else 0
        kept = min(rows - row - alone, min(KEPT, NOTED - alone) if noting else KEPT) if row + alone >= first else 0
        yield row, (alone, alone + kept if noting else alone, alone + kept)
        row += alone + kept


def _until(end: Any, body: Callable[..., Any], *state: Any) -> Any:
    return tf.while_loop(lambda row, *_: row < end, body, state)


def _wide(values: np.ndarray) -> np.ndarray:
    """The numbers of `RUNS` runs: the last one's stand for those that are missing."""
    missing = RUNS - values.shape[-1]
    return np.concatenate([values, np.repeat(values[..., -1:], missing, axis=-1)], axis=-1) if missing else values


def _array(tensor: Any) -> np.ndarray:
    """Its numbers as they lie in memory, without a copy."""
    return np.asarray(memoryview(tensor))


def _slopes(loss_at: Callable[..., Any]) -> Callable[..., Any]:
    def slopes(*places: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(places)
            value = loss_at(*places)
        return tape.gradient(value, places, unconnected_gradients="zero")

    return slopes
