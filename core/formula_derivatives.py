"""A formula's tree as an expression of SymPy, and an expression of SymPy as a tree again."""

import ast
from functools import reduce
from typing import Any

import sympy

from core.formula_bounds import bounded
from core.formula_error import FormulaError
from core.formula_jumps import check_jumps
from core.formula_libraries import OPERATORS
from core.formula_symbols import (
    SYMBOLIC,
    WHERE,
    WRITTEN,
    Larger,
    Ramp,
    Smaller,
    Where,
    WhereGreater,
    WhereGreaterOrEqual,
    WhereLessOrEqual,
)

_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_COMPARISONS = {sign: comparison for comparison, sign in _SIGNS.items()}
_CONSTANTS = {"pi": sympy.pi, "e": sympy.E}
# Beyond it a number is written as a decimal number.
_LARGEST_WHOLE = 10**12


def expression(tree: ast.expr, parameters: tuple[str, ...]) -> Any:
    """The tree as an expression over real symbols, numbers as exact fractions."""

    def made(node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return sympy.Rational(repr(value))
            case ast.Name(id=name):
                return sympy.Symbol(name, real=True) if name in parameters else _CONSTANTS[name]
            case ast.UnaryOp(op=op, operand=operand):
                return OPERATORS[type(op)](made(operand))
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                # All terms at once: SymPy sorts a sum anew with every term.
                return sympy.Add(*(made(term) if positive else -made(term) for term, positive in _terms(node)))
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATORS[type(op)](made(left), made(right))
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, then, otherwise]):
                where = WHERE[_SIGNS[type(condition.ops[0])]]
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
        return tree_of(slope(expression(tree, parameters), sympy.Symbol(parameter, real=True)))

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
        case Where(args=(left, right, then, otherwise)):
            return expression.func(left, right, slope(then, symbol), slope(otherwise, symbol))
        case Larger(args=(a, b)):
            return WhereGreaterOrEqual(a, b, slope(a, symbol), slope(b, symbol))
        case Smaller(args=(a, b)):
            return WhereLessOrEqual(a, b, slope(a, symbol), slope(b, symbol))
        case Ramp(args=(a,)):
            return WhereGreater(a, sympy.Integer(0), slope(a, symbol), sympy.Integer(0))
    return expression.fdiff() * slope(parts[0], symbol)


def tree_of(expression: Any) -> ast.expr:
    """An expression as a tree, terms and factors in SymPy's order."""
    match expression:
        case sympy.Rational():
            return _number(expression)
        case sympy.Float():
            return _decimal(expression)
        case sympy.Symbol():
            return _name(expression.name)
        case sympy.Add():
            return reduce(_added, map(tree_of, expression.as_ordered_terms()))
        case sympy.Mul() | sympy.Pow():
            return _product(expression)
        case Where(args=(left, right, then, otherwise)):
            condition = ast.Compare(tree_of(left), [_COMPARISONS[expression.sign]()], [tree_of(right)])
            return _call("where", condition, tree_of(then), tree_of(otherwise))
        case sympy.Function() if expression.func in WRITTEN:
            return _call(WRITTEN[expression.func], *map(tree_of, expression.args))
    for name, constant in _CONSTANTS.items():
        if expression is constant:
            return _name(name)
    raise FormulaError(f"a formula cannot write {type(expression).__name__}")


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(_name(name), list(arguments), [])


def _number(number: Any) -> ast.expr:
    if number < 0:
        return _negative(_number(-number))
    if max(number.p, number.q) > _LARGEST_WHOLE:
        return _decimal(number)
    whole = ast.Constant(int(number.p))
    return whole if number.q == 1 else ast.BinOp(whole, ast.Div(), ast.Constant(int(number.q)))


def _decimal(number: Any) -> ast.expr:
    try:
        value = float(number)
    except OverflowError:
        raise FormulaError("a number in the derivative is too large") from None
    if not abs(value) < float("inf"):
        raise FormulaError("a number in the derivative is too large")
    return _negative(ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _added(left: ast.expr, right: ast.expr) -> ast.expr:
    """A sum, or a difference where the second term begins with a minus."""
    positive = _without_sign(right)
    return ast.BinOp(left, ast.Sub(), positive) if positive else ast.BinOp(left, ast.Add(), right)


def _without_sign(term: ast.expr) -> ast.expr | None:
    match term:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return operand
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            first = _without_sign(left)
            return ast.BinOp(first, op, right) if first else None
    return None


def _negative(term: ast.expr) -> ast.expr:
    """The term with a minus before its first factor."""
    match term:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            return ast.BinOp(_negative(left), op, right)
    return ast.UnaryOp(ast.USub(), term)


def _product(expression: Any) -> ast.expr:
    """A product as a fraction: factors with a negative exponent below."""
    negative = expression.could_extract_minus_sign() and expression.as_coeff_Mul()[0].is_negative
    above, below = [], []
    for factor in (-expression if negative else expression).as_ordered_factors():
        if isinstance(factor, sympy.Rational):
            above += [_number(sympy.Integer(factor.p))] if factor.p != 1 else []
            below += [_number(sympy.Integer(factor.q))] if factor.q != 1 else []
            continue
        base, exponent = factor.as_base_exp() if isinstance(factor, sympy.Pow) else (factor, sympy.Integer(1))
        if exponent.is_Rational and exponent.is_negative:
            below.append(_power(base, -exponent))
        else:
            above.append(_power(base, exponent))
    node = reduce(_times, above) if above else ast.Constant(1)
    node = ast.BinOp(node, ast.Div(), reduce(_times, below)) if below else node
    return _negative(node) if negative else node


def _times(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.Mult(), right)


def _power(base: Any, exponent: Any) -> ast.expr:
    if exponent == 1:
        return tree_of(base)
    if exponent == sympy.Rational(1, 2):
        return _call("sqrt", tree_of(base))
    return ast.BinOp(tree_of(base), ast.Pow(), tree_of(exponent))
