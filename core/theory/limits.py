"""What theory says before any step is taken: curvature, the learning-rate limit, the predicted loss.

Near a minimum w* a smooth loss is a parabola with curvature L'' = d2L/dw2, on which a gradient-descent step multiplies the
distance w - w* by 1 - learning_rate * L''. That factor is below 1 in size while learning_rate < 2 / L''. With momentum a step
multiplies distance and velocity by a matrix. Source: Goh, "Why momentum really works", 2017.
"""

import math

import numpy as np

from core.problems.bottoms import interval_at, loss_of, written
from core.rules import RULES
from core.rules.linear import Linear, Matrix
from core.settings import DescentSettings
from core.theory.curvature import curvature, has_kink

_NO_LIMIT = (
    "No line of theory here: a limit and a constant factor are known for SGD, with momentum or without, at a constant "
    "learning rate and without decay and clipping."
)


def linear(settings: DescentSettings) -> Linear | None:
    """The rule of `settings` if it is linear: with a constant learning rate, without decay and clipping."""
    plain = settings.schedule == "constant" and {name for name, _ in settings.hyperparameters} <= {"momentum"}
    return RULES[settings.optimizer].linear if plain else None


def momentum_of(settings: DescentSettings) -> float:
    """The momentum of a linear rule, 0 for one without."""
    return float(dict(settings.hyperparameters).get("momentum", 0.0))


def learning_rate_limit(settings: DescentSettings, minimum: float) -> float | None:
    """The learning rate from which `minimum` no longer attracts: 2 / L'' for SGD, more with momentum.

    inf where L'' is 0, 0 where it is infinite, None for a rule or a schedule that has no such limit.
    """
    rule, bend = linear(settings), curvature(settings.problem, minimum)
    if rule is None:
        return None
    return rule.bound(momentum_of(settings)) / bend if bend > 0 else math.inf


def step_factor(settings: DescentSettings, minimum: float) -> float:
    """What a step multiplies the distance to `minimum` by, near it: 1 - learning_rate * L'' for SGD.

    With momentum the size of the larger eigenvalue, which is what a step multiplies by on average, in the long run.
    """
    rh = settings.learning_rate * curvature(settings.problem, minimum)
    rule = RULES[settings.optimizer].linear
    assert rule
    matrix = rule.matrix(rh, momentum_of(settings))
    if settings.optimizer == "sgd":
        return matrix[0][0]
    return float(np.max(np.abs(np.linalg.eigvals(np.array(matrix)))))


def predicted_loss(settings: DescentSettings, minimum: float) -> np.ndarray | None:
    """The loss per step on the parabola that touches the loss at `minimum`, shape (steps + 1,), float64.

    None where there is no such parabola, where the curvature is infinite or 0, and for rules that are not linear.
    """
    problem = settings.problem
    rule, bend = linear(settings), curvature(problem, minimum)
    if rule is None or not 0 < bend < math.inf:
        return None
    matrix = rule.matrix(settings.learning_rate * bend, momentum_of(settings))
    with np.errstate(all="ignore"):
        return (
            loss_of(problem, (minimum,))
            + bend / 2 * _distances(matrix, settings.start[0] - minimum, settings.steps) ** 2
        )


def _distances(matrix: Matrix, first: float, steps: int) -> np.ndarray:
    """The distance at every step, from a velocity of 0, shape (steps + 1,)."""
    ((a, b), (c, d)), velocity = matrix, np.float64(0)
    distances = np.empty(steps + 1)
    distance = np.float64(first)
    for step in range(steps + 1):
        distances[step] = distance
        distance, velocity = a * distance + b * velocity, c * distance + d * velocity
    return distances


def verdict(settings: DescentSettings, minimum: float) -> str:
    """The learning rate against its limit at `minimum`, in one sentence."""
    rule, rate, limit = linear(settings), settings.learning_rate, learning_rate_limit(settings, minimum)
    (parameter,) = settings.problem.parameters
    place = f"{parameter} = {minimum:.4g}"
    if rule is None or limit is None:
        return _NO_LIMIT
    flat = interval_at(settings.problem, minimum)
    if flat:
        said = written(settings.problem, flat)
        return (
            f"The minimum is {said}: it has no slope, so no learning-rate limit holds there, and no factor is constant."
        )
    if limit == 0:
        if has_kink(settings.problem, minimum):
            return f"The loss has a kink at {place}: no learning rate is small enough to settle there."
        return (
            f"The curvature is infinite at {place}: no learning rate is small enough to settle there, and gradient descent "
            "ends in a cycle around it."
        )
    if limit == math.inf:
        return f"The loss has no curvature at {place}: no learning-rate limit holds there, and no factor is constant."
    sign = "<" if rate < limit else "=" if rate == limit else ">"
    factor = step_factor(settings, minimum)
    effect = "" if rate < limit else ", so the minimum " + ("repels" if rate > limit else "neither attracts nor repels")
    often = "each step multiplies" if settings.optimizer == "sgd" else "in the long run a step multiplies"
    known = f"{rate:.4g} {sign} {limit:.4g} = {rule.written}"
    return f"{known}: near {place} {often} the distance by {factor:.3g}{effect}."
