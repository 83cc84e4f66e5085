"""What theory says before any step is taken: curvature, the learning-rate limit, the predicted loss.

Near a minimum w* a smooth loss is a parabola with curvature L'' = d2L/dw2, on which a gradient-descent step multiplies the
distance w - w* by 1 - learning_rate * L''. That factor is below 1 in size while learning_rate < 2 / L''.
"""

import math
from functools import lru_cache

import numpy as np

from core.formulas import FormulaError, parse
from core.problems import Problem
from core.settings import DescentSettings


def nearest_minimum(problem: Problem, point: float) -> float | None:
    """The known minimum nearest to `point`, None where no minimum is known or `point` is not finite."""
    if not problem.minima or not math.isfinite(point):
        return None
    return min((minimum[0] for minimum in problem.minima), key=lambda minimum: abs(minimum - point))


@lru_cache(maxsize=256)
def curvature(problem: Problem, point: float) -> float:
    """The second derivative of the loss at `point`, by symbols, in float64; inf at a kink.

    A kink shows itself by a derivative that no formula can write: that of `sign`.
    """
    (parameter,) = problem.parameters
    try:
        second = parse(problem.loss, problem.parameters).derivative(parameter).derivative(parameter)
    except FormulaError:
        return math.inf
    with np.errstate(all="ignore"):
        return float(second.numpy(np.float64(point)))


def learning_rate_limit(problem: Problem, minimum: float) -> float:
    """2 / L'': the learning rate from which `minimum` no longer attracts. inf where L'' is 0, 0 at a kink."""
    bend = curvature(problem, minimum)
    return 2 / bend if bend > 0 else math.inf


def step_factor(settings: DescentSettings, minimum: float) -> float:
    """1 - learning_rate * L'': what a step multiplies the distance to `minimum` by, near it."""
    return 1 - settings.learning_rate * curvature(settings.problem, minimum)


def predicted_loss(settings: DescentSettings, minimum: float) -> np.ndarray | None:
    """The loss per step on the parabola that touches the loss at `minimum`, shape (steps + 1,), float64.

    None where there is no such parabola, at a kink or where the curvature is 0.
    """
    problem = settings.problem
    bend = curvature(problem, minimum)
    if not 0 < bend < math.inf:
        return None
    lowest = float(parse(problem.loss, problem.parameters).numpy(np.float64(minimum)))
    factor = 1 - settings.learning_rate * bend
    with np.errstate(all="ignore"):
        distance = (settings.start[0] - minimum) * np.float64(factor) ** np.arange(settings.steps + 1)
        return lowest + bend / 2 * distance**2


def verdict(settings: DescentSettings, minimum: float) -> str:
    """The learning rate against its limit at `minimum`, in one sentence."""
    rate, limit = settings.learning_rate, learning_rate_limit(settings.problem, minimum)
    (parameter,) = settings.problem.parameters
    place = f"{parameter} = {minimum:.4g}"
    if limit == 0:
        return f"The loss has a kink at {place}: no learning rate is small enough to settle there."
    if limit == math.inf:
        return f"The loss has no curvature at {place}: no learning-rate limit holds there, and no factor is constant."
    sign = "<" if rate < limit else "=" if rate == limit else ">"
    factor = step_factor(settings, minimum)
    effect = "" if rate < limit else ", so the minimum " + ("repels" if rate > limit else "neither attracts nor repels")
    return (
        f"{rate:.4g} {sign} {limit:.4g} = 2/L″: near {place} each step multiplies the distance by {factor:.3g}{effect}."
    )
