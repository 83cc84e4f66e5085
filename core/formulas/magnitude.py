"""How large parameters may be while a formula has a value for sure: none of its numbers overflows, none is undefined."""

import ast
from functools import lru_cache

import numpy as np

from core.formulas import Formula
from core.formulas.functions import CONSTANTS

# Whatever they are given, their values are no larger than 1, or than what they are given.
_AT_MOST_ONE = frozenset({"sin", "cos", "sign", "tanh", "sigmoid", "erf"})
_NO_LARGER = frozenset({"abs", "relu", "atan"})
_LIMITS = tuple(10.0**k for k in range(100, -3, -1))


@lru_cache(maxsize=64)
def largest_safe(formula: Formula, dtype: np.dtype) -> float:
    """A size, of all parameters, up to which the formula's value is finite in that precision; 0 where none is known."""
    # A margin for rounding on the way.
    most = float(np.finfo(dtype).max) / 16
    for limit in _LIMITS:
        bound = _bound(formula.tree, formula.parameters, limit)
        if bound is None:
            return 0.0
        if bound <= most:
            return limit
    return 0.0


def _bound(node: ast.expr, parameters: tuple[str, ...], limit: float) -> float | None:
    """The largest size that any number on the way to a part's value can have; None where it may have none."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return abs(float(value))
        case ast.Name(id=name):
            return limit if name in parameters else CONSTANTS[name]
        case ast.UnaryOp(operand=operand):
            return _bound(operand, parameters, limit)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Constant(value=int() | float() as by)) if by:
            over = _bound(left, parameters, limit)
            return None if over is None else max(over, over / abs(float(by)), abs(float(by)))
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)) if power > 0:
            base = _bound(left, parameters, limit)
            return None if base is None else _raised(base, power)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() as op, right=right):
            a, b = (_bound(side, parameters, limit) for side in (left, right))
            if a is None or b is None:
                return None
            return max(a, b, a * b) if isinstance(op, ast.Mult) else a + b
        case ast.Call(func=ast.Name(id=name), args=[argument]) if name in _AT_MOST_ONE | _NO_LARGER:
            inner = _bound(argument, parameters, limit)
            return None if inner is None else max(inner, 1.0)
    return None


def _raised(base: float, power: int) -> float:
    try:
        return max(base, base**power)
    except OverflowError:
        return np.inf
