"""Powers of many numbers at once that are to the last bit what each number alone is raised to.

NumPy raises a number by the C library's pow, as TensorFlow does, and an array alike but for three exponents: it squares by a
multiplication, divides for -1 and takes the root for 0.5, and of these one in a thousand differs in the last place.
"""

from typing import Any

import numpy as np

# What NumPy does to an array for these exponents where all of it has the same.
_SHORT = ((2.0, np.square), (0.5, np.sqrt), (-1.0, np.reciprocal))


def power_of_scalars(base: Any, exponent: Any) -> Any:
    """`base ** exponent` of numbers, or of arrays that stand for as many numbers."""
    if not isinstance(base, np.ndarray) and not isinstance(exponent, np.ndarray):
        return base**exponent
    if not isinstance(exponent, np.ndarray):
        exponent = np.full(np.shape(base), exponent, base.dtype)
    # An exponent that is stored once for all would be taken for a number.
    shape = np.broadcast_shapes(np.shape(base), exponent.shape)
    return np.power(base, np.array(np.broadcast_to(exponent, shape), order="C"))


def power_of_array(base: np.ndarray, exponents: Any) -> np.ndarray:
    """`base ** exponent` of an array, for as many exponents side by side."""
    if not isinstance(exponents, np.ndarray):
        return base**exponents
    result = power_of_scalars(base, exponents)
    for exponent, short in _SHORT:
        if np.any(exponents == exponent):
            result = np.where(exponents == exponent, short(base), result)
    return result
