"""How a run of two parameters ended, as a word and its reason."""

import numpy as np

from core.formulas import parse
from core.outcome import Outcome
from core.problems import Problem, gradient_of
from core.trajectory import Trajectory

# Shares of the map's width and of its usual slope. They only choose words; no number on screen depends on them.
NEAR = 1e-3
GENTLE = 0.01
WINDOW = 20


def landscape_outcome(problem: Problem, run: Trajectory) -> Outcome:
    """Judge a run of a problem with two parameters."""
    path = run.parameters.astype(np.float64)
    for judge in (_not_finite, _converged, _left, _oscillating, _stalled):
        verdict = judge(problem, run, path)
        if verdict:
            return verdict
    return Outcome(word="still descending", reason=_progress(problem, path))


def nearest_minimum(problem: Problem, point: np.ndarray) -> tuple[float, ...] | None:
    """The known minimum nearest to `point`, of which the lowest; None where none is known or `point` is not finite."""
    if not problem.minima or not np.all(np.isfinite(point)):
        return None
    return min(problem.minima, key=lambda minimum: float(np.hypot(*(point - minimum))))


def place(point: np.ndarray | tuple[float, ...]) -> str:
    """A point in words, to four digits."""
    return f"({point[0] + 0.0:.4g}, {point[1] + 0.0:.4g})"


def _width(problem: Problem) -> float:
    return max(high - low for low, high in problem.domain)


def _progress(problem: Problem, path: np.ndarray) -> str:
    minimum = nearest_minimum(problem, path[-1])
    if minimum is None:
        return f"at {place(path[-1])}; no minimum is known"
    return f"{np.hypot(*(path[-1] - minimum)):.3g} from the minimum at {place(minimum)}"


def _not_finite(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    finite = np.isfinite(path).all(axis=1) & np.isfinite(run.loss)
    if finite.all():
        return None
    step = int(np.argmin(finite))
    if np.isfinite(path[step]).all() and not _overflows(problem, run.parameters[step]):
        return Outcome(word="undefined", step=step, reason=f"the loss has no value at {place(path[step])}, step {step}")
    return Outcome(word="diverged", step=step, reason=f"overflow of {run.loss.dtype} at step {step}")


def _overflows(problem: Problem, point: np.ndarray) -> bool:
    try:
        with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
            parse(problem.loss, problem.parameters).numpy(*point)
    except FloatingPointError:
        return True
    return False


def _converged(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    minimum = nearest_minimum(problem, path[-1])
    if minimum is None:
        return None
    far = np.flatnonzero(np.hypot(*(path - minimum).T) > NEAR * _width(problem))
    step = int(far[-1]) + 1 if len(far) else 0
    if step > run.steps:
        return None
    return Outcome(
        word="converged", step=step, reason=f"from step {step} on at {place(minimum)}, the {_rank(problem, minimum)}"
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
        word="left the map", step=step, reason=f"out from step {step} on, at {place(path[-1])} after the last step"
    )


def _oscillating(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    moves = np.diff(path, axis=0)[-WINDOW:]
    if len(moves) < 4:
        return None
    turns = int(np.count_nonzero(np.sum(moves[1:] * moves[:-1], axis=1) < 0))
    rises = int(np.count_nonzero(np.diff(run.loss.astype(np.float64))[-WINDOW:] >= 0))
    if min(turns, rises) < len(moves) / 4:
        return None
    return Outcome(
        word="oscillating",
        reason=f"of the last {len(moves)} steps {turns} turned back and {rises} did not lower the loss",
    )


def _stalled(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    if run.steps < WINDOW:
        return None
    wandered = float(np.max(np.hypot(*(path[-WINDOW:] - path[-1]).T)))
    slope = float(np.hypot(*run.gradient[-1].astype(np.float64)))
    if wandered > NEAR * _width(problem) or slope > GENTLE * usual_slope(problem):
        return None
    return Outcome(
        word="stalled",
        reason=f"gradient {slope:.2g}, {wandered:.2g} in {WINDOW} steps, at {place(path[-1])}; {_progress(problem, path)}",
    )


def usual_slope(problem: Problem) -> float:
    """The median length of the gradient over the map."""
    x, y = np.meshgrid(*(np.linspace(low, high, 21) for low, high in problem.domain))
    with np.errstate(all="ignore"):
        slopes = np.hypot(*(slope.numpy(x, y) for slope in gradient_of(problem)))
    finite = slopes[np.isfinite(slopes)]
    return float(np.median(finite)) if len(finite) else 0.0
