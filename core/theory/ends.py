"""Where a run overflows, or has no value any more, and which quantity it is."""

from collections.abc import Sequence

import numpy as np

from core.formulas import Formula, parse
from core.problems import Problem, gradient_of
from core.theory.walk import place
from core.trajectory import Trajectory


def end_of(problem: Problem, run: Trajectory) -> tuple[str, str, int] | None:
    """The word "diverged" or "undefined", the reason and the step from which on a run is not finite; None for others."""
    path = run.parameters.astype(np.float64)
    finite = np.isfinite(path).all(axis=1) & np.isfinite(run.loss)
    if finite[-1]:  # a loss may be too large for a while, of w that is not
        return None
    step = int(np.flatnonzero(finite)[-1]) + 1 if finite.any() else 0
    word, what = _end(problem, run, step)
    overflow, stop = f"overflow of {run.loss.dtype} at step {step}: {what}", f"{what}, so the run stops at step {step}"
    return word, f"{overflow}{_at_infinity(problem, run)}" if word == "diverged" else stop, step


def _at_infinity(problem: Problem, run: Trajectory) -> str:
    """Where a run ends that stepped to infinity, if the loss has a value there: its last loss is a number like any other."""
    if not np.isfinite(run.loss[-1]):
        return ""
    return f"; the run ends at {place(problem, run.parameters[-1])}, where the loss is {float(run.loss[-1]):.4g}"


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
