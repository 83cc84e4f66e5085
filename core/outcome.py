"""How a run ended, as a word and its reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.bottoms import interval_at, known_lows, written
from core.formulas import Formula, parse
from core.problems import Problem, gradient_of
from core.theory import nearest_minimum
from core.trajectory import Trajectory

# Shares of the domain's width and of its steepest slope. They only choose words; no number on screen depends on them.
NEAR = 1e-3
GENTLE = 0.05
SLOW = 0.98
WINDOW = 20
# What is steeper than nineteen of twenty places by more than this factor is a pole.
MOST_SLOPE = 8.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A word, one sentence why, and the step at which it happened, if it happened at a step."""

    word: str
    reason: str
    step: int | None = None


def outcome(problem: Problem, run: Trajectory) -> Outcome:
    """Judge a run of a problem with one parameter."""
    path = run.parameters[:, 0].astype(np.float64)
    return (
        not_finite(problem, run)
        or _converged(problem, run, path)
        or _left(problem, run, path)
        or oscillating(run)
        or _stalled(problem, run, path)
        or Outcome(word="still descending", reason=_progress(problem, path))
    )


def measured_factor(problem: Problem, path: np.ndarray) -> float | None:
    """What the last step that moved multiplied the distance to the nearest minimum by, None where that has no value."""
    minimum = nearest_minimum(problem, float(path[-1]))
    if minimum is None or len(path) < 2:
        return None
    distance = path - minimum
    moved = np.flatnonzero((distance[:-1] != 0) & (np.diff(path) != 0))
    return float(distance[moved[-1] + 1] / distance[moved[-1]]) if len(moved) else None


def _progress(problem: Problem, path: np.ndarray) -> str:
    factor = measured_factor(problem, path)
    if factor is None:
        return "no step was taken" if len(path) == 1 else "the minimum it heads for is not known"
    return f"the last step multiplied the distance to the minimum by {factor:.3g}"


def place(problem: Problem, point: Sequence[float] | np.ndarray) -> str:
    """A point in words, to four digits."""
    numbers = [f"{value + 0.0:.4g}" for value in point]
    return f"{problem.parameters[0]} = {numbers[0]}" if len(numbers) == 1 else f"({', '.join(numbers)})"


def not_finite(problem: Problem, run: Trajectory) -> Outcome | None:
    """Whether a run of any number of parameters overflowed, or stopped where there is no value, and at which step."""
    path = run.parameters.astype(np.float64)
    finite = np.isfinite(path).all(axis=1) & np.isfinite(run.loss)
    if finite.all():
        return None
    step = int(np.argmin(finite))
    word, what = _end(problem, run, step)
    overflow, stop = f"overflow of {run.loss.dtype} at step {step}: {what}", f"{what}, so the run stops at step {step}"
    return Outcome(word=word, step=step, reason=overflow if word == "diverged" else stop)


def _end(problem: Problem, run: Trajectory, step: int) -> tuple[str, str]:
    """The word for a run that is not finite from `step` on, and which quantity was too large or has no value, and where."""
    here, before = run.parameters[step], run.parameters[max(step - 1, 0)]
    if np.isfinite(here).all():
        return _too_large("the loss", problem, [parse(problem.loss, problem.parameters)], here)
    if step == 0:
        return "diverged", "the start is too large"
    if not np.isfinite(run.gradient[step - 1]).all():
        return _too_large("the gradient", problem, gradient_of(problem), before)
    if np.isinf(here).any():
        return "diverged", f"{problem.parameters[int(np.argmax(np.isinf(here)))]} is too large"
    with np.errstate(over="ignore"):
        squares = np.sum(np.square(run.gradient[:step]), axis=1)
    if np.isinf(squares).any():  # of a norm, or in an average that an optimizer keeps
        last = int(np.flatnonzero(np.isinf(squares))[-1])
        return "diverged", f"the square of the gradient is too large at {place(problem, run.parameters[last])}"
    return "undefined", f"the optimizer's step from {place(problem, before)} has no value"


def _too_large(what: str, problem: Problem, formulas: Sequence[Formula], point: np.ndarray) -> tuple[str, str]:
    at = f"at {place(problem, point)}"
    return (
        ("diverged", f"{what} is too large {at}")
        if _overflows(formulas, point)
        else ("undefined", f"{what} has no value {at}")
    )


