"""Building formulas' trees: operations that leave out what changes nothing, and templates with places in them."""

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache

from core.source import expression_of


def number(value: int) -> ast.expr:
    """A whole number, in parentheses of its own where it is negative."""
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def value_of(node: ast.expr) -> float | None:
    """The value of a typed number, with its sign; None for anything else."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None


def contains(node: ast.expr, name: str) -> bool:
    """Whether the name stands in the tree."""
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def depends_on(node: ast.expr, name: str) -> bool:
    """Whether the name stands in the tree elsewhere than in conditions."""
    if isinstance(node, ast.Compare):
        return False
    if isinstance(node, ast.Name):
        return node.id == name
    return any(depends_on(child, name) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))


def negative(u: ast.expr) -> ast.expr:
    """-u."""
    if isinstance(u, ast.UnaryOp) and isinstance(u.op, ast.USub):
        return u.operand
    return u if value_of(u) == 0 else ast.UnaryOp(ast.USub(), u)


def total(u: ast.expr, v: ast.expr) -> ast.expr:
    """u + v."""
    if value_of(u) == 0:
        return v
    if isinstance(v, ast.UnaryOp) and isinstance(v.op, ast.USub):
        return difference(u, v.operand)
    return u if value_of(v) == 0 else ast.BinOp(u, ast.Add(), v)


def difference(u: ast.expr, v: ast.expr) -> ast.expr:
    """u - v; of whole numbers, their difference."""
    a, b = value_of(u), value_of(v)
    if isinstance(a, int) and isinstance(b, int):
        return number(a - b)
    if a == 0:
        return negative(v)
    if isinstance(v, ast.UnaryOp) and isinstance(v.op, ast.USub):
        return total(u, v.operand)
    return u if b == 0 else ast.BinOp(u, ast.Sub(), v)


def product(u: ast.expr, v: ast.expr) -> ast.expr:
    """u * v."""
    a, b = value_of(u), value_of(v)
    if 0 in (a, b):
        return number(0)
    if a == 1:
        return v
    return u if b == 1 else ast.BinOp(u, ast.Mult(), v)


def quotient(u: ast.expr, v: ast.expr) -> ast.expr:
    """u / v."""
    return u if value_of(v) == 1 or value_of(u) == 0 else ast.BinOp(u, ast.Div(), v)


def power(u: ast.expr, n: ast.expr) -> ast.expr:
    """u ** n."""
    if value_of(n) == 0:
        return number(1)
    return u if value_of(n) == 1 else ast.BinOp(u, ast.Pow(), n)


@lru_cache(maxsize=64)
def _template(text: str) -> ast.expr:
    return expression_of(text).body


def with_parts(node: ast.expr, change: Callable[[ast.expr], ast.expr]) -> ast.expr:
    """The node with every part that it stands on changed; a name or a number stays."""
    match node:
        case ast.UnaryOp(op=op, operand=u):
            return ast.UnaryOp(op, change(u))
        case ast.BinOp(left=u, op=op, right=v):
            return ast.BinOp(change(u), op, change(v))
        case ast.Compare(left=u, ops=ops, comparators=[v]):
            return ast.Compare(change(u), ops, [change(v)])
        case ast.Call(func=function, args=arguments):
            return ast.Call(function, [change(argument) for argument in arguments], [])
    return node


def placed(template: ast.expr, places: Mapping[str, ast.expr]) -> ast.expr:
    """The template with each name among `places` replaced by a tree; names of functions stay."""
    if isinstance(template, ast.Name):
        return places.get(template.id, template)
    return with_parts(template, lambda part: placed(part, places))


def filled(template: str, **places: ast.expr) -> ast.expr:
    """Our own code for a formula, each name among `places` replaced by a tree."""
    return placed(_template(template), places)
