"""How a run of two parameters ended, as a word and its reason."""

import numpy as np

from core.formulas import parse
from core.outcome import WINDOW, Outcome, not_finite, oscillating, place
from core.problems import Problem, gradient_of
from core.trajectory import Trajectory

# Shares of the map's width and of its usual slope. They only choose words; no number on screen depends on them.
NEAR = 1e-3
GENTLE = 0.01


def landscape_outcome(problem: Problem, run: Trajectory) -> Outcome:
    """Judge a run of a problem with two parameters."""
    path = run.parameters.astype(np.float64)
    return (
        not_finite(problem, run)
        or _converged(problem, run, path)
        or _left(problem, run, path)
        or oscillating(run)
        or _stalled(problem, run, path)
        or Outcome(word="still descending", reason=_progress(problem, path))
    )


def nearest_minimum(problem: Problem, point: np.ndarray) -> tuple[float, ...] | None:
    """The known minimum nearest to `point`, of which the lowest; None where none is known or `point` is not finite."""
    if not problem.minima or not np.all(np.isfinite(point)):
        return None
    return min(problem.minima, key=lambda minimum: float(np.hypot(*(point - minimum))))


def _width(problem: Problem) -> float:
    return max(high - low for low, high in problem.domain)


def _progress(problem: Problem, path: np.ndarray) -> str:
    minimum = nearest_minimum(problem, path[-1])
    if minimum is None:
        return f"at {place(problem, path[-1])}; no minimum is known"
    return f"{np.hypot(*(path[-1] - minimum)):.3g} from the minimum at {place(problem, minimum)}"


def _converged(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    minimum = nearest_minimum(problem, path[-1])
    if minimum is None:
        return None
    far = np.flatnonzero(np.hypot(*(path - minimum).T) > NEAR * _width(problem))
    step = int(far[-1]) + 1 if len(far) else 0
    if step > run.steps:
        return None
    return Outcome(
        word="converged",
        step=step,
        reason=f"from step {step} on at {place(problem, minimum)}, the {_rank(problem, minimum)}",
    )


def _rank(problem: Problem, minimum: tuple[float, ...]) -> str:
    if len(problem.minima) == 1:
        return "only known minimum"
    loss = parse(problem.loss, problem.parameters)
    lowest, here = (float(loss.numpy(*np.array(at))) for at in (problem.minima[0], minimum))
    if minimum != problem.minima[0] and here > lowest + 1e-9 * max(1.0, abs(lowest)):
        return f"minimum of {here:.4g}, not the lowest"
    return "lowest known minimum"


def _left(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    low, high = np.array(problem.domain, run.parameters.dtype).astype(np.float64).T
    inside = np.all((path >= low) & (path <= high), axis=1)
    if inside[-1]:
        return None
    within = np.flatnonzero(inside)
    step = int(within[-1]) + 1 if len(within) else 0
    return Outcome(
        word="left the map",
        step=step,
        reason=f"out from step {step} on, at {place(problem, path[-1])} after the last step",
    )


def _stalled(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    if run.steps < WINDOW:
        return None
    wandered = float(np.max(np.hypot(*(path[-WINDOW:] - path[-1]).T)))
    slope = float(np.hypot(*run.gradient[-1].astype(np.float64)))
    if wandered > NEAR * _width(problem) or slope > GENTLE * usual_slope(problem):
        return None
    slow = f"gradient {slope:.2g}, {wandered:.2g} in {WINDOW} steps"
    return Outcome(word="stalled", reason=f"{slow}, at {place(problem, path[-1])}; {_progress(problem, path)}")


def usual_slope(problem: Problem) -> float:
    """The median length of the gradient over the map."""
    x, y = np.meshgrid(*(np.linspace(low, high, 21) for low, high in problem.domain))
    with np.errstate(all="ignore"):
        slopes = np.hypot(*(slope.numpy(x, y) for slope in gradient_of(problem)))
    finite = slopes[np.isfinite(slopes)]
    return float(np.median(finite)) if len(finite) else 0.0
