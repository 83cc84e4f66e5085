"""What is noted of compiled runs side by side at every row, a byte of each (see core.theory.followed)."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from core.tape.exact import tf
from core.theory.followed import FIRST, LARGE, OUTSIDE


def note(here: Sequence[Any], minima: Any, near: Any, domain: Any, safe: Any) -> Any:
    """The notes of a row: `here` has a tensor for each parameter, the others are the fields of `Noted`."""
    places = [tf.cast(of, "float64") for of in here]
    sides = zip(places, tf.unstack(domain[0]), tf.unstack(domain[1]), strict=True)
    bits = {
        LARGE: _any(~(tf.abs(place) <= safe) for place in places),
        OUTSIDE: _any((place < low) | (high < place) for place, low, high in sides),
    }
    bits |= {FIRST << k: ~_far(places, minimum, near) for k, minimum in enumerate(tf.unstack(minima))}
    return reduce(tf.add, (tf.cast(holds, "uint8") * tf.constant(bit, "uint8") for bit, holds in bits.items()))


def _any(conditions: Any) -> Any:
    return reduce(tf.logical_or, conditions)


def _far(places: list[Any], minimum: Any, near: Any) -> Any:
    if len(places) == 1:
        (place,), (low,), (high,) = places, tf.unstack(minimum[0]), tf.unstack(minimum[1])
        return (low - place > near) | (place - high > near)
    return tf.sqrt(reduce(tf.add, map(tf.square, map(tf.subtract, places, tf.unstack(minimum[0]))))) > near
