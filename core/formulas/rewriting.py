"""An expression of SymPy as a formula's tree again."""

import ast
from functools import reduce
from typing import Any

import sympy

from core.formulas.error import FormulaError
from core.formulas.symbols import WRITTEN, Where

COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
CONSTANTS = {"pi": sympy.pi, "e": sympy.E}

_OF_SIGN = {sign: comparison for comparison, sign in COMPARISONS.items()}
# Beyond it a number is written as a decimal number.
_LARGEST_WHOLE = 10**12


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
            condition = ast.Compare(tree_of(left), [_OF_SIGN[expression.sign]()], [tree_of(right)])
            return _call("where", condition, tree_of(then), tree_of(otherwise))
        case sympy.Function() if expression.func in WRITTEN:
            return _call(WRITTEN[expression.func], *map(tree_of, expression.args))
    for name, constant in CONSTANTS.items():
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
