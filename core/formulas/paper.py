"""A derivative derived rule by rule, as a person does it on paper; and as a person does it who makes one mistake.

What is still to be derived is a call of "d/dw" in the tree. The rules are a table of patterns, a line of mathematics each.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from core.formulas import Formula
from core.formulas.derivative_table import DERIVATIVES, DERIVATIVES_OF_TWO
from core.formulas.trees import contains, difference, filled, negative, number, power, product, quotient, total

MOST_STEPS = 40
TO_DO = "d/d"
AND_CHAIN = " and chain rule"


@dataclass(frozen=True)
class Step:
    """One step on paper: the rule that was used, and the whole expression after it."""

    rule: str
    tree: ast.expr


def to_do(node: ast.expr, parameter: str) -> ast.expr:
    """The derivative of `node`, still to be found."""
    return ast.Call(ast.Name(TO_DO + parameter, ast.Load()), [node], [])


def is_to_do(node: ast.expr) -> bool:
    """Whether this is a derivative still to be found."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith(TO_DO)


def derived_once(node: ast.expr, parameter: str) -> tuple[str, ast.expr]:
    """The rule that the outermost operation asks for, and the derivative by it, with what stands inside still to do."""
    match node:
        case _ if not contains(node, parameter):
            return "a constant has slope 0", number(0)
        case ast.Name():
            return f"the slope of {parameter} is 1", number(1)
        case ast.UnaryOp(op=ast.USub(), operand=u):
            return "constant factor", negative(to_do(u, parameter))
        case ast.UnaryOp(operand=u):
            return "constant factor", to_do(u, parameter)
        case ast.BinOp(left=u, op=ast.Add(), right=v):
            return "sum rule", total(to_do(u, parameter), to_do(v, parameter))
        case ast.BinOp(left=u, op=ast.Sub(), right=v):
            return "sum rule", difference(to_do(u, parameter), to_do(v, parameter))
        case ast.BinOp(left=u, op=ast.Mult(), right=v):
            return _of_product(u, v, parameter)
        case ast.BinOp(left=u, op=ast.Div(), right=v):
            return _of_quotient(u, v, parameter)
        case ast.BinOp(left=u, op=ast.Pow(), right=v):
            return _of_power(node, u, v, parameter)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _of_call(name, arguments, parameter)
    raise TypeError(f"{type(node).__name__} is no part of a formula")


def _of_product(u: ast.expr, v: ast.expr, parameter: str) -> tuple[str, ast.expr]:
    if not contains(u, parameter):
        return "constant factor", product(u, to_do(v, parameter))
    if not contains(v, parameter):
        return "constant factor", product(v, to_do(u, parameter))
    return "product rule", total(product(to_do(u, parameter), v), product(u, to_do(v, parameter)))


def _of_quotient(u: ast.expr, v: ast.expr, parameter: str) -> tuple[str, ast.expr]:
    below = power(v, number(2))
    if not contains(v, parameter):
        return "constant factor", quotient(to_do(u, parameter), v)
    if not contains(u, parameter):
        return "quotient rule", negative(quotient(product(u, to_do(v, parameter)), below))
    above = difference(product(to_do(u, parameter), v), product(u, to_do(v, parameter)))
    return "quotient rule", quotient(above, below)


def _of_power(node: ast.expr, u: ast.expr, v: ast.expr, parameter: str) -> tuple[str, ast.expr]:
    if not contains(v, parameter):
        outer = product(v, power(u, difference(v, number(1))))
        return _with_chain("power rule", outer, u, to_do(u, parameter))
    if not contains(u, parameter):
        outer = node if _is_e(u) else product(filled("log(u)", u=u), node)
        return _with_chain("exponential rule", outer, v, to_do(v, parameter))
    exponent = product(v, filled("log(u)", u=u))
    return "exponential rule: u^v is e^(v log u)", product(node, to_do(exponent, parameter))


