"""Text to syntax tree: how a formula is read.

From loose to tight: + and -; * and /, where two things side by side are a product; the sign; the power, from the right.
So -w^2 is -(w^2), 2^-w is 2^(-w), and 1/2w is (1/2)*w. What could be read in two ways is refused, with a sentence, or, where
one of them is the rule, read by it and said (core.formulas.reading.doubts).
The tree is made of Python's own nodes; their `col_offset` and `end_col_offset` count characters of the text as typed.
"""

import ast
from dataclasses import dataclass

from core.formulas.error import FormulaError
from core.formulas.reading.doubts import BESIDE, EXPONENT, Factor, Loose, doubts
from core.formulas.reading.headings import LOSS
from core.formulas.reading.operands import Operands
from core.formulas.reading.reader import AMBIGUOUS
from core.formulas.reading.tokens import Token
from core.formulas.reading.typed import typed

_SUMS = {"+": ast.Add, "-": ast.Sub}
_PRODUCTS = {"*": ast.Mult, "/": ast.Div}
_SIGNS = {"+": ast.UAdd, "-": ast.USub}
_FACTORS = {"parameter", "constant", "function", "(", "√", "∛"}


@dataclass(frozen=True)
class Read:
    """What was read of a text: its tree, sentences about it, and texts with parentheses where others could be meant."""

    tree: ast.expr
    notes: tuple[str, ...]
    others: tuple[str, ...]


def read(text: str, parameters: tuple[str, ...], deepest: int, of: str = LOSS) -> Read:
    """The tree of `text`: Constant, Name, UnaryOp, BinOp, Call and, first in a `where`, Compare.

    Raises FormulaError where the text is no formula of that kind, or nests deeper than `deepest`.
    """
    found = typed(text, parameters, of)
    reader = _Operators(found.tokens, deepest, parameters)
    tree = reader.sum()
    if reader.next.kind != "end":
        raise reader.unexpected()
    others = (f"{text[:start]}({text[start:end]}){text[end:]}" for start, end in reader.doubts)
    return Read(tree, found.notes, tuple(dict.fromkeys(others)))


def syntax_tree(text: str, parameters: tuple[str, ...], deepest: int) -> ast.expr:
    """The tree alone."""
    return read(text, parameters, deepest).tree


class _Operators(Operands):
    """One method for each level of precedence."""

    def sum(self) -> ast.expr:
        start, node = self.next.start, self.product()
        while self.next.kind in _SUMS:
            operation = _SUMS[self.take().kind]()
            node = self.placed(ast.BinOp(node, operation, self.product()), start)
        return node

    def product(self) -> ast.expr:
        """A product or a quotient, with or without its sign."""
        start, node, factors = self.next.start, None, []
        while True:
            sign = BESIDE if node else ""
            if node and self.next.kind in _PRODUCTS:
                sign = self.take().kind
            first = self.place
            factor = self.power() if sign == BESIDE else self.signed()
            factors.append(Factor(sign, first, self.place, self.ending()))
            operation = _PRODUCTS.get(sign, ast.Mult)()
            node = self.placed(ast.BinOp(node, operation, factor), start) if node else factor
            if self.next.kind in ("number", "fraction"):
                raise FormulaError("a sign is missing before this number, * or ^ or another", self.next.start)
            if not (self.next.kind in _PRODUCTS or self.next.kind in _FACTORS or self.opens_bar()):
                self.doubts += doubts(self.tokens, factors, self.parameters)
                return node

    def opens_bar(self) -> bool:
        """Whether a bar follows that can only be the first of two."""
        return self.next.kind == "|" and not self.bars

    def ending(self) -> Loose | None:
        """What is without parentheses at the end of what was read last."""
        return self.loose if self.loose and self.loose.past == self.place else None

    def signed(self) -> ast.expr:
        """A power with any number of signs before it."""
        with self.deeper():
            if self.next.kind not in _SIGNS:
                return self.power()
            sign = self.take()
            return self.placed(ast.UnaryOp(_SIGNS[sign.kind](), self.signed()), sign.start)

    def power(self) -> ast.expr:
        first, base = self.next, self.operand()
        if self.next.kind == "superscript":
            node = self.raised(base, self.superscript(), first)
            if self.next.kind in ("^", "superscript"):
                raise FormulaError(AMBIGUOUS, self.next.start)
            return node
        if self.next.kind != "^":
            return base
        self.take()
        of, exponent = self.next, self.signed()
        self.left_loose(EXPONENT, exponent, of)
        return self.raised(base, exponent, first)

    def raised(self, base: ast.expr, exponent: ast.expr, first: Token) -> ast.expr:
        """A power that begins with `first`; one of e is the exponential function."""
        if isinstance(base, ast.Name) and base.id == "e" and "e" not in self.parameters:
            return self.called("exp", first, exponent)
        return self.placed(ast.BinOp(base, ast.Pow(), exponent), first.start)
