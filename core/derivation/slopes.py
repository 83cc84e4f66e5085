"""The slope of a loss of one parameter at many places, found in three ways that share nothing but the loss."""

import numpy as np

from core.exact import tf
from core.formulas import Formula

# Of central differences the one with an error of h**4: the best h is the fifth root of the rounding error.
DIFFERENCE = float(np.finfo(np.float64).eps) ** 0.2
# Slopes to either side, with this arm, that differ by more than this share of the steepest slope make a kink.
ARM = 1e-6
LEAP = 1e-3


def by_tape(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By `tf.GradientTape`: each place its own slope, shape (n,), float64."""
    places = tf.constant(at, "float64")
    with tf.GradientTape() as tape:
        tape.watch(places)
        values = loss.tensorflow(places)
    return tape.gradient(values, places, unconnected_gradients="zero").numpy()


def by_symbols(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By SymPy's derivative, shape (n,), float64. Raises FormulaError where it finds none that a formula can write."""
    (parameter,) = loss.parameters
    return values_of(loss.derivative(parameter), at)


def by_difference(loss: Formula, at: np.ndarray) -> np.ndarray:
    """By a central difference of four losses about each place, shape (n,), float64.

    Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 25.3.21.
    """
    h = DIFFERENCE * np.maximum(np.abs(at), 1.0)
    with np.errstate(invalid="ignore", over="ignore"):
        near, far = (values_of(loss, at + k * h) - values_of(loss, at - k * h) for k in (1, 2))
        return (8 * near - far) / (12 * h)


def kinks(loss: Formula, at: np.ndarray) -> np.ndarray:
    """At which places the slope from the left is another than that from the right, shape (n,), bool."""
    h = ARM * np.maximum(np.abs(at), 1.0)
    left, here, right = (values_of(loss, at + k * h) for k in (-1, 0, 1))
    with np.errstate(invalid="ignore", over="ignore"):
        before, after = (here - left) / h, (right - here) / h
        return np.abs(after - before) > LEAP * np.max(np.abs(before), where=np.isfinite(before), initial=0.0)


def values_of(formula: Formula, at: np.ndarray) -> np.ndarray:
    """A formula's values in float64, shape (n,); NaN and infinities where it has none."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(formula.numpy(at), np.float64), at.shape)
