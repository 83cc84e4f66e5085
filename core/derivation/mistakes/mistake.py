"""One mistake: the wrong rule, and the sentence that tells the visitor of it."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.formulas.paper import derivative, is_to_do, rebuilt
from core.formulas.trees import with_parts

# A longer formula in the middle of a sentence is no help.
MOST_WRITTEN = 60

D = Callable[[ast.expr], ast.expr]
Wrong = Callable[[ast.expr, str, D], "Slip | None"]


@dataclass(frozen=True)
class Slip:
    """What somebody made of one part, with what is still to do marked in it, and the parts that the sentence names."""

    tree: ast.expr
    words: Mapping[str, ast.expr] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """What somebody did, in the second person and the past, and where: {part} is the place, other names are the slip's words.

    `wrong` gets the part, the parameter and the function that marks what is still to do; it returns None where there is
    nothing to mistake.
    """

    did: str
    wrong: Wrong
    where: str = ", in {part}"

    def said(self, part: ast.expr, slip: Slip, parameter: str) -> str:
        """The sentence for this mistake at one place."""
        words = {name: written(finished(tree, parameter)) for name, tree in {"part": part, **slip.words}.items()}
        if max(map(len, words.values())) <= MOST_WRITTEN:
            return f"{self.did}{self.where.format(**words)}."
        return f"{self.did}, in {words['part']}." if len(words["part"]) <= MOST_WRITTEN else f"{self.did}."

    def said_everywhere(self) -> str:
        """The sentence for this mistake wherever it can be made."""
        return f"{self.did}, everywhere."


def finished(tree: ast.expr, parameter: str, derived: Mapping[int, ast.expr] = MappingProxyType({})) -> ast.expr:
    """The tree with all that is still to do in it done, by the right rules; `derived` has what is known, by the part's id."""

    def done(part: ast.expr) -> ast.expr | None:
        if not is_to_do(part):
            return None
        inner = part.args[0]  # type: ignore[attr-defined]
        return derived.get(id(inner)) or derivative(inner, parameter)

    return rebuilt(tree, done)


def written(tree: ast.expr) -> str:
    """A part of a formula as people type it: 3w^2."""
    text = ast.unparse(_with_bars(tree)).replace(" ** ", "^").replace(" / ", "/").replace(" * ", "·")
    return re.sub(r"(?<![\w.^/·])(\d+(?:\.\d+)?)·(?=[a-z(])", r"\1", text)


def _with_bars(tree: ast.expr) -> ast.expr:
    match tree:
        case ast.Call(func=ast.Name(id="abs"), args=[u]):
            return ast.Name(f"|{written(u)}|", ast.Load())
    return with_parts(tree, _with_bars)
