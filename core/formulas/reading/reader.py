"""Going through the tokens of a formula from left to right, and what to say where they do not go on as they must."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.formulas.error import FormulaError
from core.formulas.reading.doubts import Loose
from core.formulas.reading.spelling import Span
from core.formulas.reading.tokens import Token

COMPARISONS = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}
AMBIGUOUS = "this can be read in two ways; write parentheses around what the power is of"


class Reader:
    """A place among tokens. `bars` is how many absolute values are open within the innermost parentheses."""

    def __init__(self, tokens: list[Token], deepest: int, parameters: tuple[str, ...]) -> None:
        self.parameters = parameters
        self.tokens, self.place, self.bars = tokens, 0, 0
        self.depth, self.deepest = 0, deepest
        # What was read last without parentheses, and where others could have been meant.
        self.loose: Loose | None = None
        self.doubts: list[Span] = []

    @property
    def next(self) -> Token:
        """The token that was not taken yet."""
        return self.tokens[self.place]

    def take(self) -> Token:
        """The next token, and go on behind it."""
        self.place += 1
        return self.tokens[self.place - 1]

    def left_loose(self, kind: str, node: ast.expr, first: Token) -> None:
        """Remember what was just read, from `first` on, if nothing closes it."""
        closed = self.tokens[self.place - 1].kind in (")", "|")
        self.loose = None if closed else Loose(kind, node, first.start, self.place)

    def placed(self, node: Any, start: int) -> Any:
        """`node` with its place in the text: from `start` to the end of the last token taken."""
        node.lineno = node.end_lineno = 1
        node.col_offset, node.end_col_offset = start, self.tokens[self.place - 1].end
        return node

    @property
    def example_of_max(self) -> str:
        """A max of the first parameter."""
        return f"max({self.parameters[0]}, 0)"

    @property
    def example_of_where(self) -> str:
        """A where in the first parameter."""
        w = self.parameters[0]
        return f"where({w} < 0, -{w}, {w})"

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level deeper, if that is allowed."""
        self.depth += 1
        if self.depth > self.deepest:
            raise FormulaError(f"a formula nests at most {self.deepest} deep", self.next.start)
        yield
        # An error ends the reading, so that nothing has to be undone then.
        self.depth -= 1

    def missing(self) -> FormulaError:
        """What to say where something has to begin and nothing does."""
        last = self.tokens[self.place - 1] if self.place else None
        here = self.next
        if here.kind == "end":
            what = f"something is missing behind {last.kind}" if last else "there is no formula yet"
            return FormulaError(what, here.start)
        if here.kind == "superscript":
            return FormulaError("there is nothing that this could be the power of", here.start)
        if last is None:
            return FormulaError(f"a formula cannot begin with {here.kind}", here.start)
        return FormulaError(f"something is missing between {last.kind} and {here.kind}", here.start)

    def unexpected(self, still_open: str = "") -> FormulaError:
        """What to say where something ends and another thing follows than can. `still_open` says what was not closed."""
        here = self.next
        before, after = self.tokens[self.place - 1], self.tokens[min(self.place + 1, len(self.tokens) - 1)]
        sentence = still_open or "the formula should end here"
        if here.kind in COMPARISONS:
            sentence = f"a comparison stands in parentheses of its own or begins a where: {self.example_of_where}"
        elif here.kind == ")" and not still_open:
            sentence = "this parenthesis was never opened"
        elif here.kind == ",":
            of_several = f"a function that takes several, as in {self.example_of_max}"
            sentence = f"a comma can stand only between the arguments of {of_several}"
            if before.kind == after.kind == "number" and before.end == here.start:
                sentence = "write a decimal number with a point, as in 0.5, not with a comma"
        return FormulaError(sentence, here.start)
