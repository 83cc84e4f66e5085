"""What stands between the operators of a formula: numbers, names, parentheses, bars, roots and functions.

A function without parentheses takes the numbers and names behind it: sin 2w is sin(2*w), and sin w cos w a product.
"""

import ast
from copy import copy

from core.formulas.error import FormulaError
from core.formulas.functions import FUNCTIONS, LOGARITHMS, READ_AS
from core.formulas.reading.doubts import FUNCTION, ROOT
from core.formulas.reading.reader import AMBIGUOUS, COMPARISONS, Reader
from core.formulas.reading.tokens import OPENING, Token
from core.formulas.trees import filled, value_of, with_parts

_BARE = {"number", "parameter", "constant", "function", "√", "∛"}


def counts(name: str) -> list[int]:
    """How many arguments a function may have; those of `more` may have more."""
    own = [FUNCTIONS[name].arguments] if name in FUNCTIONS else []
    return sorted([*own, *READ_AS.get(name, ())])


class Operands(Reader):
    """Reads one operand; `sum` and `power`, which operands contain, are left to whoever reads operators."""

    def sum(self) -> ast.expr:
        """What can stand in parentheses."""
        raise NotImplementedError

    def power(self) -> ast.expr:
        """An operand, or a power of one."""
        raise NotImplementedError

    def operand(self) -> ast.expr:
        """One operand. Raises FormulaError where none begins."""
        token = self.next
        match token.kind:
            case "number":
                return self.placed(ast.Constant(self.take().value), token.start)  # type: ignore[arg-type]
            case "fraction":
                numbers = (self.placed(ast.Constant(number), token.start) for number in self.take().value)  # type: ignore[union-attr]
                return self.placed(ast.BinOp(next(numbers), ast.Div(), next(numbers)), token.start)
            case "parameter" | "constant":
                return self.name(self.take())
            case "function":
                return self.function()
            case "√" | "∛":
                return self.root()
            case "(":
                return self.parenthesis()
            case "|":
                return self.bar()
        raise self.missing()

    def name(self, token: Token) -> ast.Name:
        """The name that the token taken last stands for."""
        return self.placed(ast.Name(str(token.value), ast.Load()), token.start)

    def called(self, name: str, token: Token, argument: ast.expr) -> ast.Call:
        """A function that has been written as a sign."""
        function = ast.Name(name, ast.Load(), lineno=1, end_lineno=1, col_offset=token.start, end_col_offset=token.end)
        return self.placed(ast.Call(function, [argument], []), token.start)

    def parenthesis(self) -> ast.expr:
        """What stands in parentheses; of a comparison 1 where it holds, else 0; of [1 - w]_+ the part above 0."""
        opening = self.take()
        inner = self.enclosed(opening, comparison=True)[0]
        if isinstance(inner, ast.Compare):
            one, zero = (self.placed(ast.Constant(number), opening.start) for number in (1, 0))
            where = ast.Name("where", ast.Load(), lineno=1, end_lineno=1, col_offset=opening.start)
            inner = self.placed(ast.Call(where, [inner, one, zero], []), opening.start)
        if self.next.kind == "_+":
            self.take()
            inner = self.called("relu", opening, inner)
        return inner

    def enclosed(
        self, opening: Token, *, condition: bool = False, comparison: bool = False, most: int = 1
    ) -> list[ast.expr]:
        """What stands in parentheses that were just opened: at most `most` things, the first a condition or not.

        A single thing may be a comparison, where that is allowed.
        """
        bars, self.bars = self.bars, 0
        start = self.next.start
        found = [self.condition() if condition else self.sum()]
        while self.next.kind == "," and len(found) < most:
            self.take()
            found.append(self.sum())
        if comparison and self.next.kind in COMPARISONS:
            found = [self.compared(found[0], start)]
        if self.next.kind != ")":
            raise self.unexpected("a parenthesis is still open")
        if self.next.value != OPENING[str(opening.value)]:
            raise FormulaError(f"'{opening.value}' and '{self.next.value}' do not belong together", self.next.start)
        self.take()
        self.bars = bars
        return found

    def bar(self) -> ast.expr:
        """The absolute value |w|. A bar where something has to begin opens, a bar behind something closes."""
        opening = self.take()
        self.bars += 1
        inner = self.sum()
        if self.next.kind != "|":
            raise self.unexpected("a bar | is still open")
        self.take()
        self.bars -= 1
        return self.called("abs", opening, inner)

    def root(self) -> ast.expr:
        """The root sign takes one operand: √2w is (√2)*w."""
        sign = self.take()
        first = self.next
        with self.deeper():
            inner = self.operand()
        self.left_loose(ROOT, inner, first)
        if self.next.kind in ("^", "superscript"):
            raise FormulaError(AMBIGUOUS, self.next.start)
        return self.called("sqrt" if sign.kind == "√" else "cbrt", sign, inner)

    def function(self) -> ast.expr:
        """A function with its arguments, raised to a power or not: sin(w), sin 2w, sin²(w), |w| of abs."""
        token = self.take()
        exponent = self.power_of(str(token.value))
        call = self.call(token, self.arguments(token))
        return call if exponent is None else self.placed(ast.BinOp(call, ast.Pow(), exponent), token.start)

    def call(self, token: Token, arguments: list[ast.expr]) -> ast.expr:
        """A function of arguments, or what it is read as."""
        name, given = str(token.value), len(arguments)
        if template := READ_AS.get(name, {}).get(given):
            if name == "log" and (known := LOGARITHMS.get(value_of(arguments[1]))):
                return self.called(known, token, arguments[0])
            return self.written_for(template, token, dict(zip("ab", arguments, strict=False)))
        needs = counts(name)[0]
        if given < needs or (given not in counts(name) and not FUNCTIONS[name].more):
            plural = "" if needs == 1 else "s"
            raise FormulaError(f"{name} takes {needs} argument{plural}, here it has {given}", token.start)
        return self.placed(ast.Call(self.name(token), arguments, []), token.start)

    def written_for(self, template: str, token: Token, places: dict[str, ast.expr]) -> ast.expr:
        """Our own code for a function at `token`: a call in it has the place of its argument, all else that of the token."""

        def located(node: ast.expr) -> ast.expr:
            if any(node is typed for typed in places.values()):
                return node
            node = copy(with_parts(node, located))
            first = node.args[0] if isinstance(node, ast.Call) else None
            return self.placed(node, getattr(first, "col_offset", token.start))

        return located(filled(template, **places))

    def power_of(self, name: str) -> ast.expr | None:
        """The 2 of sin²(w) and sin^2(w), where there is one."""
        place, inverse = self.next.start, f"this could be the inverse or 1/{name}(...); write the one that is meant"
        if self.next.kind == "superscript":
            node = self.superscript()
        elif self.next.kind == "^":
            self.take()
            braced = self.take() if self.next.value == "{" else None
            if self.next.kind == "-":
                raise FormulaError(inverse, place)
            if self.next.kind != "number":
                raise FormulaError(f"only a number can stand here, as in {name}^2(...)", self.next.start)
            node = self.operand()
            if braced and self.take().value != "}":
                raise FormulaError(f"only a number can stand here, as in {name}^2(...)", braced.start)
        else:
            return None
        if isinstance(node, ast.UnaryOp):
            raise FormulaError(inverse, place)
        return node

    def superscript(self) -> ast.expr:
        """The exponent that a raised number stands for."""
        token = self.take()
        number = int(token.value)  # type: ignore[arg-type]
        node = self.placed(ast.Constant(abs(number)), token.start)
        return self.placed(ast.UnaryOp(ast.USub(), node), token.start) if number < 0 else node

    def arguments(self, function: Token) -> list[ast.expr]:
        """What a function is of."""
        name = str(function.value)
        if self.next.kind == "|":
            return [self.bar()]
        if self.next.kind != "(":
            return [self.bare_argument(name)]
        opening = self.take()
        if self.next.kind == ")":
            raise FormulaError(f"something is missing between the parentheses of {name}", self.next.start)
        more = name in FUNCTIONS and FUNCTIONS[name].more
        most = len(self.tokens) if more else counts(name)[-1]
        return self.enclosed(opening, condition=name == "where", most=most)

    def bare_argument(self, name: str) -> ast.expr:
        """The 2w of sin 2w: numbers and names up to the next sign."""
        first, kind = self.next, self.next.kind
        start = first.start
        if kind not in _BARE or counts(name)[0] > 1:
            raise FormulaError(f"behind {name} parentheses have to follow: {name}(...)", start)
        with self.deeper():
            node = self.power()
        while kind not in ("function", "√", "∛") and self.next.kind in ("parameter", "constant"):
            node = self.placed(ast.BinOp(node, ast.Mult(), self.power()), start)
        if self.next.kind in ("(", "√", "∛", "number", "fraction"):
            raise FormulaError(f"write parentheses around what {name} is of", start)
        self.left_loose(FUNCTION, node, first)
        return node

    def condition(self) -> ast.expr:
        """The comparison with which a `where` begins."""
        start, left = self.next.start, self.sum()
        if self.next.kind not in COMPARISONS:
            raise FormulaError(f"where begins with a condition, as in {self.example_of_where}", self.next.start)
        return self.compared(left, start)

    def compared(self, left: ast.expr, start: int) -> ast.expr:
        """A comparison of which the left side was read."""
        comparison = COMPARISONS[self.take().kind]()
        node = self.placed(ast.Compare(left, [comparison], [self.sum()]), start)
        if self.next.kind in COMPARISONS:
            raise FormulaError("only two things can be compared; put one where into another", self.next.start)
        return node
