"""How a run of two parameters ended, as a word and its reason."""

import numpy as np

from core.bottoms import known_lows, loss_of
from core.formulas import parse
from core.landscapes.valleys import BOXES
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
        or _in_valley(problem, run, path)
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
    if minimum is None and problem.bottoms:
        rise = loss_of(problem, tuple(path[-1].tolist())) - loss_of(problem, known_lows(problem)[0])
        return f"at {place(problem, path[-1])}, where the loss is {rise:.3g} above the flat bottom"
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


def _in_valley(problem: Problem, run: Trajectory, path: np.ndarray) -> Outcome | None:
    level = valley_at(problem, run)
    if level is None:
        return None
    far = np.flatnonzero(_above(problem, run, level) > NEAR * _width(problem))
    step = int(far[-1]) + 1 if len(far) else 0
    lowest = loss_of(problem, known_lows(problem)[0])
    rank = "the lowest minimum" if level <= lowest + 1e-9 * max(1.0, abs(lowest)) else "a minimum but not the lowest"
    reason = (
        f"from step {step} on, on the flat bottom where the loss is {level:.4g}, {rank}; at {place(problem, path[-1])}"
    )
    return Outcome(word="converged", step=step, reason=reason)


def valley_at(problem: Problem, run: Trajectory) -> float | None:
    """The loss of the valley that a run ended in, None if it ended in none."""
    end = run.parameters[-1].astype(np.float64)
    for valley in problem.bottoms:
        level = loss_of(problem, valley[0])
        near = np.all(np.abs(np.array(valley) - end) < 2 / BOXES * np.ptp(problem.domain, axis=1), axis=1).any()
        if near and _above(problem, run, level)[-1] <= NEAR * _width(problem):
            return level
    return None


def _above(problem: Problem, run: Trajectory, level: float) -> np.ndarray:
    """About how far each row is from a valley of that height: twice its height above over its gradient, as in a parabola."""
    rise = run.loss.astype(np.float64) - level
    noise = 16 * float(np.finfo(run.loss.dtype).eps) * (abs(level) + usual_slope(problem) * _width(problem))
    with np.errstate(all="ignore"):
        away = 2 * np.abs(rise) / np.hypot(*run.gradient.astype(np.float64).T)
    return np.where(np.abs(rise) <= noise, 0.0, np.nan_to_num(away, nan=np.inf))


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
