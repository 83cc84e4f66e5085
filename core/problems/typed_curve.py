"""A loss that somebody typed, as a problem: its range, its start and its minima are found by numbers."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.formulas import DERIVATIVE, Formula, FormulaError, parse
from core.formulas.trees import contains
from core.problems.bottoms import intervals, written
from core.problems.curves import PROBLEMS
from core.problems.flat_ground import flat_bottoms
from core.problems.minima import local_minima
from core.problems.record import TYPED, Problem, derived
from core.problems.samples import samples
from core.problems.typed_range import OPEN, Ends, range_of

PARAMETERS = ("w",)


@lru_cache(maxsize=64)
def typed_problem(loss: str, gradient: str = "", ends: Ends = OPEN) -> Problem:
    """The problem of minimising `loss`, text in w, with `gradient` derived by the visitor, or by symbols if that is empty.

    The range is the one with those `ends`; an open end is found. Raises FormulaError if something cannot be read, if the ends
    are no range, or if the loss has no value anywhere within it.
    """
    formula = parse(loss, PARAMETERS)
    if not contains(formula.tree, "w"):
        raise FormulaError("w does not stand in this loss, so there is nothing to minimise")
    low, high = range_of(formula, ends)
    if not np.isfinite(samples(formula, low, high)[1]).any():
        raise FormulaError(f"this loss has no value between {low:g} and {high:g}")
    derived_by, (slope,) = derived(formula)
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


def problem_of(name: str, loss: str, gradient: str, ends: Ends = OPEN) -> Problem:
    """The problem that controls or a link name: a built-in one or the typed one, with the visitor's derivative if any."""
    if name == TYPED:
        return typed_problem(loss.strip(), gradient.strip(), ends)
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


def start_within(problem: Problem, start: float, *, anywhere: bool = False) -> float:
    """`start` if the loss has a value there and it lies within the range, or `anywhere`; else where a visit begins."""
    ((low, high),), formula = problem.domain, parse(problem.loss, problem.parameters)
    with np.errstate(all="ignore"):
        usable = (anywhere or low <= start <= high) and np.isfinite(formula.numpy(np.float64(start)))
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
