"""Small experiments, run for real: the code shown is the code that ran.

An experiment is a Python function whose first argument is called `print`: what it prints is gathered for one visitor
instead of going to the process's output. Its other arguments are what a visitor may change. Shown is the function's own
source, with each argument's value in the place of its name, so that it can be pasted and run as it stands.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from core.source import module_of
from core.tape.exact import tf

Function = Callable[..., None]

# What the experiments provoke; anything else is nobody's intention.
ERRORS = (TypeError, ValueError, AttributeError, RuntimeError, tf.errors.OpError)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """A few lines of code, what they teach, and for a mistake the same lines put right."""

    name: str
    title: str
    function: Function
    lesson: str
    cure: Function | None = None


@dataclass(frozen=True, kw_only=True)
class Output:
    """What an experiment printed, and how Python reports the error with which it ended, if it did."""

    printed: tuple[str, ...]
    error: str | None = None

    @property
    def text(self) -> str:
        """All of it, as a console shows it."""
        return "\n".join(self.printed if self.error is None else (*self.printed, self.error))

    @property
    def kind(self) -> str:
        """How it ended: with "an error", with "None", or with "a number"."""
        if self.error is not None:
            return "an error"
        return "None" if self.printed[-1:] and self.printed[-1].split()[-1] == "None" else "a number"


def accepted(function: Function, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `inputs` that `function` takes."""
    return {name: inputs[name] for name in list(inspect.signature(function).parameters)[1:]}


@lru_cache(maxsize=512)
def run(function: Function, **inputs: Any) -> Output:
    """Run an experiment. Errors that experiments provoke are results, any other is raised.

    Safe to call from several threads at once; the same inputs run once. `inputs` are hashable.
    """
    printed: list[str] = []

    def gather(*values: Any) -> None:
        printed.extend(" ".join(map(str, values)).split("\n"))

    try:
        function(gather, **inputs)
    except ERRORS as error:
        return Output(printed=tuple(printed), error=f"{type(error).__name__}: {error}")
    return Output(printed=tuple(printed))


def shown(function: Function, **inputs: Any) -> str:
    """The body of `function`, docstring left out, with the values of `inputs` in the place of their names."""
    lines, body = _source(function)
    for node in sorted(_names(function), key=lambda name: (name.lineno, name.col_offset), reverse=True):
        if node.id in inputs:
            line = lines[node.lineno - 1]
            lines[node.lineno - 1] = line[: node.col_offset] + repr(inputs[node.id]) + line[node.end_col_offset :]
    return textwrap.dedent("".join(lines[body - 1 :])).rstrip()


def _source(function: Function) -> tuple[list[str], int]:
    lines = inspect.getsourcelines(function)[0]
    return list(lines), _definition(function).body[1].lineno


def _names(function: Function) -> list[ast.Name]:
    return [node for node in ast.walk(_definition(function)) if isinstance(node, ast.Name)]


@cache
def _definition(function: Function) -> ast.FunctionDef:
    (definition,) = module_of(inspect.getsource(function)).body
    assert isinstance(definition, ast.FunctionDef)
    return definition
