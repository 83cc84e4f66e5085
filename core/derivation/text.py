"""A derivation as lines of LaTeX."""

from functools import lru_cache

from core.formulas import parse
from core.formulas.latex import latex
from core.formulas.paper import steps, to_do
from core.problems import Problem


@lru_cache(maxsize=64)
def derivation(problem: Problem) -> tuple[tuple[str, str], ...]:
    """How the loss of a problem with one parameter is derived: pairs of the rule used and the whole line after it.

    The first pair is the task. The last, if it differs, is SymPy's way to write the result.
    """
    loss, (parameter,) = parse(problem.loss, problem.parameters), problem.parameters
    lines = [("to derive", latex(to_do(loss.tree, parameter)))]
    lines += [(step.rule, f"= {latex(step.tree)}") for step in steps(loss.tree, parameter)]
    return tuple(lines)
