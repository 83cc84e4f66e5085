"""Powers of many numbers at once: to the last bit what each number alone is raised to, or as fast as can be.

NumPy raises a number by the C library's pow, as TensorFlow does, and an array alike but for three exponents: it squares by a
multiplication, divides for -1 and takes the root for 0.5, and of these one in a thousand differs in the last place.
"""

import ast
import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

_USUAL = 1 << 14
MOST_MULTIPLIED = 16
# What NumPy does to an array for these exponents where all of it has the same.
_SHORT = ((2.0, np.square), (0.5, np.sqrt), (-1.0, np.reciprocal))


def power_of_scalars(base: Any, exponent: Any) -> Any:
    """`base ** exponent` of numbers, or of arrays that stand for as many numbers."""
    if not isinstance(base, np.ndarray) and not isinstance(exponent, np.ndarray):
        return base**exponent
    # An exponent that is stored once for all would be taken for a number.
    if not isinstance(exponent, np.ndarray):
        base = np.ascontiguousarray(base)
        return np.power(base, _as_often(exponent, base.dtype, base.size).reshape(base.shape))
    shape = np.broadcast_shapes(np.shape(base), exponent.shape)
    return np.power(base, np.array(np.broadcast_to(exponent, shape), order="C"))


def _as_often(exponent: float, dtype: np.dtype, count: int) -> np.ndarray:
    return _many(exponent, dtype)[:count] if count <= _USUAL else np.full(count, exponent, dtype)


@lru_cache(maxsize=32)
def _many(exponent: float, dtype: np.dtype) -> np.ndarray:
    return np.full(_USUAL, exponent, dtype)


def power_of_array(base: np.ndarray, exponents: Any) -> np.ndarray:
    """`base ** exponent` of an array, for as many exponents side by side."""
    if not isinstance(exponents, np.ndarray):
        return base**exponents
    result = power_of_scalars(base, exponents)
    for exponent, short in _SHORT:
        if np.any(exponents == exponent):
            result = np.where(exponents == exponent, short(base), result)
    return result


def for_scalars(scalars: frozenset[str], parameters: tuple[str, ...]) -> Callable[[ast.BinOp], Callable[..., Any]]:
    """What raises at each power of a formula, where an array for one of `scalars` stands for as many numbers."""

    def of(node: ast.BinOp) -> Callable[..., Any]:
        left, right = ({n.id for n in ast.walk(side) if isinstance(n, ast.Name)} for side in (node.left, node.right))
        if (right & set(parameters)) - scalars:
            return operator.pow
        return power_of_array if (left & set(parameters)) - scalars else power_of_scalars

    return of


def multiplied(_: ast.BinOp) -> Callable[..., Any]:
    """What raises to a whole number by multiplications, which may differ from a power in the last place."""
    return _product


def _product(base: Any, exponent: Any) -> Any:
    if not isinstance(exponent, int) or not 2 <= exponent <= MOST_MULTIPLIED:
        return base**exponent
    half = _product(base, exponent // 2) if exponent > 3 else base
    return half * half * base if exponent % 2 else half * half
