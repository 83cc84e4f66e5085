"""Mistakes with products, u'v + uv', and with quotients, (u'v - uv')/v^2."""

import ast
from collections.abc import Callable

from core.derivation.mistakes.mistake import D, Mistake, Slip, Wrong
from core.formulas.trees import contains, difference, negative, number, power, product, quotient, total

Rule = Callable[[ast.expr, ast.expr, D], ast.expr]


def _product(wrong: Rule) -> Wrong:
    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.BinOp(left=u, op=ast.Mult(), right=v) if contains(u, parameter) and contains(v, parameter):
                return Slip(wrong(u, v, d), {"u": u, "v": v})
        return None

    return at


def _quotient(wrong: Rule) -> Wrong:
    """Of quotients with the parameter above and below."""

    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.BinOp(left=u, op=ast.Div(), right=v) if contains(v, parameter) and contains(u, parameter):
                return Slip(wrong(u, v, d), {"u": u, "v": v})
        return None

    return at


def _reciprocal(wrong: Rule) -> Wrong:
    """Of quotients with the parameter below alone."""

    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.BinOp(left=u, op=ast.Div(), right=v) if contains(v, parameter) and not contains(u, parameter):
                return Slip(wrong(u, v, d), {"v": v, "inner": d(v)})
        return None

    return at


def _over_square(above: ast.expr, v: ast.expr) -> ast.expr:
    return quotient(above, power(v, number(2)))


def _halves(u: ast.expr, v: ast.expr, d: D) -> tuple[ast.expr, ast.expr]:
    return product(d(u), v), product(u, d(v))


_HALF = "You left out one half of the product rule"
_NOT_SQUARED = "You did not square the denominator"

RECIPROCAL_SIGN = Mistake(
    "You lost a minus sign",
    _reciprocal(lambda u, v, d: _over_square(product(u, d(v)), v)),
    ", in {part}: the derivative of 1/u is -u'/u^2",
)
HALVES = (
    Mistake(
        "You subtracted the halves of the product rule instead of adding them",
        _product(lambda u, v, d: difference(*_halves(u, v, d))),
    ),
    Mistake(
        "You added the halves of the quotient rule instead of subtracting them",
        _quotient(lambda u, v, d: _over_square(total(*_halves(u, v, d)), v)),
    ),
)
PRODUCTS = (
    Mistake(
        "You multiplied the derivatives of the two factors",
        _product(lambda u, v, d: product(d(u), d(v))),
        " of {part}: the product rule is u'v + uv'",
    ),
    Mistake(_HALF, _product(lambda u, v, d: product(d(u), v)), ": you never derived {v}, in {part}"),
    Mistake(_HALF, _product(lambda u, v, d: product(u, d(v))), ": you never derived {u}, in {part}"),
    Mistake(
        "You added the derivatives of the two factors",
        _product(lambda u, v, d: total(d(u), d(v))),
        " of {part}: the product rule is u'v + uv'",
    ),
)
QUOTIENTS = (
    Mistake(
        "You subtracted the halves of the quotient rule the wrong way round",
        _quotient(lambda u, v, d: _over_square(difference(*reversed(_halves(u, v, d))), v)),
    ),
    Mistake(_NOT_SQUARED, _quotient(lambda u, v, d: quotient(difference(*_halves(u, v, d)), v))),
    Mistake(_NOT_SQUARED, _reciprocal(lambda u, v, d: negative(quotient(product(u, d(v)), v)))),
    Mistake(
        "You left out the denominator of the quotient rule",
        _quotient(lambda u, v, d: difference(*_halves(u, v, d))),
    ),
    Mistake(
        "You divided the derivatives of the numerator and the denominator",
        _quotient(lambda u, v, d: quotient(d(u), d(v))),
        ", in {part}: a quotient has a rule of its own",
    ),
    Mistake(
        "You derived the denominator alone and left it below",
        _reciprocal(lambda u, v, d: quotient(u, d(v))),
    ),
    Mistake(
        "You left out the derivative of the denominator",
        _reciprocal(lambda u, v, d: negative(_over_square(u, v))),
        ", in {part}, which is {inner}",
    ),
    Mistake("You derived the numerator only", _quotient(lambda u, v, d: quotient(d(u), v))),
    Mistake(
        "You derived the denominator only",
        _quotient(lambda u, v, d: negative(_over_square(product(u, d(v)), v))),
    ),
)
