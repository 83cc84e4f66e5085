"""A lowered tree (see core.formulas.lowering) as a function that NumPy or TensorFlow runs."""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np

Values = tuple[Any, ...]
Lift = Callable[[float], Any]

# These give float32 for float16 (SciPy's), or integers for integers (where).
NEED_THE_DTYPE = ("special.", "np.where")
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


@cache
def _module(name: str) -> Any:
    """What code refers to; neither SciPy nor TensorFlow is imported before a formula needs it."""
    return import_module({"np": "numpy", "special": "scipy.special", "tf": "tensorflow"}[name])


REAL = frozenset({np.float16, np.float32, np.float64})


def real(value: Any) -> Any:
    """A NumPy number or array of floats as it is; anything else in float64, so that nothing is complex or an integer."""
    if isinstance(value, np.ndarray | np.floating) and value.dtype.kind == "f":
        return value
    return np.asarray(value, np.float64)[()]


def dtype_of(value: Any) -> np.dtype:
    """The precision of a parameter's value; of a Python number, float64."""
    return np.result_type(value.dtype if hasattr(value, "dtype") else np.float64, np.float16)


def function_of(
    tree: ast.expr,
    parameters: tuple[str, ...],
    *,
    number: Callable[[float], Any] = lambda value: value,
    lift: Lift | None = None,
    lift_argument: Callable[[Values, float], Any] = lambda values, value: value,
    power: Callable[[ast.BinOp], Callable[..., Any]] | None = None,
) -> Callable[[Values], Any]:
    """A lowered tree as nested Python functions of the parameters' values.

    `number` reads a number that was typed, `lift` makes a tensor of one where it meets a tensor, `lift_argument` where it is
    one of several arguments of a function, and `power` says what raises the base of a power to its exponent.
    """

    def built(node: ast.expr) -> Callable[[Values], Any]:
        match node:
            case ast.Constant(value=value):
                fixed = number(value)  # type: ignore[arg-type]
                return lambda values: fixed
            case ast.Name(id=name):
                return itemgetter(parameters.index(name))
            case ast.UnaryOp(op=op, operand=operand):
                operation, inner = OPERATORS[type(op)], built(operand)
                return lambda values: operation(inner(values))
            case ast.BinOp(left=left, op=ast.Pow(), right=right) if power:
                return _joined(power(node), built(left), built(right), lift)
            case ast.BinOp(left=left, op=op, right=right):
                return _joined(OPERATORS[type(op)], built(left), built(right), lift)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _joined(OPERATORS[type(op)], built(left), built(right), lift)
            case ast.Call(func=ast.Name(id=name), args=[argument]) if not name.startswith(NEED_THE_DTYPE):
                call, inner = _function(name), built(argument)
                return lambda values: call(inner(values))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                of_several, inners = _in_the_dtype(name), [built(argument) for argument in arguments]
                return lambda values: of_several(
                    values, *(_lifted_argument(i(values), values, lift_argument) for i in inners)
                )
        raise TypeError(f"{type(node).__name__} is no part of a formula")

    return built(tree)


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(".")
    return attrgetter(function)(_module(module))


def _in_the_dtype(name: str) -> Callable[..., Any]:
    call = _function(name)
    if name.startswith(NEED_THE_DTYPE):
        return lambda values, *arguments: call(*arguments).astype(dtype_of(values[0]))
    return lambda values, *arguments: call(*arguments)


def _joined(operation: Any, left: Any, right: Any, lift: Lift | None) -> Callable[[Values], Any]:
    if lift is None:
        return lambda values: operation(left(values), right(values))
    lifter = lift
    return lambda values: operation(*_lifted(left(values), right(values), lifter))


def _lifted(a: Any, b: Any, lift: Lift) -> tuple[Any, Any]:
    # Numbers among themselves stay Python's, as in typed code.
    match isinstance(a, int | float), isinstance(b, int | float):
        case True, False:
            return lift(a), b
        case False, True:
            return a, lift(b)
    return a, b


def _lifted_argument(argument: Any, values: Values, lift: Callable[[Values, float], Any]) -> Any:
    return lift(values, argument) if type(argument) in (int, float) else argument
