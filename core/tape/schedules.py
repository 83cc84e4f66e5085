"""Keras's own learning-rate schedules, evaluated for every step of a run: the tape's side of a schedule."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import keras
import numpy as np

from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.settings import DescentSettings
from core.tape.exact import tf
from core.tape.runtime_number import RuntimeNumber

_KERAS = keras.optimizers.schedules


def _piecewise(learning_rate: Any, boundary_1: Any, value_2: Any, boundary_2: Any, value_3: Any) -> Any:
    return _KERAS.PiecewiseConstantDecay([boundary_1, boundary_2], [learning_rate, value_2, value_3])


def _cosine_warmup(learning_rate: Any, warmup_steps: Any, **rest: Any) -> Any:
    # A plain 0.0 would make it a float32 schedule.
    return _KERAS.CosineDecay(0 * learning_rate, warmup_target=learning_rate, warmup_steps=warmup_steps, **rest)


SCHEDULES: Mapping[str, Callable[..., Any]] = {
    "exponential": _KERAS.ExponentialDecay,
    "piecewise": _piecewise,
    "polynomial": _KERAS.PolynomialDecay,
    "inverse_time": _KERAS.InverseTimeDecay,
    "cosine": _KERAS.CosineDecay,
    "cosine_warmup": _cosine_warmup,
    "cosine_restarts": _KERAS.CosineDecayRestarts,
}

_RATES = ("value_2", "value_3")


@lru_cache(maxsize=16)
def learning_rates(settings: DescentSettings) -> np.ndarray:
    """The learning rate of every step, shape (steps + 1,) in settings.dtype, by Keras's schedule of that name.

    The last few are kept: the run asks for them, and the picture of them.
    """
    if settings.schedule == "constant":
        return np.full(settings.steps + 1, tf.constant(settings.learning_rate, settings.dtype).numpy())
    values = dict(settings.hyperparameters)
    own = {h.name: values[h.name] for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}
    numbers = {name: value for name, value in own.items() if not isinstance(value, bool)}
    switches = tuple((name, value) for name, value in own.items() if isinstance(value, bool))
    every_step = _compiled(settings.schedule, tuple(numbers), switches, settings.dtype)
    given = tf.constant((settings.learning_rate, *numbers.values()), "float64")
    return every_step(given, tf.constant(settings.steps)).numpy()


def learning_rates_side_by_side(
    settings: DescentSettings, rates: np.ndarray, many: Mapping[str, np.ndarray]
) -> np.ndarray:
    """The same for many runs, `rates` and those hyper-parameters in `many` of shape (runs,): shape (steps + 1, runs).

    A constant learning rate has a single row.
    """
    if settings.schedule == "constant":
        return rates.astype(settings.dtype)[np.newaxis]
    values = dict(settings.hyperparameters) | dict(many)
    own = {h.name: values[h.name] for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}
    numbers = {name: value for name, value in own.items() if not isinstance(value, bool)}
    switches = tuple((name, value) for name, value in own.items() if isinstance(value, bool))
    every_step = _compiled(settings.schedule, tuple(numbers), switches, settings.dtype, side_by_side=True)
    of_each = [np.broadcast_to(np.asarray(value, np.float64), rates.shape) for value in (rates, *numbers.values())]
    return every_step(tf.constant(np.array(of_each)), tf.constant(settings.steps)).numpy()


def written_schedule(settings: DescentSettings) -> str:
    """The Keras schedule of `settings` as a call in Python, numbers as tensors where Keras would take them for float32.

    It would take rates so, whose precision the whole schedule takes on, and for a float64 run everything else.
    """
    values = dict(settings.hyperparameters)
    own = {h.name: values[h.name] for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}

    def tensor(value: float, *dtypes: str) -> str:
        return f"tf.constant({value!r}, tf.{settings.dtype})" if settings.dtype in dtypes else repr(value)

    rate = tensor(settings.learning_rate, "float16", "float64")
    written = {
        name: tensor(value, "float64", *(["float16"] if name in _RATES else []))
        if type(value) is float
        else repr(value)
        for name, value in own.items()
    }
    if settings.schedule == "piecewise":
        boundaries = f"[{written['boundary_1']}, {written['boundary_2']}]"
        return f"PiecewiseConstantDecay({boundaries}, [{rate}, {written['value_2']}, {written['value_3']}])"
    rest = "".join(f", {name}={value}" for name, value in written.items())
    if settings.schedule == "cosine_warmup":
        return f"CosineDecay(0 * {rate}, warmup_target={rate}{rest})"
    return f"{SCHEDULES[settings.schedule].__name__}({rate}{rest})"


@lru_cache(maxsize=64)
def _compiled(
    schedule: str,
    names: tuple[str, ...],
    switches: tuple[tuple[str, bool], ...],
    dtype: str,
    side_by_side: bool = False,
) -> Any:
    """The schedule as a graph; its numbers are arguments."""

    def made(numbers: Any) -> Any:
        rate, *others = (RuntimeNumber(dtype, number) for number in tf.unstack(numbers))
        return SCHEDULES[schedule](rate, **dict(zip(names, others, strict=True)), **dict(switches))

    def every_step(numbers: Any, steps: Any) -> Any:
        def at(step: Any) -> Any:
            # Keras asks of the step what it asks with Python's habits of one number: so each run has its own schedule.
            return tf.vectorized_map(lambda of_one: made(of_one)(step), tf.transpose(numbers))

        every = tf.range(steps + 1)
        return tf.map_fn(at if side_by_side else made(numbers), every, fn_output_signature=dtype)

    runs = [None] if side_by_side else []
    signature = [tf.TensorSpec([len(names) + 1, *runs], "float64"), tf.TensorSpec([], "int32")]
    return tf.function(every_step, input_signature=signature, autograph=False).get_concrete_function()
