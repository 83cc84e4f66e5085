"""Learning-rate schedules written by hand: the rate of every step, as an array, in the shape of its equation.

A schedule is `(step, given) -> learning rate`, with `step` counted from 0 and all in the run's dtype; `given.learning_rate`
is what the slider says. Conventions are those of `keras.optimizers.schedules`.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np

from core.rules.given import Given
from core.settings import DescentSettings


def constant(step: np.ndarray, given: Given) -> np.ndarray:
    """The same at every step."""
    return np.ones_like(step) * given.learning_rate


def exponential(step: np.ndarray, given: Given) -> np.ndarray:
    """`learning_rate * decay_rate ** (step / decay_steps)`; as a staircase with the exponent rounded down."""
    exponent = step / given.decay_steps
    return given.learning_rate * given.decay_rate ** (np.floor(exponent) if given.staircase else exponent)


def piecewise(step: np.ndarray, given: Given) -> np.ndarray:
    """The learning rate up to and including boundary_1, value_2 up to and including boundary_2, then value_3."""
    late = np.where(step <= given.boundary_2, given.number(given.value_2), given.number(given.value_3))
    return np.where(step <= given.boundary_1, given.learning_rate, late)


def polynomial(step: np.ndarray, given: Given) -> np.ndarray:
    """`(learning_rate - end) * (1 - step / decay_steps) ** power + end`; with cycle decay_steps grows when it is passed."""
    rounds = np.where(step == 0, given.one, np.ceil(step / given.decay_steps)) if given.cycle else given.one
    decay_steps = given.decay_steps * rounds
    share = np.minimum(step, decay_steps) / decay_steps
    end = given.number(given.end_learning_rate)
    return (given.learning_rate - end) * (1 - share) ** given.power + end


def inverse_time(step: np.ndarray, given: Given) -> np.ndarray:
    """`learning_rate / (1 + decay_rate * step / decay_steps)`; as a staircase with the quotient rounded down."""
    share = step / given.decay_steps
    return given.learning_rate / (1 + given.decay_rate * (np.floor(share) if given.staircase else share))


def cosine(step: np.ndarray, given: Given) -> np.ndarray:
    """Half a cosine wave from the learning rate down to its share alpha, over decay_steps."""
    share = np.minimum(step, given.decay_steps) / given.number(given.decay_steps)
    return given.learning_rate * ((1 - given.alpha) * (0.5 * (1 + np.cos(given.number(math.pi) * share))) + given.alpha)


def cosine_warmup(step: np.ndarray, given: Given) -> np.ndarray:
    """A straight line from 0 up to the learning rate over warmup_steps, then the cosine."""
    rising = given.learning_rate * (step / given.warmup_steps)
    return np.where(step < given.warmup_steps, rising, cosine(np.maximum(step - given.warmup_steps, 0), given))


def cosine_restarts(step: np.ndarray, given: Given) -> np.ndarray:
    """Cosines one after the other, each t_mul times as long and m_mul times as high as the one before.

    Source: Loshchilov and Hutter, "SGDR", 2016.
    """
    passed = step / given.number(given.first_decay_steps)
    t_mul, number = given.number(given.t_mul), given.number
    if t_mul == 1:
        restarts = np.floor(passed)
        share = passed - restarts
    else:
        # The logarithm is rounded once, as the C library's is: NumPy's own can miss a restart by a step.
        reached = np.log((1 - passed * (1 - t_mul)).astype(np.float64)).astype(step.dtype)
        restarts = np.floor(reached / number(math.log(t_mul)))
        share = (passed - (1 - t_mul**restarts) / (1 - t_mul)) / t_mul**restarts
    height = 0.5 * given.number(given.m_mul) ** restarts * (1 + np.cos(number(math.pi) * share))
    return given.learning_rate * ((1 - number(given.alpha)) * height + number(given.alpha))


SCHEDULES: Mapping[str, Callable[[np.ndarray, Given], np.ndarray]] = {
    "constant": constant,
    "exponential": exponential,
    "piecewise": piecewise,
    "polynomial": polynomial,
    "inverse_time": inverse_time,
    "cosine": cosine,
    "cosine_warmup": cosine_warmup,
    "cosine_restarts": cosine_restarts,
}


def learning_rates(
    settings: DescentSettings, at: np.ndarray | None = None, many: Mapping[str, np.ndarray] | None = None
) -> np.ndarray:
    """The learning rate of every step, shape (steps + 1,), in settings.dtype, by the schedule written by hand.

    With `at`, of any shape, in place of what the slider says, and `many` hyper-parameters of that shape: shape
    (steps + 1, *shape).
    """
    given = Given(settings, many)
    step = np.arange(settings.steps + 1, dtype=settings.dtype)
    # A rate beyond the precision's largest number is infinite there: a result as any other.
    with np.errstate(all="ignore"):
        if at is None:
            given.learning_rate = given.number(settings.learning_rate)
            return SCHEDULES[settings.schedule](step, given)
        given.learning_rate = at.astype(settings.dtype)
        if settings.schedule == "constant":
            return np.broadcast_to(given.learning_rate, (len(step), *at.shape))
        return SCHEDULES[settings.schedule](step.reshape(-1, *(1,) * at.ndim), given)
