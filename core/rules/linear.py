"""Rules that are linear: what a step of theirs makes of distance and velocity near a minimum.

On a parabola with curvature L'' a step of gradient descent multiplies the distance by 1 - learning_rate * L''; with momentum
it multiplies distance and velocity by a matrix. Source: Goh, "Why momentum really works", 2017.
"""

from collections.abc import Callable
from dataclasses import dataclass

Matrix = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Linear:
    """A rule that near a minimum multiplies (distance, velocity) by a constant matrix.

    `matrix` takes learning_rate * L'' and the momentum; `bound` is the largest learning_rate * L'' for which both eigenvalues
    lie within the unit circle, by Jury's criterion, and `written` how that is said.
    """

    matrix: Callable[[float, float], Matrix]
    bound: Callable[[float], float]
    written: str


SGD = Linear(lambda rh, b: ((1 - rh, 0.0), (0.0, 0.0)), lambda b: 2.0, "2/L″")
MOMENTUM = Linear(lambda rh, b: ((1 - rh, b), (-rh, b)), lambda b: 2 * (1 + b), "2(1 + momentum)/L″")
NESTEROV = Linear(
    lambda rh, b: ((1 - rh * (1 + b), b * b), (-rh, b)),
    lambda b: 2 * (1 + b) / (1 + 2 * b),
    "2(1 + momentum)/(1 + 2 momentum)/L″",
)
