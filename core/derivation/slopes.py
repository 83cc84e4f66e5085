"""The slope of a loss of one parameter at many places, found in three ways that share nothing but the loss."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.formulas import Formula
from core.tape.exact import tf

# Of central differences the one with an error of h**4: the best h is the fifth root of the rounding error, for a loss that
# changes over lengths of about 1; a loss that changes over shorter ones needs a shorter h.
DIFFERENCES = float(np.finfo(np.float64).eps) ** 0.2 * np.array([[1.0], [0.1], [0.01], [0.001]])
# Slopes to either side that differ by more than this share of the steepest slope make a kink, if they differ as much with a
# shorter arm; where the loss is only curved they differ less.
ARMS = (1e-6, 1.25e-7)
LEAP = 1e-3
# Two slopes are the same if they differ by less than this share of their size.
SAME = 1e-6


def by_tape(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By `tf.GradientTape`: each place its own slope, shape (n,), float64."""
    places = tf.constant(at, "float64")
    with tf.GradientTape() as tape:
        tape.watch(places)
        values = loss.tensorflow(places)
    return tape.gradient(values, places, unconnected_gradients="zero").numpy()


def traced_by_tape(loss: Formula) -> Callable[[np.ndarray], np.ndarray]:
    """`by_tape` for places that are asked for again and again: the same digits, a tenth of the time for a long loss."""

    def slopes(places: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(places)
            values = loss.tensorflow(places)
        return tape.gradient(values, places, unconnected_gradients="zero")

    traced = tf.function(slopes, input_signature=[tf.TensorSpec([None], "float64")], autograph=False)
    return lambda at: traced(tf.constant(at, "float64")).numpy()


def by_symbols(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By SymPy's derivative, shape (n,), float64. Raises FormulaError where it finds none that a formula can write."""
    (parameter,) = loss.parameters
    return values_of(loss.derivative(parameter), at)


def by_difference(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By a central difference of four losses about each place, shape (n,), float64: of four arms the one to be trusted most.

    That is the one that the next shorter arm changes least. Source: Abramowitz and Stegun, "Handbook of Mathematical
    Functions", 25.3.21.
    """
    h = DIFFERENCES * np.maximum(np.abs(at), 1.0)
    with np.errstate(invalid="ignore", over="ignore"):
        near, far = (values_of(loss, at + k * h) - values_of(loss, at - k * h) for k in (1, 2))
        slopes = (8 * near - far) / (12 * h)
        changes = np.abs(np.diff(slopes, axis=0))
    best = np.argmin(np.where(np.isnan(changes), np.inf, changes), axis=0)
    return slopes[best, np.arange(len(at))]


def kinks(loss: Formula, at: np.ndarray) -> np.ndarray:
    """At which places the slope from the left is another than that from the right, shape (n,), bool."""
    wide, narrow = (_leaps(loss, at, arm) for arm in ARMS)
    with np.errstate(invalid="ignore"):
        return (wide > LEAP) & (narrow > wide / 2)


def _leaps(loss: Formula, at: np.ndarray, arm: float) -> np.ndarray:
    """By what share of the steepest slope the slopes to either side differ."""
    h = arm * np.maximum(np.abs(at), 1.0)
    left, here, right = (values_of(loss, at + k * h) for k in (-1, 0, 1))
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        before, after = (here - left) / h, (right - here) / h
        return np.abs(after - before) / np.max(np.abs(before), where=np.isfinite(before), initial=0.0)


def values_of(formula: Formula, at: np.ndarray) -> np.ndarray:
    """A formula's values in float64, shape (n,); NaN and infinities where it has none."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(formula.numpy(at), np.float64), at.shape)


def apart(a: np.ndarray, b: np.ndarray, share: float, usual: float = 1.0) -> np.ndarray:
    """Where two slopes differ by more than that share of their size, or of a thousandth of the `usual` one about 0."""
    size = np.maximum(np.abs(a), np.abs(b))
    return np.abs(a - b) > share * np.maximum(size, 1e-3 * usual)


def usual_slope(slopes: np.ndarray) -> float:
    """The median size of the slopes that are not 0, 1 where there are none."""
    steep = np.abs(slopes[np.isfinite(slopes) & (slopes != 0)])
    return float(np.median(steep)) if len(steep) else 1.0
