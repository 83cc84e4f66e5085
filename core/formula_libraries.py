"""A formula's tree as NumPy's and TensorFlow's code: the same lowered tree is run and shown.

Lowered means: functions are those of the library, `pi` and `e` and functions of numbers alone are numbers. A number that
was typed stays what it is in Python, so that w**3 is called with the integer 3.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np

from core.formula_functions import CONSTANTS, FUNCTIONS

Values = tuple[Any, ...]
Lift = Callable[[float], Any]

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
# These give float32 for float16 (SciPy's), or integers for integers (where).
_NEED_THE_DTYPE = ("special.", "np.where")


@cache
def _template(name: str, library: str) -> ast.expr:
    """A function's code in `library`, with a dotted name as one name."""
    record = FUNCTIONS[name]
    return _undotted(ast.parse(record.numpy if library == "np" else record.tensorflow, mode="eval").body)


def _undotted(node: ast.expr) -> ast.expr:
    match node:
        case ast.Attribute():
            return ast.Name(ast.unparse(node), ast.Load())
        case ast.Call(func=function, args=arguments):
            return ast.Call(_undotted(function), [_undotted(argument) for argument in arguments], [])
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_undotted(left), op, _undotted(right))
    return node


def _filled(template: ast.expr, arguments: Mapping[str, ast.expr]) -> ast.expr:
    match template:
        case ast.Name(id=name):
            return arguments.get(name, template)
        case ast.Call(func=function, args=places):
            return ast.Call(function, [_filled(place, arguments) for place in places], [])
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_filled(left, arguments), op, _filled(right, arguments))
    return template


def lowered(node: ast.expr, library: str, parameters: tuple[str, ...]) -> ast.expr:
    """The tree in the functions of `library`, "np" or "tf"."""

    def low(node: ast.expr) -> ast.expr:
        match node:
            case ast.Name(id=name) if name not in parameters:
                return ast.Constant(CONSTANTS[name])
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                # TensorFlow's tensors have no sign of that kind.
                return low(operand)
            case ast.UnaryOp(op=op, operand=operand):
                return ast.UnaryOp(op, low(operand))
            case ast.BinOp(left=left, op=op, right=right):
                return ast.BinOp(low(left), op, low(right))
            case ast.Compare(left=left, ops=ops, comparators=[right]):
                return ast.Compare(low(left), ops, [low(right)])
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return _called(name, [low(argument) for argument in arguments], library)
        return node

    return low(node)


def _called(name: str, arguments: list[ast.expr], library: str) -> ast.expr:
    if FUNCTIONS[name].more and len(arguments) > 2:
        *first, last = arguments
        return _called(name, [_called(name, first, library), last], library)
    if all(map(_is_number, arguments)):
        return _number(value_of(name, [function_of(argument, (), number=np.float64)(()) for argument in arguments]))
    return _filled(_template(name, library), dict(zip("abc", arguments, strict=False)))


def _is_number(node: ast.expr) -> bool:
    return not any(isinstance(inner, ast.Name) for inner in ast.walk(node))


def _number(value: float) -> ast.expr:
    # As Python reads it: a minus before a number binds less than a power.
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def value_of(name: str, values: list[Any]) -> float:
    """A function of numbers, in float64; infinite or NaN where it has no value."""
    names = tuple("abc"[: len(values)])
    if FUNCTIONS[name].more:
        return float(min(values) if name == "min" else max(values))
    with np.errstate(all="ignore"):
        return float(function_of(_template(name, "np"), names)(tuple(map(np.float64, values))))


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
) -> Callable[[Values], Any]:
    """A lowered tree as nested Python functions of the parameters' values.

    `number` reads a number that was typed, `lift` makes a tensor of one where it meets a tensor, `lift_argument` where it is
    one of several arguments of a function.
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
            case ast.BinOp(left=left, op=op, right=right):
                return _joined(OPERATORS[type(op)], built(left), built(right), lift)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _joined(OPERATORS[type(op)], built(left), built(right), lift)
            case ast.Call(func=ast.Name(id=name), args=[argument]) if not name.startswith(_NEED_THE_DTYPE):
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
    if name.startswith(_NEED_THE_DTYPE):
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


def code_of(tree: ast.expr, parameters: tuple[str, ...]) -> str:
    """A lowered tree as a line of Python that gives what `function_of` gives."""

    def dressed(node: ast.expr) -> ast.expr:
        match node:
            case ast.UnaryOp(op=op, operand=operand):
                return ast.UnaryOp(op, dressed(operand))
            case ast.BinOp(left=left, op=op, right=right):
                return ast.BinOp(dressed(left), op, dressed(right))
            case ast.Compare(left=left, ops=ops, comparators=[right]):
                return ast.Compare(dressed(left), ops, [dressed(right)])
            case ast.Call(func=ast.Name(id=name) as function, args=arguments):
                inner = [dressed(argument) for argument in arguments]
                if name == "tf.where" and all(map(_is_number, inner[1:])):
                    inner[1] = ast.Call(ast.Name("tf.constant", ast.Load()), [inner[1], dtype], [])
                call = ast.Call(function, inner, [])
                if name.startswith(_NEED_THE_DTYPE):
                    return ast.Call(ast.Attribute(call, "astype", ast.Load()), [dtype], [])
                return call
        return node

    dtype = ast.Attribute(ast.Name(parameters[0], ast.Load()), "dtype", ast.Load())
    return ast.unparse(dressed(tree)).replace(" ** ", "**")
