"""The lines of a hand-written function, read from its own source: what is shown is the code that runs."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.source import expression_of, module_of


@dataclass(frozen=True)
class Line:
    """One line of a rule: `target = code`, the code with `before.`, `given.` and `np.` in it.

    `typed` is what a visitor typed, in the same names, where the code of a library is longer; a page shows that.
    """

    target: str
    code: str
    typed: str = ""

    @property
    def shown(self) -> "Line":
        """The line that a page shows."""
        return Line(self.target, self.typed or self.code)

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """What the code reads: pairs like ("before", "m"), ("given", "beta_1") and ("", "gradient")."""
        tree = expression_of(self.code)
        owned = {
            n: n.value.id for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
        }
        owners = {id(n.value) for n in owned}
        plain = {("", n.id) for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in owners}
        return frozenset({(owner, node.attr) for node, owner in owned.items()} | plain)

    def written(self, name: Callable[[str, str], str]) -> str:
        """The code with every name replaced: `name(owner, name)` for `before.m` is asked as ("before", "m")."""
        return ast.unparse(_Renamed(name).visit(expression_of(self.code))).replace(" ** ", "**")

    @property
    def plain(self) -> str:
        """The code as in a book: without owners, `given.one` as 1."""
        return self.written(_plain)


def _plain(owner: str, name: str) -> str:
    return "1" if (owner, name) == ("given", "one") else name


class _Renamed(ast.NodeTransformer):
    def __init__(self, name: Callable[[str, str], str]) -> None:
        self.name = name

    def visit_Call(self, node: ast.Call) -> Any:
        # given.number(x) holds x in the run's dtype; in a book that is x.
        if ast.unparse(node.func) == "given.number" and self.name("given", "number") == "number":
            return self.visit(node.args[0])
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        owner = node.value
        return ast.Name(self.name(owner.id, node.attr)) if isinstance(owner, ast.Name) else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> Any:
        return ast.Name(self.name("", node.id))


@lru_cache(maxsize=128)
def lines_of(function: Callable[..., Any], target: str = "w") -> tuple[Line, ...]:
    """The lines of a function of assignments and one return; what it returns first is `target`.

    A rule that was typed has no source, and says its lines itself.
    """
    typed = getattr(function, "__self__", None)
    if typed is not None:
        return typed.lines
    source = textwrap.dedent(inspect.getsource(function))
    (definition,) = module_of(source).body
    assert isinstance(definition, ast.FunctionDef)
    found = []
    for statement in definition.body:
        if isinstance(statement, ast.Assign):
            found.append(Line(ast.unparse(statement.targets[0]), ast.unparse(statement.value)))
        elif isinstance(statement, ast.Return) and statement.value:
            value = statement.value.elts[0] if isinstance(statement.value, ast.Tuple) else statement.value
            found.append(Line(target, ast.unparse(value)))
    return tuple(found)


@lru_cache(maxsize=128)
def memory_of(update: Callable[..., Any]) -> tuple[str, ...]:
    """The names of what a rule remembers from one step to the next, in the order in which it reads them."""
    read = [name for line in lines_of(update) for owner, name in sorted(line.names) if owner == "before"]
    return tuple(dict.fromkeys(read))
