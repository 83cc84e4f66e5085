"""Mistakes with the chain rule: f(u) has the derivative f'(u) u'."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.derivation.mistakes.mistake import D, Mistake, Slip, Wrong
from core.formulas.derivative_table import DERIVATIVES
from core.formulas.paper import derivative
from core.formulas.trees import contains, negative, placed, product, quotient, total


@dataclass(frozen=True, eq=False)
class _Chain:
    """A part f(u): what stands inside, and f and f' of anything."""

    inside: ast.expr
    f: Callable[[ast.expr], ast.expr]
    parameter: str

    @property
    def bare(self) -> ast.expr:
        """f of the parameter itself."""
        return self.f(ast.Name(self.parameter, ast.Load()))

    def slope(self, at: ast.expr) -> ast.expr:
        """f' of `at`."""
        return placed(self.bare_slope, {self.parameter: at})

    @cached_property
    def bare_slope(self) -> ast.expr:
        """f' of the parameter itself."""
        return derivative(self.bare, self.parameter)

    @cached_property
    def inner(self) -> ast.expr:
        """u', derived to the end."""
        return derivative(self.inside, self.parameter)


# Each mistake with chains asks for the same ones.
@lru_cache(maxsize=64)
def _chain(node: ast.expr, parameter: str) -> _Chain | None:
    match node:
        case ast.BinOp(left=u, op=ast.Pow(), right=n) if contains(u, parameter) and not contains(n, parameter):
            found = _Chain(u, lambda inside: ast.BinOp(inside, ast.Pow(), n), parameter)
        case ast.BinOp(left=a, op=ast.Pow(), right=u) if contains(u, parameter) and not contains(a, parameter):
            found = _Chain(u, lambda inside: ast.BinOp(a, ast.Pow(), inside), parameter)
        case ast.Call(func=ast.Name(id=name) as f, args=[u]) if name in DERIVATIVES:
            found = _Chain(u, lambda inside: ast.Call(f, [inside], []), parameter)
        case _:
            return None
    return None if isinstance(found.inside, ast.Name) else found


def _wrong(tree: Callable[[_Chain, D], ast.expr | None]) -> Wrong:
    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        chain = _chain(node, parameter)
        made = tree(chain, d) if chain else None
        if chain is None or made is None:
            return None
        return Slip(made, {"inside": chain.inside, "inner": d(chain.inside), "bare": chain.bare})

    return at


def _turned(chain: _Chain, d: D) -> ast.expr | None:
    """-(f(u')), as of cos(w)^2, whose inside brings a minus sign that people put before the power."""
    match chain.bare, chain.inside:
        case ast.BinOp(), ast.Call(func=ast.Name(id=name)) if DERIVATIVES.get(name, "").startswith("-"):
            return negative(chain.f(chain.inner))
    return None


def _link_skipped(chain: _Chain, d: D) -> ast.expr | None:
    next_link = _chain(chain.inside, chain.parameter)
    return product(chain.slope(chain.inside), d(next_link.inside)) if next_link else None


_ONLY_INSIDE = "You derived only what stands inside"
_AROUND_KEPT = " {part}, and kept what stands around it"
_INNER_PLACED = "You put the derivative of the inside in the place of the inside"
_STAYS = ", in {part}: it stays {inside}"

LEFT_OUT = Mistake(
    "You left out the inner derivative",
    _wrong(lambda chain, d: chain.slope(chain.inside)),
    " of {part}, which is {inner}",
)
INSIDE_LOST = (
    Mistake(
        "You lost what stands inside",
        _wrong(lambda chain, d: chain.bare_slope),
        ": you derived {bare}, not {part}",
    ),
    Mistake(
        "You kept the inner derivative, but lost what stands inside",
        _wrong(lambda chain, d: product(chain.bare_slope, d(chain.inside))),
        _STAYS,
    ),
)
LINK_SKIPPED = Mistake(
    "You skipped one link of the chain", _wrong(_link_skipped), ", in {part}: {inside} has a derivative of its own"
)
INSIDE_DERIVED = (
    Mistake(_ONLY_INSIDE, _wrong(lambda chain, d: d(chain.inside)), " {part}, and dropped what stands around it"),
    Mistake(_ONLY_INSIDE, _wrong(lambda chain, d: chain.f(chain.inner)), _AROUND_KEPT),
    Mistake(_ONLY_INSIDE, _wrong(_turned), _AROUND_KEPT),
    Mistake(_INNER_PLACED, _wrong(lambda chain, d: chain.slope(chain.inner)), _STAYS),
    Mistake(_INNER_PLACED, _wrong(lambda chain, d: product(chain.slope(chain.inner), d(chain.inside))), _STAYS),
)
OTHERS = (
    Mistake(
        "You divided by the inner derivative instead of multiplying by it",
        _wrong(lambda chain, d: quotient(chain.slope(chain.inside), d(chain.inside))),
    ),
    Mistake(
        "You added the inner derivative instead of multiplying by it",
        _wrong(lambda chain, d: total(chain.slope(chain.inside), d(chain.inside))),
    ),
    Mistake(
        "You multiplied by the inner derivative twice",
        _wrong(lambda chain, d: product(product(chain.slope(chain.inside), d(chain.inside)), d(chain.inside))),
    ),
    Mistake(
        "You multiplied by the inner derivative and left the rest underived",
        _wrong(lambda chain, d: product(chain.f(chain.inside), d(chain.inside))),
    ),
)
