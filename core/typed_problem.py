"""A loss that somebody typed, as a problem: its range, its start and its minima are found by numbers."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.formulas import Formula, FormulaError, parse
from core.formulas.trees import contains
from core.minima import local_minima, samples
from core.problems import PROBLEMS, TYPED, Problem, derived

PARAMETERS = ("w",)
# How far a range may reach: as far as the built-in problems', and further only if nothing happens there.
REACHES = (6.0, 10.0, 100.0, 1000.0)
# Around a single turning point the range is halved while the loss would rise by this factor in its outer half.
STEEP = 20.0
# Beside the outermost of several, room for a little more than one of them.
ROOM = 1.2
SLOPE_SAMPLES = 801


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
        start=(_start(formula, low, high),),
        domain=((low, high),),
        minima=tuple((minimum,) for minimum in local_minima(formula, slope, low, high)),
    )
    return with_gradient(replace(first, look_for=_look_for(first)), gradient)


def with_gradient(problem: Problem, gradient: str) -> Problem:
    """`problem` with the derivative that the visitor typed, or as it is if that is empty. Raises FormulaError."""
    if not gradient:
        return problem
    parse(gradient, problem.parameters)
    return replace(problem, gradient=(gradient,), derived_by="visitor")


def problem_of(name: str, loss: str, gradient: str) -> Problem:
    """The problem that controls or a link name: a built-in one or the typed one, with the visitor's derivative if any."""
    if name == TYPED:
        return typed_problem(loss.strip(), gradient.strip())
    return with_gradient(PROBLEMS[name], gradient.strip())


def fitted_range(formula: Formula) -> tuple[float, float]:
    """A range of starts in which the loss shows what it does: its turning points and some room around them.

    Raises FormulaError if the loss has no value anywhere.
    """
    for reach in REACHES:
        turns = _turning_points(formula, -reach, reach)
        if len(turns):
            low, high = turns.min(), turns.max()
            room = ROOM * (high - low) / len(turns) or _room(formula, low)
            return _defined_part(formula, low - room, high + room)
    for reach in REACHES:
        _, losses = samples(formula, -reach, reach)
        if np.isfinite(losses).any():
            return _defined_part(formula, -reach, reach)
    raise FormulaError(f"this loss has no value between {-REACHES[-1]:g} and {REACHES[-1]:g}")


def _turning_points(formula: Formula, low: float, high: float) -> np.ndarray:
    at, losses = samples(formula, low, high)
    with np.errstate(invalid="ignore"):
        moves = np.sign(np.diff(losses))
    known = np.flatnonzero(np.isfinite(moves) & (moves != 0))
    turned = known[1:][(moves[known[1:]] * moves[known[:-1]] < 0) & (np.diff(known) <= 2)]
    return at[turned]


def _room(formula: Formula, middle: float) -> float:
    room = REACHES[0]
    while room > 1 and _rise(formula, middle, room) > STEEP * _rise(formula, middle, room / 2):
        room /= 2
    return room


def _rise(formula: Formula, middle: float, room: float) -> float:
    _, losses = samples(formula, middle - room, middle + room, SLOPE_SAMPLES)
    return float(np.nanmax(losses) - np.nanmin(losses))


def _defined_part(formula: Formula, low: float, high: float) -> tuple[float, float]:
    """Without the ends where the loss has no value, but for a little of them; rounded outwards to two digits."""
    at, losses = samples(formula, low, high)
    known = at[np.isfinite(losses)]
    if known[0] == known[-1]:  # a loss with a value here and there
        return round(low, 12), round(high, 12)
    margin = (known[-1] - known[0]) / 20
    low, high = max(low, known[0] - margin), min(high, known[-1] + margin)
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return round(math.floor(low / unit + 1e-9) * unit, 12), round(math.ceil(high / unit - 1e-9) * unit, 12)


def _start(formula: Formula, low: float, high: float) -> float:
    """The lesson's 5 if that lies within, else the rightmost tenth where the loss has a value and a slope."""
    tenths = [round(low + (high - low) * k / 10, 6) for k in (9, 8, 7, 6, 5, 4, 3, 2, 1)]
    candidates = [5.0, *tenths] if low <= 5 <= high else tenths
    with np.errstate(all="ignore"):
        defined = [point for point in candidates if np.isfinite(formula.numpy(np.float64(point)))]
    return defined[0] if defined else candidates[0]


def start_within(problem: Problem, start: float) -> float:
    """`start` if it lies within the problem's range and the loss has a value there, else where a visit begins."""
    ((low, high),), formula = problem.domain, parse(problem.loss, problem.parameters)
    with np.errstate(all="ignore"):
        usable = low <= start <= high and np.isfinite(formula.numpy(np.float64(start)))
    return start if usable else problem.start[0]


def _look_for(problem: Problem) -> str:
    (low, high), found = problem.domain[0], problem.minima
    if not found:
        return f"No minimum was found from {low:g} to {high:g}."
    places = ", ".join(f"{minimum[0]:.4g}" for minimum in found[:3])
    if len(found) == 1:
        return f"One minimum was found from {low:g} to {high:g}: at w = {places}."
    more = " and further" if len(found) > 3 else ""
    return f"{len(found)} minima were found from {low:g} to {high:g}, the lowest first: at w = {places}{more}."
