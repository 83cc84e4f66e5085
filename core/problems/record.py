"""A problem: a loss as text that people can read and both methods can run, and what is known about it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.formulas import DERIVATIVE, Formula, FormulaError, parse
from core.formulas.paper import by_rules

# The name of a problem whose loss a visitor typed.
TYPED = "typed"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A loss to minimise and what is known about it. Formulas are text in the parameters' names.

    `gradient` is derived by hand and used by the manual method alone; the tape never sees it. `derived_by` is who derived it:
    "hand" for ours, "visitor", and while the visitor of a typed loss has not, "symbols" or "rules". `start`, `learning_rate`
    and `steps` are where a first visit begins; `domain` is the range of starts, (lowest, highest) per parameter;
    `minima` are all local minima within the domain that are points, the lowest first; `bottoms` those that are flat, the
    lowest first too: of one parameter the first and the last place, infinite where it goes on for ever, of two some places.
    """

    name: str
    title: str
    parameters: tuple[str, ...] = ("w",)
    loss: str
    gradient: tuple[str, ...]
    derived_by: str = "hand"
    start: tuple[float, ...]
    domain: tuple[tuple[float, float], ...]
    minima: tuple[tuple[float, ...], ...] = ()
    bottoms: tuple[tuple[tuple[float, ...], ...], ...] = ()
    learning_rate: float = 0.1
    steps: int = 50
    look_for: str = ""


def loss_at(problem: Problem, *places: np.ndarray) -> np.ndarray:
    """The loss at some places, an array of any one shape for each parameter; NaN or an infinity where it has no value."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(parse(problem.loss, problem.parameters).numpy(*places), np.shape(places[0]))


@lru_cache(maxsize=64)
def gradient_of(problem: Problem) -> tuple[Formula, ...]:
    """The gradient's formulas, one per parameter.

    By SymPy's symbols where nobody derived it, or by our own rules where SymPy refuses, as it does where the loss jumps. Such
    a formula may be longer than what people may type.
    """
    if problem.derived_by in ("symbols", "rules"):
        return derived(parse(problem.loss, problem.parameters))[1]
    return tuple(parse(text, problem.parameters, DERIVATIVE) for text in problem.gradient)


def gradient_at(problem: Problem, *places: np.ndarray) -> np.ndarray:
    """The gradient there, by its formulas: a row a parameter, each in the shape of the places."""
    with np.errstate(all="ignore"):
        return np.array([np.broadcast_to(slope.numpy(*places), np.shape(places[0])) for slope in gradient_of(problem)])


def derived(loss: Formula) -> tuple[str, tuple[Formula, ...]]:
    """By whom a typed loss is derived, "symbols" or "rules", and its gradient."""
    try:
        return "symbols", tuple(loss.derivative(parameter) for parameter in loss.parameters)
    except FormulaError:
        return "rules", tuple(by_rules(loss, parameter) for parameter in loss.parameters)
