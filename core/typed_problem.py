"""A loss that somebody typed, as a problem: its range, its start and its minima are found by numbers."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.bottoms import intervals, written
from core.fitted_range import fitted_range
from core.flat_ground import flat_bottoms
from core.formulas import DERIVATIVE, Formula, FormulaError, parse
from core.formulas.trees import contains
from core.minima import local_minima
from core.problems import PROBLEMS, TYPED, Problem, derived

PARAMETERS = ("w",)


@lru_cache(maxsize=64)
def typed_problem(loss: str, gradient: str = "") -> Problem:
    """The problem of minimising `loss`, text in w, with `gradient` derived by the visitor, or by symbols if that is empty.

    Raises FormulaError if either cannot be read, or if the loss has no value anywhere within the furthest reach.
    """
    formula = parse(loss, PARAMETERS)
    if not contains(formula.tree, "w"):
        raise FormulaError("w does not stand in this loss, so there is nothing to minimise")
    (low, high), (derived_by, (slope,)) = fitted_range(formula), derived(formula)
    first = Problem(
        name=TYPED,
        title="Your own loss",
        loss=loss,
        gradient=(slope.written,),
        derived_by=derived_by,
        start=(_start(formula, slope, low, high),),
        domain=((low, high),),
        minima=tuple((minimum,) for minimum in local_minima(formula, slope, low, high)),
        bottoms=tuple(((first,), (last,)) for first, last in flat_bottoms(formula, low, high)),
    )
    return with_gradient(replace(first, look_for=_look_for(first)), gradient)


def with_gradient(problem: Problem, gradient: str) -> Problem:
    """`problem` with the derivative that the visitor typed, or as it is if that is empty. Raises FormulaError."""
    if not gradient:
        return problem
    parse(gradient, problem.parameters, DERIVATIVE)
    return replace(problem, gradient=(gradient,), derived_by="visitor")


def problem_of(name: str, loss: str, gradient: str) -> Problem:
    """The problem that controls or a link name: a built-in one or the typed one, with the visitor's derivative if any."""
    if name == TYPED:
        return typed_problem(loss.strip(), gradient.strip())
    return with_gradient(PROBLEMS[name], gradient.strip())


def _start(formula: Formula, slope: Formula, low: float, high: float) -> float:
    """The lesson's 5 if that lies within, else the rightmost tenth, where the loss has a value, and a slope if it can."""
    tenths = [round(low + (high - low) * k / 10, 6) for k in (9, 8, 7, 6, 5, 4, 3, 2, 1)]
    candidates = np.array([5.0, *tenths] if low <= 5 <= high else tenths)
    with np.errstate(all="ignore"):
        defined = candidates[np.isfinite(formula.numpy(candidates))]
        slopes = np.broadcast_to(slope.numpy(defined), defined.shape)
    steep = defined[np.isfinite(slopes) & (slopes != 0)]
    return float([*steep, *defined, *candidates][0])


def start_within(problem: Problem, start: float) -> float:
    """`start` if it lies within the problem's range and the loss has a value there, else where a visit begins."""
    ((low, high),), formula = problem.domain, parse(problem.loss, problem.parameters)
    with np.errstate(all="ignore"):
        usable = low <= start <= high and np.isfinite(formula.numpy(np.float64(start)))
    return start if usable else problem.start[0]


def _look_for(problem: Problem) -> str:
    (low, high), points, flat = problem.domain[0], problem.minima, intervals(problem)
    many = len(points) + len(flat)
    if not many:
        return f"No minimum was found from {low:g} to {high:g}."
    places = ", ".join(f"{minimum[0]:.4g}" for minimum in points[:3]) + (" and further" if len(points) > 3 else "")
    said = [f"at w = {places}"] if points else []
    said += [written(problem, interval) for interval in flat[:1]] + ["further flat ground"] * (len(flat) > 1)
    order = ", the lowest first" if len(points) == many > 1 else ""
    found = "One minimum was" if many == 1 else f"{many} minima were"
    return f"{found} found from {low:g} to {high:g}{order}: {', and '.join(said)}."
