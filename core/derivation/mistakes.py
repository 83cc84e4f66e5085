"""The mistakes that people make when they derive, each as the wrong rule they use: by it a wrong derivative is recognised."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.formulas.paper import AND_CHAIN, derivative, derived_once, to_do
from core.formulas.trees import contains, difference, filled, negative, number, power, product, quotient, total

MOST_CANDIDATES = 200

D = Callable[[ast.expr], ast.expr]


@dataclass(frozen=True)
class Mistake:
    """A sentence, in which {part} is the place, and what somebody makes of a part; None where there is nothing to mistake.

    `wrong` gets the part, the parameter and the function that marks what is still to do.
    """

    sentence: str
    wrong: Callable[[ast.expr, str, D], ast.expr | None]


def mistaken(tree: ast.expr, parameter: str) -> Iterator[tuple[str, ast.expr]]:
    """Wrong derivatives of `tree`, each with the sentence for its mistake: made at one place, or at all places alike."""

    def d(part: ast.expr) -> ast.expr:
        return to_do(part, parameter)

    parts = [part for part in _derived_parts(tree) if contains(part, parameter)]
    found = 0
    for mistake in MISTAKES:
        wrong = {id(part): mistake.wrong(part, parameter, d) for part in parts}
        places = [part for part in parts if wrong[id(part)] is not None]
        for some in [*([place] for place in places), *([places] if len(places) > 1 else [])]:
            if (found := found + 1) > MOST_CANDIDATES:
                return
            at = {id(part): wrong[id(part)] for part in some}
            where = _written(some[0]) if len(some) == 1 else "every part"
            yield mistake.sentence.format(part=where), derivative(tree, parameter, lambda node, at=at: at.get(id(node)))


def _derived_parts(tree: ast.expr) -> Iterator[ast.expr]:
    """Every part that is derived on the way: all but conditions and what stands in them."""
    if not isinstance(tree, ast.Compare):
        yield tree
        for child in ast.iter_child_nodes(tree):
            if isinstance(child, ast.expr):
                yield from _derived_parts(child)


def _written(part: ast.expr) -> str:
    return ast.unparse(part).replace(" ** ", "^").replace(" * ", "·")


def _no_chain(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
    rule, right = derived_once(node, parameter)
    return right.left if rule.endswith(AND_CHAIN) and isinstance(right, ast.BinOp) else None


def _power(wrong: Callable[[ast.expr, ast.expr], ast.expr]) -> Callable[[ast.expr, str, D], ast.expr | None]:
    def at(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
        match node:
            case ast.BinOp(left=u, op=ast.Pow(), right=n) if contains(u, parameter) and not contains(n, parameter):
                return product(wrong(u, n), d(u))
        return None

    return at


def _exponential_as_power(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
    match node:
        case ast.BinOp(left=a, op=ast.Pow(), right=u) if contains(u, parameter):
            return product(product(u, power(a, difference(u, number(1)))), d(u))
        case ast.Call(func=ast.Name(id="exp") as exp, args=[u]):
            return product(product(u, ast.Call(exp, [difference(u, number(1))], [])), d(u))
    return None


def _no_logarithm(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
    match node:
        case ast.BinOp(left=a, op=ast.Pow(), right=u) if contains(u, parameter) and not contains(a, parameter):
            return product(node, d(u))
    return None


def _product(wrong: Callable[[ast.expr, ast.expr, D], ast.expr]) -> Callable[[ast.expr, str, D], ast.expr | None]:
    def at(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
        match node:
            case ast.BinOp(left=u, op=ast.Mult(), right=v) if contains(u, parameter) and contains(v, parameter):
                return wrong(u, v, d)
        return None

    return at


def _quotient(wrong: Callable[[ast.expr, ast.expr, D], ast.expr]) -> Callable[[ast.expr, str, D], ast.expr | None]:
    def at(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
        match node:
            case ast.BinOp(left=u, op=ast.Div(), right=v) if contains(v, parameter):
                return wrong(u, v, d)
        return None

    return at


def _function(name: str, wrong: str) -> Callable[[ast.expr, str, D], ast.expr | None]:
    def at(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
        match node:
            case ast.Call(func=ast.Name(id=called), args=[u]) if called == name:
                return product(filled(wrong, u=u), d(u))
        return None

    return at


def _factor_lost(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
    match node:
        case ast.BinOp(left=c, op=ast.Mult(), right=u) | ast.BinOp(left=u, op=ast.Mult() | ast.Div(), right=c):
            if contains(u, parameter) and not contains(c, parameter):
                return d(u)
    return None


def _term(wrong: Callable[[ast.expr, ast.expr, D], ast.expr]) -> Callable[[ast.expr, str, D], ast.expr | None]:
    """`wrong` gets both terms, the second with its sign."""

    def at(node: ast.expr, parameter: str, d: D) -> ast.expr | None:
        match node:
            case ast.BinOp(left=u, op=ast.Add(), right=v):
                return wrong(u, v, d)
            case ast.BinOp(left=u, op=ast.Sub(), right=v):
                return wrong(u, negative(v), d)
        return None

    return at


_CHAIN = "a chain factor is missing: the derivative of what stands inside, in {part}"
_PRODUCT = "the product rule has two halves, u'v and uv': one is missing, in {part}"
_TERM = "a term is missing, in {part}"
_KEPT = "a term stands there underived, in {part}"

# The likelier ones first: of several that fit, the first is named.
MISTAKES = (
    Mistake(_CHAIN, _no_chain),
    Mistake("the constant factor is missing, in {part}", _factor_lost),
    Mistake("the exponent should have gone down by one, in {part}", _power(lambda u, n: product(n, power(u, n)))),
    Mistake(
        "the exponent should have come down as a factor, in {part}",
        _power(lambda u, n: power(u, difference(n, number(1)))),
    ),
    Mistake(
        "the derivative of a product is not the product of the derivatives, in {part}",
        _product(lambda u, v, d: product(d(u), d(v))),
    ),
    Mistake(_PRODUCT, _product(lambda u, v, d: product(d(u), v))),
    Mistake(_PRODUCT, _product(lambda u, v, d: product(u, d(v)))),
    Mistake("the sign of the derivative of cos, which is -sin, in {part}", _function("cos", "sin(u)")),
    Mistake("the sign of the derivative of sin, which is cos, in {part}", _function("sin", "-cos(u)")),
    Mistake("the 2 below the root's derivative is missing, in {part}", _function("sqrt", "1/sqrt(u)")),
    Mistake("the power rule was used on an exponential, in {part}", _exponential_as_power),
    Mistake("the logarithm of the base is missing, in {part}", _no_logarithm),
    Mistake(
        "the derivative of a quotient is not the quotient of the derivatives, in {part}",
        _quotient(lambda u, v, d: quotient(d(u), d(v))),
    ),
    Mistake(
        "the two halves of the quotient rule are in the wrong order, in {part}",
        _quotient(lambda u, v, d: quotient(difference(product(u, d(v)), product(d(u), v)), power(v, number(2)))),
    ),
    Mistake(
        "the halves of the quotient rule are subtracted, not added, in {part}",
        _quotient(lambda u, v, d: quotient(total(product(d(u), v), product(u, d(v))), power(v, number(2)))),
    ),
    Mistake(
        "the denominator of the quotient rule is squared, in {part}",
        _quotient(lambda u, v, d: quotient(difference(product(d(u), v), product(u, d(v))), v)),
    ),
    Mistake("a sign between two terms, in {part}", _term(lambda u, v, d: difference(d(u), d(v)))),
    Mistake(_TERM, _term(lambda u, v, d: d(u))),
    Mistake(_TERM, _term(lambda u, v, d: d(v))),
    Mistake(_KEPT, _term(lambda u, v, d: total(d(u), v))),
    Mistake(_KEPT, _term(lambda u, v, d: total(u, d(v)))),
)
