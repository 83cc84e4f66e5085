"""Mistakes with powers and exponentials: u^n has the derivative n u^(n - 1) u', a^u has log(a) a^u u'."""

import ast
from collections.abc import Callable

from core.derivation.mistakes.mistake import D, Mistake, Slip, Wrong
from core.formulas.trees import contains, difference, filled, negative, number, power, product, quotient, value_of

_ROOTS = {"sqrt": 2, "cbrt": 3}


def _power_of(node: ast.expr, parameter: str) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    """What a part is as c u^n: c, u and n; a root and one over a power too."""
    match node:
        case ast.BinOp(left=u, op=ast.Pow(), right=n) if contains(u, parameter) and not contains(n, parameter):
            return number(1), u, n
        case ast.Call(func=ast.Name(id="sqrt" | "cbrt" as root), args=[u]):
            return number(1), u, quotient(number(1), number(_ROOTS[root]))
        case ast.BinOp(left=c, op=ast.Div(), right=ast.BinOp(left=u, op=ast.Pow(), right=n)) if not (
            contains(c, parameter) or contains(n, parameter)
        ):
            return c, u, difference(number(0), n)
        case ast.BinOp(left=c, op=ast.Div(), right=ast.Name(id=name) as u) if name == parameter and not contains(
            c, parameter
        ):
            return c, u, number(-1)
    return None


def _power(wrong: Callable[[ast.expr, ast.expr], ast.expr | None]) -> Wrong:
    """`wrong` gets u and n, and returns None where there is nothing to mistake."""

    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        found = _power_of(node, parameter)
        if found is None:
            return None
        c, u, n = found
        outer = wrong(u, n)
        if outer is None:
            return None
        return Slip(product(c, product(outer, d(u))), {"power": product(c, ast.BinOp(u, ast.Pow(), n))})

    return at


def _lowered(n: ast.expr, by: int = 1) -> ast.expr:
    return difference(n, number(by))


def _raised(n: ast.expr) -> ast.expr:
    return difference(n, number(-1))


def _by_two(u: ast.expr, n: ast.expr) -> ast.expr | None:
    # Of a square that is the second derivative.
    return None if value_of(n) == 2 else product(n, power(u, _lowered(n, 2)))


def _without_its_sign(u: ast.expr, n: ast.expr) -> ast.expr | None:
    return product(negative(n), power(u, _lowered(n))) if isinstance(n, ast.UnaryOp) else None


def _integrated(node: ast.expr, parameter: str, d: D) -> Slip | None:
    found = _power_of(node, parameter)
    if found is None or not isinstance(found[1], ast.Name) or value_of(found[2]) == -1:
        return None
    c, u, n = found
    return Slip(product(c, quotient(power(u, _raised(n)), _raised(n))))


def _exponential_as_power(chained: bool) -> Wrong:
    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.BinOp(left=a, op=ast.Pow(), right=u) if contains(u, parameter):
                outer = product(u, power(a, _lowered(u)))
            case ast.Call(func=ast.Name(id="exp") as exp, args=[u]):
                outer = product(u, ast.Call(exp, [_lowered(u)], []))
            case _:
                return None
        return Slip(product(outer, d(u)) if chained else outer)

    return at


def _exponential(wrong: Callable[[ast.expr, ast.expr], ast.expr]) -> Wrong:
    """`wrong` gets a^u and log(a)."""

    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.BinOp(left=a, op=ast.Pow(), right=u) if contains(u, parameter) and not contains(a, parameter):
                logarithm = filled("log(a)", a=a)
                return Slip(product(wrong(node, logarithm), d(u)), {"logarithm": logarithm})
        return None

    return at


def _power_as_exponential(node: ast.expr, parameter: str, d: D) -> Slip | None:
    match node:
        case ast.BinOp(left=u, op=ast.Pow(), right=v) if contains(u, parameter) and contains(v, parameter):
            return Slip(product(product(filled("log(u)", u=u), node), d(v)), {"base": u})
    return None


_IN = ", in {power}"
_AS_POWER = "You used the power rule on an exponential"

LOGARITHM = (
    Mistake("You left out the logarithm of the base", _exponential(lambda node, log: node), " of {part}, {logarithm}"),
    Mistake(
        "You divided by the logarithm of the base instead of multiplying by it",
        _exponential(quotient),
        ", in {part}",
    ),
)
POWERS = (
    Mistake("You did not lower the exponent by one", _power(lambda u, n: product(n, power(u, n))), _IN),
    Mistake("You did not bring the exponent down as a factor", _power(lambda u, n: power(u, _lowered(n))), _IN),
    Mistake(
        "You raised the exponent instead of lowering it", _power(lambda u, n: product(n, power(u, _raised(n)))), _IN
    ),
    Mistake(
        "You lowered the exponent before you brought it down",
        _power(lambda u, n: product(_lowered(n), power(u, _lowered(n)))),
        _IN,
    ),
    Mistake("You lowered the exponent by two instead of one", _power(_by_two), _IN),
    Mistake("You brought the exponent down and left none above", _power(lambda u, n: product(n, u)), _IN),
    Mistake("You lost the minus sign of the exponent", _power(_without_its_sign), _IN),
    Mistake("You integrated a power instead of deriving it", _integrated),
)
EXPONENTIALS = (
    Mistake(_AS_POWER, _exponential_as_power(chained=False)),
    Mistake(_AS_POWER, _exponential_as_power(chained=True)),
    Mistake(
        "You used the exponential rule as if the base were a constant",
        _power_as_exponential,
        ", in {part}: {base} has a slope too",
    ),
)