def _overflows(formulas: Sequence[Formula], point: np.ndarray) -> bool:
    try:
        with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
            for formula in formulas:
                formula.numpy(*point)
    except FloatingPointError:
        return True
    return False


def _converged(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    minimum = nearest_minimum(problem, float(path[-1]))
    if minimum is None:
        return None
    flat = interval_at(problem, minimum)
    low, high = flat or (minimum, minimum)
    far = np.flatnonzero(np.fmax(low - path, path - high) > NEAR * _width(problem))
    step = int(far[-1]) + 1 if len(far) else 0
    if step > run.steps:
        return None
    where = f", on {written(problem, flat)}" if flat else f" at {problem.parameters[0]} = {minimum:.4g}"
    return Outcome(word="converged", step=step, reason=f"from step {step} on{where}, the {_rank(problem, minimum)}")


def _rank(problem: Problem, minimum: float) -> str:
    lows = known_lows(problem)
    if len(lows) == 1:
        return "only minimum"
    flat = interval_at(problem, minimum)
    lowest = minimum == lows[0][0] or (flat is not None and flat == interval_at(problem, lows[0][0]))
    return "lowest minimum" if lowest else "nearest minimum but not the lowest"


def _left(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    ((low, high),) = problem.domain
    if low <= path[-1] <= high:
        return None
    inside = np.flatnonzero((path >= low) & (path <= high))
    if len(inside) and len(path) - inside[-1] <= min(WINDOW, run.steps) / 2:
        return None  # an excursion, so far
    step = int(inside[-1]) + 1 if len(inside) else 0
    return Outcome(
        word="left the domain",
        step=step,
        reason=f"outside [{low:g}, {high:g}] from step {step} on; {_progress(problem, path)}",
    )


def oscillating(run: Trajectory) -> Outcome | None:
    """Whether of the last steps of a run, of any number of parameters, many turned back and many did not lower the loss."""
    moves = np.diff(run.parameters.astype(np.float64), axis=0)[-WINDOW:]
    if len(moves) < 4:
        return None
    turns = int(np.count_nonzero(np.sum(moves[1:] * moves[:-1], axis=1) < 0))
    rises = int(np.count_nonzero(np.diff(run.loss.astype(np.float64))[-WINDOW:] >= 0))
    if min(turns, rises) < len(moves) / 4:
        return None
    reason = f"of the last {len(moves)} steps {turns} turned back and {rises} did not lower the loss"
    return Outcome(word="oscillating", reason=reason)


def _stalled(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    if run.steps == 0:
        return None
    move, slope = abs(float(path[-1] - path[-2])), abs(float(run.gradient[-1, 0]))
    name, share = problem.parameters[0], slope / _steepest(problem)
    factor = measured_factor(problem, path)
    shrinking = factor is not None and abs(factor) < SLOW
    if share > GENTLE or move > NEAR * _width(problem) or shrinking:
        return None
    minimum = nearest_minimum(problem, float(path[-1]))
    at_minimum = minimum is not None and abs(path[-1] - minimum) < GENTLE * _width(problem)
    nowhere = (
        "flat, a plateau or an inflection and no minimum"
        if known_lows(problem)
        else "flat, and no minimum is known here"
    )
    where = "flat, near a minimum without curvature" if at_minimum else nowhere
    return Outcome(
        word="stalled",
        reason=f"{where}: slope at {name} = {path[-1]:.4g}: {share:.2g} of the steepest, a step moves {name} by {move:.2g}",
    )


def _width(problem: Problem) -> float:
    ((low, high),) = problem.domain
    return high - low


def _steepest(problem: Problem) -> float:
    ((low, high),) = problem.domain
    (slope,) = gradient_of(problem)
    with np.errstate(all="ignore"):
        slopes = np.abs(slope.numpy(np.linspace(low, high, 201)))
    finite = slopes[np.isfinite(slopes)]
    # About a pole no slope is the steepest.
    return (
        max(min(float(finite.max()), MOST_SLOPE * float(np.quantile(finite, 0.95))), math.ulp(0.0))
        if len(finite)
        else 1.0
    )
