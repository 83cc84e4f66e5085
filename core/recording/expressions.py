"""What the Tape page records: each expression once, as a Python function that three libraries read.

The first argument stands for the library: TensorFlow itself when a tape records, NumPy for a central difference, SymPy for
the derivative by symbols. The source on screen is the body of these functions, under a tape.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from core.source import module_of

Span = tuple[int, int, int, int]
_RETURNED, _NAMED = "return ", "result = "


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A variable of an expression: its name, its first value and its range."""

    name: str
    start: float
    limits: tuple[float, float] = (-5.0, 5.0)


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A scalar function of scalars: `function(library, *values)`, with one value per variable."""

    name: str
    title: str
    function: Callable[..., Any]
    variables: tuple[Variable, ...]
    look_for: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The variables' names."""
        return tuple(variable.name for variable in self.variables)

    @property
    def start(self) -> tuple[float, ...]:
        """The variables' first values."""
        return tuple(variable.start for variable in self.variables)

    @property
    def result(self) -> str:
        """The name of its value in `source`."""
        return _body(self.function).result

    @property
    def source(self) -> str:
        """What a learner types: the function's lines under a tape, which is then asked for the gradients."""
        body = _body(self.function)
        asked = f"gradients = tape.gradient({body.result}, [{', '.join(self.parameters)}])"
        return "\n".join(["with tf.GradientTape() as tape:", *body.lines, asked])

    def span_shown(self, span: Span) -> Span:
        """Where a part of the function's file stands in `source`; lines are counted from 1, columns from 0."""
        body, (first, last, start, end) = _body(self.function), span
        above = self.function.__code__.co_firstlineno + body.first - 3
        moved = {body.returns: len(_NAMED) - len(_RETURNED)}
        return first - above, last - above, start + moved.get(first - above, 0), end + moved.get(last - above, 0)


class Body(NamedTuple):
    """A function's lines after its docstring as they are shown, and the name of what it returns.

    `first` is which line of the function they begin with, `returns` which line of `Expression.source` has been renamed, both
    from 1, or 0 where none has.
    """

    lines: tuple[str, ...]
    result: str
    first: int
    returns: int


@cache
def _body(function: Callable[..., Any]) -> Body:
    text, _ = inspect.getsourcelines(function)
    lines = [line.rstrip() for line in text]
    (definition,) = module_of(textwrap.dedent("\n".join(lines))).body
    first, last = definition.body[1], definition.body[-1]  # type: ignore[attr-defined]
    shown = lines[first.lineno - 1 : last.lineno - 1]
    if isinstance(last.value, ast.Name):
        return Body(tuple(shown), last.value.id, first.lineno, 0)
    named = lines[last.lineno - 1].replace(_RETURNED, _NAMED, 1)
    return Body((*shown, named), "result", first.lineno, len(shown) + 2)


def product_and_sum(tf, a, b, c):
    """The lesson's first line with a tape around it."""
    return a * b + c


def square(tf, w):
    """The lesson's loss."""
    return w**2


def surface(tf, x, y):
    """Where x is used twice."""
    return (x * y + tf.sin(x)) ** 2


def neuron(tf, x, w1, b1, w2, b2):
    """Two layers of one neuron each, and a squared error against 1."""
    hidden = tf.tanh(w1 * x + b1)
    output = tf.tanh(w2 * hidden + b2)
    return (output - 1) ** 2


def micrograd(tf, a, b):
    """The example of micrograd's README, line by line."""
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + tf.nn.relu(b + a)
    d += 3 * d + tf.nn.relu(b - a)
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    return g


_ALL = (
    Expression(
        name="product_and_sum",
        title="a·b + c",
        function=product_and_sum,
        variables=(
            Variable(name="a", start=6.0, limits=(-10.0, 10.0)),
            Variable(name="b", start=3.0, limits=(-10.0, 10.0)),
            Variable(name="c", start=4.0, limits=(-10.0, 10.0)),
        ),
        look_for="A product hands each factor the other one; a sum hands everybody the same.",
    ),
    Expression(
        name="square",
        title="w²",
        function=square,
        variables=(Variable(name="w", start=5.0, limits=(-6.0, 6.0)),),
        look_for="The lesson's loss: one operation, and its local derivative 2w is the whole gradient.",
    ),
    Expression(
        name="surface",
        title="(x·y + sin x)²",
        function=surface,
        variables=(Variable(name="x", start=2.0), Variable(name="y", start=3.0)),
        look_for="x is used twice, so two gradients come back to it. The tape adds them.",
    ),
    Expression(
        name="neuron",
        title="Two-layer neuron",
        function=neuron,
        variables=(
            Variable(name="x", start=0.5, limits=(-3.0, 3.0)),
            Variable(name="w1", start=1.5, limits=(-3.0, 3.0)),
            Variable(name="b1", start=-0.5, limits=(-3.0, 3.0)),
            Variable(name="w2", start=-1.0, limits=(-3.0, 3.0)),
            Variable(name="b2", start=0.25, limits=(-3.0, 3.0)),
        ),
        look_for="Push b2 to 3: tanh is flat there, next to nothing gets through, and every weight stops learning.",
    ),
    # Source: the example in the README of micrograd (karpathy/micrograd), which publishes g, dg/da and dg/db.
    Expression(
        name="micrograd",
        title="micrograd's example",
        function=micrograd,
        variables=(Variable(name="a", start=-4.0), Variable(name="b", start=2.0)),
        look_for="25 operations; its README publishes g = 24.7041, dg/da = 138.8338, dg/db = 645.5773. Below, θ is "
        "the slope of relu.",
    ),
)

EXPRESSIONS: Mapping[str, Expression] = {expression.name: expression for expression in _ALL}


def with_numpy(expression: Expression, *values: Any) -> Any:
    """The value of `expression` as NumPy computes it, in the values' dtype."""
    library = SimpleNamespace(sin=np.sin, tanh=np.tanh, nn=SimpleNamespace(relu=lambda x: np.maximum(x, 0)))
    return expression.function(library, *values)


def with_sympy(expression: Expression) -> Any:
    """`expression` in SymPy's real symbols of the variables' names."""
    import sympy

    library = SimpleNamespace(sin=sympy.sin, tanh=sympy.tanh, nn=SimpleNamespace(relu=lambda x: sympy.Max(x, 0)))
    return expression.function(library, *(sympy.Symbol(name, real=True) for name in expression.parameters))
