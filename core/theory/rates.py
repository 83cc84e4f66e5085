"""What a rule does near a minimum: its limit, and what a step multiplies the distance by, predicted and measured."""

import math

import numpy as np

from core.settings import DescentSettings
from core.theory.limits import linear, momentum_of
from core.theory.lows import lengths
from core.theory.quadratic import Quadratic
from core.trajectory import Trajectory

# The fewest steps by which a factor is measured.
FEWEST_STEPS = 8


def limit_of(settings: DescentSettings, quadratic: Quadratic) -> float | None:
    """The learning rate from which the minimum no longer attracts: `2 / most` for SGD, more with momentum.

    None for a rule that has no such limit, and where `quadratic` has no minimum.
    """
    rule = linear(settings)
    if rule is None or not quadratic.least > 0:
        return None
    return rule.bound(momentum_of(settings)) / quadratic.most


def predicted_factor(settings: DescentSettings, quadratic: Quadratic) -> float | None:
    """What a step multiplies the distance by in the long run, along the slower of the two axes; None for other rules."""
    rule = linear(settings)
    if rule is None or not quadratic.least > 0:
        return None
    if not math.isfinite(settings.learning_rate * quadratic.most):
        return math.inf
    matrices = [
        rule.matrix(settings.learning_rate * bend, momentum_of(settings)) for bend in (quadratic.least, quadratic.most)
    ]
    return max(float(np.max(np.abs(np.linalg.eigvals(np.array(matrix))))) for matrix in matrices)


def measured_factor(run: Trajectory, minimum: tuple[float, ...]) -> float | None:
    """What a step multiplied the distance to `minimum` by: the straight line through its logarithm, over the later half.

    Steps count as long as the distance is neither rounding nor beyond all bounds; None where fewer than 8 do, in the half.
    """
    distance = lengths(run.parameters.astype(np.float64) - minimum)
    info = np.finfo(run.parameters.dtype)
    # Around 0 numbers are as exact as they are small; elsewhere only to the last digit of the minimum's own.
    floor = max(100 * float(info.eps) * float(np.max(np.abs(minimum))), 100 * float(info.tiny))
    usable = np.isfinite(distance) & (distance > floor) & (distance < 1e-3 * float(info.max))
    last = int(np.argmin(usable)) if not usable.all() else len(usable)
    later = np.arange(last // 2, last)
    if len(later) < FEWEST_STEPS:
        return None
    return float(np.exp(np.polyfit(later - later[0], np.log(distance[later]), 1)[0]))
