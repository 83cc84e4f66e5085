"""A formula's tree as an expression of SymPy, and its derivative."""

import ast
from functools import reduce
from typing import Any

import sympy

from core.formulas.bounds import bounded
from core.formulas.error import FormulaError
from core.formulas.jumps import check_jumps
from core.formulas.libraries import OPERATORS
from core.formulas.rewriting import COMPARISONS, CONSTANTS, tree_of
from core.formulas.symbols import (
    SYMBOLIC,
    WHERE,
    Larger,
    Ramp,
    Smaller,
    Where,
    WhereGreater,
    WhereGreaterOrEqual,
    WhereLessOrEqual,
)


def expression(tree: ast.expr, parameters: tuple[str, ...]) -> Any:
    """The tree as an expression over real symbols, numbers as exact fractions."""

    def made(node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return sympy.Rational(repr(value))
            case ast.Name(id=name):
                return sympy.Symbol(name, real=True) if name in parameters else CONSTANTS[name]
            case ast.UnaryOp(op=op, operand=operand):
                return OPERATORS[type(op)](made(operand))
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                # All terms at once: SymPy sorts a sum anew with every term.
                return sympy.Add(*(made(term) if positive else -made(term) for term, positive in _terms(node)))
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATORS[type(op)](made(left), made(right))
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, then, otherwise]):
                where = WHERE[COMPARISONS[type(condition.ops[0])]]
                return where(made(condition.left), made(condition.comparators[0]), made(then), made(otherwise))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return _of(SYMBOLIC[name], [made(argument) for argument in arguments])
        raise FormulaError(f"{type(node).__name__} is no part of a formula")

    return made(tree)


def _terms(node: ast.expr) -> list[tuple[ast.expr, bool]]:
    """The terms of a sum, and whether each is added."""
    found = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        found.append((node.right, isinstance(node.op, ast.Add)))
        node = node.left
    return [(node, True), *reversed(found)]


def _of(function: Any, arguments: list[Any]) -> Any:
    return function(*arguments) if len(arguments) == 1 else reduce(function, arguments)


def derivative(tree: ast.expr, parameters: tuple[str, ...], parameter: str) -> ast.expr:
    """The derivative by `parameter` as a tree without places. Raises FormulaError where no formula can write it."""
    check_jumps(tree, parameters, parameter)

    def differentiated() -> ast.expr:
        found = slope(expression(tree, parameters), sympy.Symbol(parameter, real=True))
        hidden = [name for name, constant in CONSTANTS.items() if name in parameters and constant in found.atoms()]
        if hidden:
            raise FormulaError(f"the derivative has the number {hidden[0]}, whose name a parameter has here")
        return tree_of(found)

    return bounded(differentiated)


def slope(expression: Any, symbol: Any) -> Any:
    """The derivative of an expression, by the rules for sums, products and powers, and for functions by SymPy's `fdiff`.

    `sympy.diff` asks of every part whether it is zero, in random order, which takes most of its time.
    """
    if symbol not in expression.free_symbols:
        return sympy.Integer(0)
    parts = expression.args
    match expression:
        case sympy.Symbol():
            return sympy.Integer(1)
        case sympy.Add():
            return sympy.Add(*(slope(part, symbol) for part in parts))
        case sympy.Mul():
            slopes = ((i, slope(part, symbol)) for i, part in enumerate(parts) if symbol in part.free_symbols)
            return sympy.Add(*(sympy.Mul(*parts[:i], rise, *parts[i + 1 :]) for i, rise in slopes))
        case sympy.Pow(args=(base, exponent)) if symbol not in exponent.free_symbols:
            return exponent * base ** (exponent - 1) * slope(base, symbol)
        case sympy.Pow(args=(base, exponent)):
            return expression * (slope(exponent, symbol) * sympy.log(base) + exponent * slope(base, symbol) / base)
        case Where() | Larger() | Smaller() | Ramp():
            return _slope_of_branches(expression, symbol)
    by_each = ((i, part) for i, part in enumerate(parts, 1) if symbol in part.free_symbols)
    return sympy.Add(*(expression.fdiff(i) * slope(part, symbol) for i, part in by_each))


def _slope_of_branches(expression: Any, symbol: Any) -> Any:
    zero = sympy.Integer(0)
    match expression:
        case Where(args=(left, right, then, otherwise)):
            return expression.func(left, right, slope(then, symbol), slope(otherwise, symbol))
        case Larger(args=(a, b)):
            return WhereGreaterOrEqual(a, b, slope(a, symbol), slope(b, symbol))
        case Smaller(args=(a, b)):
            return WhereLessOrEqual(a, b, slope(a, symbol), slope(b, symbol))
    (a,) = expression.args
    return WhereGreater(a, zero, slope(a, symbol), zero)
