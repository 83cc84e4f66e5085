"""What is read in one way and could have been meant in another: where parentheses would have to stand to mean that.

1/2w is (1/2)*w here, and 1/(2w) in many a book; sin w/2 is sin(w)/2, e^2w is e^2*w, √2w is (√2)*w.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.formulas.reading.spelling import Span
from core.formulas.reading.tokens import Token

_NAMES = {"parameter", "constant"}
_NUMBERS = {"number", "fraction", "constant"}
# How a factor follows the one before it, besides by * and /.
BESIDE = "beside"
FUNCTION, EXPONENT, ROOT = "function", "exponent", "root"


@dataclass(frozen=True)
class Loose:
    """What a function, a power or a root without parentheses is of: `node`, typed from `start` to the token at `past`."""

    kind: str
    node: ast.expr
    start: int
    past: int


@dataclass(frozen=True)
class Factor:
    """A factor of a product: how it follows the one before, its tokens from `first` to `past`, and how it ends, if loose."""

    sign: str
    first: int
    past: int
    loose: Loose | None


def doubts(tokens: Sequence[Token], factors: Sequence[Factor], parameters: tuple[str, ...]) -> Iterator[Span]:
    """From where to where in the text parentheses could have been meant, in one product."""
    for at, factor in enumerate(factors[1:], 1):
        beside = _beside(factors, at + 1)
        if factor.sign == "/" and beside > at + 1:
            yield tokens[factor.first].start, tokens[factors[beside - 1].past - 1].end
        loose = factors[at - 1].loose
        if loose and _reaches(loose, factor, tokens, parameters):
            yield loose.start, tokens[factors[_names(tokens, factors, at + 1) - 1].past - 1].end


def _beside(factors: Sequence[Factor], at: int) -> int:
    """The first factor from `at` on that does not follow without a sign."""
    return next((k for k in range(at, len(factors)) if factors[k].sign != BESIDE), len(factors))


def _names(tokens: Sequence[Token], factors: Sequence[Factor], at: int) -> int:
    """The same, or the first that is more than a name."""
    return next((k for k in range(at, _beside(factors, at)) if not _is_name(tokens, factors[k])), _beside(factors, at))


def _is_name(tokens: Sequence[Token], factor: Factor) -> bool:
    return tokens[factor.first].kind in _NAMES


def _reaches(loose: Loose, factor: Factor, tokens: Sequence[Token], parameters: tuple[str, ...]) -> bool:
    """Whether what is loose could have been meant to go on over a factor."""
    first, last = tokens[factor.first], tokens[loose.past - 1]
    number = isinstance(loose.node, ast.Constant)
    divided = factor.sign == "/" and first.kind in _NUMBERS
    match loose.kind:
        case "function":
            return divided or (factor.sign == "*" and number)
        case "root":
            return factor.sign == BESIDE and first.kind in _NAMES
    if factor.sign == BESIDE:
        return first.kind in _NAMES and first.start == last.end
    # w^1/3 may be a root, w^2/2 is none; e^-w^2/2 may be the bell curve.
    open_exponent = any(isinstance(part, ast.Name) and part.id in parameters for part in ast.walk(loose.node))
    return divided and (open_exponent or (number and loose.node.value == 1))  # type: ignore[attr-defined]
