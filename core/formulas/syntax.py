"""Text to syntax tree: how a formula is read.

From loose to tight: + and -; * and /, where two things side by side are a product; the sign; the power, from the right.
So -w^2 is -(w^2), 2^-w is 2^(-w), and 1/2w is (1/2)*w. What could be read in two ways is refused, with a sentence.
The tree is made of Python's own nodes; their `col_offset` and `end_col_offset` count characters of the text as typed.
"""

import ast

from core.formulas.error import FormulaError
from core.formulas.operands import Operands
from core.formulas.reader import AMBIGUOUS
from core.formulas.tokens import Token, tokens

_SUMS = {"+": ast.Add, "-": ast.Sub}
_PRODUCTS = {"*": ast.Mult, "/": ast.Div}
_SIGNS = {"+": ast.UAdd, "-": ast.USub}
_FACTORS = {"parameter", "constant", "function", "(", "√", "∛"}


def syntax_tree(text: str, parameters: tuple[str, ...], deepest: int) -> ast.expr:
    """The tree of `text`: Constant, Name, UnaryOp, BinOp, Call and, first in a `where`, Compare.

    Raises FormulaError where the text is no formula, or nests deeper than `deepest`.
    """
    reader = _Operators(tokens(text, parameters), deepest, parameters)
    tree = reader.sum()
    if reader.next.kind != "end":
        raise reader.unexpected()
    return tree


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
        start, node = self.next.start, self.signed()
        while True:
            if self.next.kind in _PRODUCTS:
                operation = _PRODUCTS[self.take().kind]()
                node = self.placed(ast.BinOp(node, operation, self.signed()), start)
            elif self.next.kind in _FACTORS or (self.next.kind == "|" and not self.bars):
                node = self.placed(ast.BinOp(node, ast.Mult(), self.power()), start)
            elif self.next.kind in ("number", "fraction"):
                raise FormulaError("a sign is missing before this number, * or ^ or another", self.next.start)
            else:
                return node

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
        return self.raised(base, self.signed(), first)

    def raised(self, base: ast.expr, exponent: ast.expr, first: Token) -> ast.expr:
        """A power that begins with `first`; one of e is the exponential function."""
        if isinstance(base, ast.Name) and base.id == "e" and "e" not in self.parameters:
            return self.called("exp", first, exponent)
        return self.placed(ast.BinOp(base, ast.Pow(), exponent), first.start)
