"""What a linear rule does near a minimum of two parameters: its limit, and what a step multiplies the distance by."""

import math

import numpy as np

from core.settings import DescentSettings
from core.theory.limits import linear, momentum_of
from core.theory.quadratic import Quadratic


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
