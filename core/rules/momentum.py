"""Rules that step along the gradient or a velocity: SGD, momentum, Nesterov, Lion."""

from typing import NamedTuple

import numpy as np

from core.rules.given import Given, Quantity


class Nothing(NamedTuple):
    """The memory of a rule that has none."""


class Velocity(NamedTuple):
    """m, the velocity."""

    m: Quantity = 0.0


class Position(NamedTuple):
    """previous, the parameters one step ago, and how far they moved since."""

    previous: Quantity
    moved: Quantity = 0.0


class Direction(NamedTuple):
    """m, an average of gradients, and the direction taken."""

    m: Quantity = 0.0
    direction: Quantity = 0.0


def sgd(w: np.ndarray, gradient: np.ndarray, before: Nothing, given: Given) -> tuple[np.ndarray, Nothing]:
    """Plain gradient descent.

    Keras, `SGD` with momentum 0: `w -= learning_rate * g`.
    """
    return w - given.learning_rate * gradient, Nothing()


def momentum(w: np.ndarray, gradient: np.ndarray, before: Velocity, given: Given) -> tuple[np.ndarray, Velocity]:
    """A heavy ball: part of the last step is taken again.

    Keras, `SGD`: `m = momentum * m - learning_rate * g; w += m`, so the velocity holds steps, not gradients.
    """
    m = given.momentum * before.m - given.learning_rate * gradient
    return w + m, Velocity(m)


def momentum_outside(
    w: np.ndarray, gradient: np.ndarray, before: Velocity, given: Given
) -> tuple[np.ndarray, Velocity]:
    """Momentum with the learning rate outside the velocity, as in PyTorch: `m = momentum * m + g; w -= learning_rate * m`.

    The same path as Keras's while the learning rate is constant; with a schedule the two part.
    """
    m = given.momentum * before.m + gradient
    return w - given.learning_rate * m, Velocity(m)


def momentum_average(
    w: np.ndarray, gradient: np.ndarray, before: Velocity, given: Given
) -> tuple[np.ndarray, Velocity]:
    """Momentum as a moving average: `m = momentum * m + (1 - momentum) * g; w -= learning_rate * m`.

    Steps are smaller than Keras's by the factor 1 - momentum.
    """
    m = given.momentum * before.m + (1 - given.momentum) * gradient
    return w - given.learning_rate * m, Velocity(m)


def heavy_ball(w: np.ndarray, gradient: np.ndarray, before: Position, given: Given) -> tuple[np.ndarray, Position]:
    """Polyak's own form: `w[k+1] = w[k] - learning_rate * g + momentum * (w[k] - w[k-1])`, with no velocity to keep.

    The same path as Keras's while the learning rate is constant. Source: Polyak, "Some methods of speeding up the
    convergence of iteration methods", 1964.
    """
    moved = w - before.previous
    previous = w
    return w - given.learning_rate * gradient + given.momentum * moved, Position(previous, moved)


def nesterov(w: np.ndarray, gradient: np.ndarray, before: Velocity, given: Given) -> tuple[np.ndarray, Velocity]:
    """Momentum that looks ahead.

    Keras, `SGD` with nesterov: `m = momentum * m - learning_rate * g; w += momentum * m - learning_rate * g`: what Keras
    calls w is the point looked ahead to.
    """
    m = given.momentum * before.m - given.learning_rate * gradient
    return w + (given.momentum * m - given.learning_rate * gradient), Velocity(m)


def nesterov_outside(
    w: np.ndarray, gradient: np.ndarray, before: Velocity, given: Given
) -> tuple[np.ndarray, Velocity]:
    """Nesterov's momentum with the learning rate outside, as in PyTorch: `w -= learning_rate * (g + momentum * m)`."""
    m = given.momentum * before.m + gradient
    return w - given.learning_rate * (gradient + given.momentum * m), Velocity(m)


def lion(w: np.ndarray, gradient: np.ndarray, before: Direction, given: Given) -> tuple[np.ndarray, Direction]:
    """Only the sign of a mixture counts: every step is as long as the learning rate.

    Keras, `Lion`: `w -= learning_rate * sign(beta_1 * m + (1 - beta_1) * g)`, then `m = beta_2 * m + (1 - beta_2) * g`.
    Source: Chen et al., "Symbolic discovery of optimization algorithms", 2023.
    """
    direction = np.sign(given.beta_1 * before.m + (given.one - given.beta_1) * gradient)
    m = given.beta_2 * before.m + (given.one - given.beta_2) * gradient
    return w - given.learning_rate * direction, Direction(m, direction)
