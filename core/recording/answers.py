"""Three answers to one question: what is the derivative? The tape's, SymPy's, and a central difference's."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from core.recording.expressions import Expression, with_numpy, with_sympy
from core.recording.record import Recording

# The error of a central difference is smallest near the cube root of the precision: cutting off costs step**2,
# rounding costs precision / step.
STEP = float(np.finfo(np.float64).eps) ** (1 / 3)

# What stands in a derivative of an expression here, by SymPy's name, in NumPy. At a kink SymPy takes the middle.
OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "Add": lambda *terms: sum(terms),
    "Mul": lambda *factors: math.prod(factors),
    "Pow": lambda base, exponent: np.power(base, exponent),
    "Max": lambda *numbers: np.maximum.reduce(numbers),
    "Heaviside": lambda x, middle=0.5: np.heaviside(x, middle),
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
}


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The derivative by one variable, found in three ways that share nothing but the expression's source.

    `tape` is in the recording's dtype, the others are float64; `tape` is None where the tape has no gradient.
    `latex` is the derivative by symbols and `by` the variable, both in LaTeX.
    """

    variable: str
    latex: str
    by: str
    tape: float | None
    symbols: float
    difference: float

    @property
    def gap_to_symbols(self) -> float:
        """How far the tape is from SymPy's derivative."""
        return abs((math.nan if self.tape is None else self.tape) - self.symbols)

    @property
    def gap_to_difference(self) -> float:
        """How far the tape is from the central difference."""
        return abs((math.nan if self.tape is None else self.tape) - self.difference)


def answers(expression: Expression, recording: Recording) -> tuple[Answers, ...]:
    """The three answers for each variable, at the very values that the recording held."""
    values = tuple(np.float64(recording.values[name]) for name in expression.parameters)
    with np.errstate(all="ignore"):
        return tuple(
            Answers(
                variable=name,
                latex=latex(expression, name),
                by=_latex_name(name),
                tape=recording.gradients[name],
                symbols=float(
                    _evaluated(derivative(expression, name), dict(zip(expression.parameters, values, strict=True)))
                ),
                difference=central_difference(expression, values, place),
            )
            for place, name in enumerate(expression.parameters)
        )


@cache
def derivative(expression: Expression, variable: str) -> Any:
    """The derivative as a SymPy expression."""
    import sympy

    return sympy.diff(with_sympy(expression), sympy.Symbol(variable, real=True))


@cache
def latex(expression: Expression, variable: str) -> str:
    """The derivative by symbols, as LaTeX."""
    import sympy

    return sympy.latex(derivative(expression, variable))


@cache
def _latex_name(variable: str) -> str:
    import sympy

    return sympy.latex(sympy.Symbol(variable))


def central_difference(expression: Expression, values: tuple[Any, ...], place: int) -> float:
    """`(f(x + h) - f(x - h)) / 2h` in float64, for the variable at `place`."""
    step = STEP * max(1.0, abs(values[place]))
    above, below = (
        with_numpy(expression, *values[:place], values[place] + shift, *values[place + 1 :]) for shift in (step, -step)
    )
    return float((above - below) / ((values[place] + step) - (values[place] - step)))


def _evaluated(node: Any, values: Mapping[str, Any]) -> Any:
    # SymPy's own evaluation takes up to 0.15 s for a derivative here.
    if node.is_Symbol:
        return values[node.name]
    if node.is_number:
        return np.float64(node)
    return OPERATIONS[type(node).__name__](*(_evaluated(inner, values) for inner in node.args))
