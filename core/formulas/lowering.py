"""A formula's tree in one library's functions: the same lowered tree is run (core.formulas.libraries) and shown.

Lowered means: functions are those of the library, `pi` and `e` and functions of numbers alone are numbers. A number that
was typed stays what it is in Python, so that w**3 is called with the integer 3.
"""

import ast
from functools import cache
from typing import Any

import numpy as np

from core.formulas.functions import CONSTANTS, FUNCTIONS
from core.formulas.libraries import NEED_THE_DTYPE, function_of
from core.formulas.trees import placed, with_parts
from core.source import expression_of


@cache
def _template(name: str, library: str) -> ast.expr:
    """A function's code in `library`, with a dotted name as one name."""
    record = FUNCTIONS[name]
    return _undotted(expression_of(record.numpy if library == "np" else record.tensorflow).body)


def _undotted(node: ast.expr) -> ast.expr:
    match node:
        case ast.Attribute():
            return ast.Name(ast.unparse(node), ast.Load())
        case ast.Call(func=function, args=arguments):
            return ast.Call(_undotted(function), [_undotted(argument) for argument in arguments], [])
    return with_parts(node, _undotted)


def lowered(node: ast.expr, library: str, parameters: tuple[str, ...]) -> ast.expr:
    """The tree in the functions of `library`, "np" or "tf"."""

    def low(node: ast.expr) -> ast.expr:
        match node:
            case ast.Name(id=name) if name not in parameters:
                return ast.Constant(CONSTANTS[name])
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                # TensorFlow's tensors have no sign of that kind.
                return low(operand)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return _called(name, [low(argument) for argument in arguments], library)
        return with_parts(node, low)

    return low(node)


def _called(name: str, arguments: list[ast.expr], library: str) -> ast.expr:
    if FUNCTIONS[name].more and len(arguments) > 2:
        *first, last = arguments
        return _called(name, [_called(name, first, library), last], library)
    if all(map(_is_number, arguments)):
        return _number(value_of(name, [function_of(argument, (), number=np.float64)(()) for argument in arguments]))
    return placed(_template(name, library), dict(zip("abc", arguments, strict=False)))


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


def code_of(tree: ast.expr, parameters: tuple[str, ...]) -> str:
    """A lowered tree as a line of Python that gives what `function_of` gives."""

    def dressed(node: ast.expr) -> ast.expr:
        node = with_parts(node, dressed)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return node
        if node.func.id == "tf.where" and all(map(_is_number, node.args[1:])):
            condition, then, otherwise = node.args
            typed = ast.Call(ast.Name("tf.constant", ast.Load()), [then, dtype], [])
            return ast.Call(node.func, [condition, typed, otherwise], [])
        if node.func.id.startswith(NEED_THE_DTYPE):
            return ast.Call(ast.Attribute(node, "astype", ast.Load()), [dtype], [])
        return node

    dtype = ast.Attribute(ast.Name(parameters[0], ast.Load()), "dtype", ast.Load())
    return ast.unparse(dressed(tree)).replace(" ** ", "**")
