"""Mistakes with sums, signs and constant factors."""

import ast
from collections.abc import Callable

from core.derivation.mistakes.mistake import D, Mistake, Slip, Wrong
from core.formulas.trees import contains, difference, negative, number, quotient, total


def _factor_lost(node: ast.expr, parameter: str, d: D) -> Slip | None:
    match node:
        case ast.BinOp(left=c, op=ast.Mult(), right=u) | ast.BinOp(left=u, op=ast.Mult(), right=c):
            factor = c
            if contains(c, parameter):
                u, factor = c, u
        case ast.BinOp(left=u, op=ast.Div(), right=c):
            factor = quotient(number(1), c)
        case _:
            return None
    return Slip(d(u), {"factor": factor}) if contains(u, parameter) and not contains(factor, parameter) else None


def _factor_alone(node: ast.expr, parameter: str, d: D) -> Slip | None:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=u) if not isinstance(u, ast.Name):
            return Slip(number(-1), {"u": u})
        case ast.BinOp(left=c, op=ast.Mult(), right=u) if not contains(c, parameter) and not isinstance(u, ast.Name):
            return Slip(c, {"u": u})
    return None


def _minus_lost(node: ast.expr, parameter: str, d: D) -> Slip | None:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=u):
            return Slip(d(u), {"u": u})
    return None


def _terms(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Both terms of a sum, the second with its sign."""
    match node:
        case ast.BinOp(left=u, op=ast.Add(), right=v):
            return u, v
        case ast.BinOp(left=u, op=ast.Sub(), right=v):
            return u, negative(v)
    return None


def _is_sum(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)


def _term(wrong: Callable[[ast.expr, D], ast.expr], last: bool, constant: bool = False) -> Wrong:
    """`wrong` says what becomes of one term, the last or the first of two; the other is derived as it should be."""

    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        terms = _terms(node)
        if terms is None or (not last and _is_sum(terms[0])) or contains(terms[last], parameter) == constant:
            return None
        other, made = d(terms[not last]), wrong(terms[last], d)
        bare = node.right if last else terms[0]  # type: ignore[attr-defined]
        return Slip(total(other, made), {"term": terms[last], "bare": bare})

    return at


def _of_terms(
    did: str, where: str, wrong: Callable[[ast.expr, D], ast.expr], constant: bool = False
) -> tuple[Mistake, ...]:
    return tuple(Mistake(did, _term(wrong, last, constant), where) for last in (True, False))


FACTOR = Mistake("You left out the constant factor", _factor_lost, " {factor} of {part}")
MINUS = Mistake("You lost the minus sign", _minus_lost, " in front of {u}")
FACTOR_ALONE = Mistake("You derived only the factor", _factor_alone, " of {part}, and not {u}")
CONSTANTS = (
    *_of_terms("You kept a constant, which has slope 0", ": {term}", lambda term, d: term, constant=True),
    *_of_terms(
        "You gave a constant the slope 1", ": the slope of {bare} is 0", lambda term, d: number(1), constant=True
    ),
)
TERMS = (
    *_of_terms("You left out a term", ": the derivative of {term}", lambda term, d: number(0)),
    *_of_terms("You got the sign of a term wrong", ": that of {bare}", lambda term, d: difference(number(0), d(term))),
    *_of_terms("You left a term as it was, underived", ": {bare}", lambda term, d: term),
)