def _of_call(name: str, arguments: list[ast.expr], parameter: str) -> tuple[str, ast.expr]:
    match name, arguments:
        case "where", [condition, u, v]:
            return "piece by piece", _where(condition, to_do(u, parameter), to_do(v, parameter))
        case "min" | "max", [u, v, *more]:
            other = ast.Call(ast.Name(name, ast.Load()), [v, *more], []) if more else v
            condition = ast.Compare(u, [ast.LtE() if name == "min" else ast.GtE()], [other])
            return "piece by piece", _where(condition, to_do(u, parameter), to_do(other, parameter))
        case _, [u]:
            return _with_chain(f"derivative of {name}", filled(DERIVATIVES[name], u=u), u, to_do(u, parameter))
        case _, [u, v]:
            by_each = (filled(template, u=u, v=v) for template in DERIVATIVES_OF_TWO[name])
            pairs = zip(by_each, (u, v), strict=True)
            parts = [product(outer, to_do(w, parameter)) for outer, w in pairs if contains(w, parameter)]
            return f"derivative of {name} by both arguments", reduce(total, parts)
    raise TypeError(f"{name} of {len(arguments)} is no part of a formula")


def _where(condition: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("where", ast.Load()), [condition, yes, no], [])


def _is_e(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "e"


def _with_chain(rule: str, outer: ast.expr, u: ast.expr, inner: ast.expr) -> tuple[str, ast.expr]:
    if isinstance(u, ast.Name):
        return rule, outer
    return f"{rule}{AND_CHAIN}", product(outer, inner)


def steps(tree: ast.expr, parameter: str) -> list[Step]:
    """The derivation of `tree` to its end; sums of sums, and what is trivial, at one go.

    It ends after `MOST_STEPS`, with what is left done in one last step.
    """
    at, found = to_do(tree, parameter), []
    while (place := next(_unfinished(at), None)) and len(found) < MOST_STEPS:
        rule, after = derived_once(place.args[0], parameter)
        at = _trivial_done(_replaced(at, place, after), parameter)
        if found and rule == found[-1].rule == "sum rule":
            found.pop()
        found.append(Step(rule, at))
    if place:
        found.append(Step("the same rules to the end", derivative(tree, parameter)))
    return found


def by_rules(formula: Formula, parameter: str) -> Formula:
    """The derivative of a formula by these rules, as a formula."""
    tree = derivative(formula.tree, parameter)
    return Formula(Formula("", formula.parameters, tree).written, formula.parameters, tree)


def _unfinished(tree: ast.expr) -> Iterator[ast.Call]:
    """What is still to do in the tree, from left to right; none stands within another."""
    if is_to_do(tree):
        yield tree  # type: ignore[misc]
        return
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.expr):
            yield from _unfinished(child)


def _replaced(tree: ast.expr, place: ast.expr, by: ast.expr) -> ast.expr:
    return rebuilt(tree, lambda node: by if node is place else None)


def rebuilt(tree: ast.expr, change: Callable[[ast.expr], ast.expr | None]) -> ast.expr:
    """The tree, tidied on the way, with every part that `change` has something else for."""
    changed = change(tree)
    if changed is not None:
        return changed
    if is_to_do(tree):
        return tree
    match tree:
        case ast.UnaryOp(op=ast.USub(), operand=u):
            return negative(rebuilt(u, change))
        case ast.BinOp(left=u, op=op, right=v):
            return _BUILT[type(op)](rebuilt(u, change), rebuilt(v, change))
        case ast.Call(func=function, args=arguments):
            return ast.Call(function, [rebuilt(argument, change) for argument in arguments], [])
    return tree


_BUILT: Mapping[type[ast.AST], Callable[[ast.expr, ast.expr], ast.expr]] = {
    ast.Add: total,
    ast.Sub: difference,
    ast.Mult: product,
    ast.Div: quotient,
    ast.Pow: power,
}


def _trivial_done(tree: ast.expr, parameter: str) -> ast.expr:
    def done(node: ast.expr) -> ast.expr | None:
        if not is_to_do(node):
            return None
        inner = node.args[0]  # type: ignore[attr-defined]
        trivial = isinstance(inner, ast.Name) or not contains(inner, parameter)
        return derived_once(inner, parameter)[1] if trivial else None

    return rebuilt(tree, done)


def derivative(
    tree: ast.expr, parameter: str, instead: Callable[[ast.expr], ast.expr | None] = lambda node: None
) -> ast.expr:
    """The whole derivative by these rules; `instead` may have another answer to a part, as somebody has who errs."""

    def derived(node: ast.expr) -> ast.expr:
        once = instead(node) or derived_once(node, parameter)[1]
        return rebuilt(once, lambda part: derived(part.args[0]) if is_to_do(part) else None)  # type: ignore[attr-defined]

    return derived(tree)
