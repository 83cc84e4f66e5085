"""A number that a compiled function is given when it runs, for code that expects a Python float when it is traced.

Keras's optimizers take their hyper-parameters as Python floats: `1 - beta_2` is computed in float64 and rounded once, when it
meets a tensor. With a float32 tensor in its place `1 - 0.999` would be 4.7e-5 off. A `RuntimeNumber` keeps Python's habit: a
float64 tensor among numbers, cast when it meets a tensor. So a slider of a hyper-parameter compiles nothing anew, and the
digits stay those of the plain eager loop.
"""

import operator
from collections.abc import Callable
from typing import Any

from core.tape.exact import tf

# By which `tf.cast` calls what it converts before it casts.
_NAME_IN_CAST = "x"


class RuntimeNumber:
    """A float64 scalar tensor that behaves like a Python float; `dtype` is what it becomes where nobody says.

    `tensor` is set while a function is traced, and belongs to that function.
    """

    def __init__(self, dtype: str, tensor: Any = None) -> None:
        self.dtype = dtype
        self.tensor = tensor

    def _joined(self, operation: Callable[[Any, Any], Any], other: Any, swapped: bool = False) -> Any:
        if isinstance(other, RuntimeNumber):
            operand = other.tensor
        elif isinstance(other, int | float):
            operand = tf.constant(other, "float64")
        else:
            return NotImplemented  # a tensor: its own operation converts this number
        pair = (operand, self.tensor) if swapped else (self.tensor, operand)
        return RuntimeNumber(self.dtype, operation(*pair))

    def __add__(self, other: Any) -> Any:
        return self._joined(operator.add, other)

    def __radd__(self, other: Any) -> Any:
        return self._joined(operator.add, other, swapped=True)

    def __sub__(self, other: Any) -> Any:
        return self._joined(operator.sub, other)

    def __rsub__(self, other: Any) -> Any:
        return self._joined(operator.sub, other, swapped=True)

    def __mul__(self, other: Any) -> Any:
        return self._joined(operator.mul, other)

    def __rmul__(self, other: Any) -> Any:
        return self._joined(operator.mul, other, swapped=True)

    def __truediv__(self, other: Any) -> Any:
        return self._joined(operator.truediv, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._joined(operator.truediv, other, swapped=True)

    def __neg__(self) -> "RuntimeNumber":
        return RuntimeNumber(self.dtype, -self.tensor)

    # Keras asks `momentum > 0`, `momentum != 0`, `clipvalue and ...` to leave out what would change nothing, and
    # `decay_steps <= 0` to refuse it. Neither can depend on a number that is not known yet: nothing is left out, and what
    # Keras would refuse never comes here (see core.links).

    def __le__(self, other: Any) -> bool:
        return False

    def __gt__(self, other: Any) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return False

    def __bool__(self) -> bool:
        return True

    __hash__ = object.__hash__


def _converted(number: RuntimeNumber, dtype: Any = None, name: Any = None, as_ref: bool = False) -> Any:
    if dtype is None and name == _NAME_IN_CAST and number.dtype == "float16":
        dtype = "float32"  # as `tf.cast` takes a Python float, which is so rounded twice
    return tf.cast(number.tensor, dtype or number.dtype, name=name)


tf.register_tensor_conversion_function(RuntimeNumber, _converted)
