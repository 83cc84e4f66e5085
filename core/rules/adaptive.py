"""Rules that divide by the size of past gradients: Adagrad, Adadelta, RMSprop, Ftrl, Adafactor."""

from typing import NamedTuple

import numpy as np

from core.rules.given import Given, Quantity


class Sum(NamedTuple):
    """accumulator, the sum of squared gradients, and the step."""

    accumulator: Quantity
    step: Quantity = 0.0


class Averages(NamedTuple):
    """v and u, averages of squared gradients and of squared changes, and the change before the learning rate."""

    v: Quantity = 0.0
    u: Quantity = 0.0
    change: Quantity = 0.0


class MeanSquare(NamedTuple):
    """v, an average of squared gradients, average, one of gradients, m, the velocity, and the increment of m."""

    v: Quantity = 0.0
    average: Quantity = 0.0
    m: Quantity = 0.0
    increment: Quantity = 0.0


class Leader(NamedTuple):
    """accumulator, the sum of squared gradients; linear and quadratic, the terms of the function that w minimises; and the
    quantities on the way there.
    """

    accumulator: Quantity
    linear: Quantity = 0.0
    quadratic: Quantity = 0.0
    shrunk: Quantity = 0.0
    power: Quantity = 0.0
    sigma: Quantity = 0.0
    l2: Quantity = 0.0
    clipped: Quantity = 0.0


class Relative(NamedTuple):
    """v, an average of squared gradients, beta_2 of this step, alpha, the step's length, its direction, and that clipped."""

    v: Quantity = 0.0
    beta_2: Quantity = 0.0
    alpha: Quantity = 0.0
    direction: Quantity = 0.0
    clipped: Quantity = 0.0


def adagrad(w: np.ndarray, gradient: np.ndarray, before: Sum, given: Given) -> tuple[np.ndarray, Sum]:
    """Steps that shrink with all gradients seen so far.

    Keras, `Adagrad`: `w -= learning_rate * g / sqrt(accumulator + epsilon)`, epsilon inside the root, accumulator from 0.1.
    """
    accumulator = before.accumulator + np.square(gradient)
    step = given.learning_rate * gradient / np.sqrt(accumulator + given.epsilon)
    return w - step, Sum(accumulator, step)


def adagrad_outside(w: np.ndarray, gradient: np.ndarray, before: Sum, given: Given) -> tuple[np.ndarray, Sum]:
    """Adagrad with epsilon outside the root, as in most books: `w -= learning_rate * g / (sqrt(accumulator) + epsilon)`."""
    accumulator = before.accumulator + np.square(gradient)
    step = given.learning_rate * gradient / (np.sqrt(accumulator) + given.epsilon)
    return w - step, Sum(accumulator, step)


def adadelta(w: np.ndarray, gradient: np.ndarray, before: Averages, given: Given) -> tuple[np.ndarray, Averages]:
    """Steps as long as past changes, in the units of w: the learning rate is only a factor.

    Keras, `Adadelta`: `change = -sqrt(u + epsilon) / sqrt(v + epsilon) * g; w += learning_rate * change`, epsilon inside
    both roots; u averages the changes before the learning rate. Source: Zeiler, "Adadelta", 2012, with learning rate 1.
    """
    v = given.rho * before.v + (1 - given.rho) * np.square(gradient)
    change = -(np.sqrt(before.u + given.epsilon) * gradient / np.sqrt(v + given.epsilon))
    u = given.rho * before.u + (1 - given.rho) * np.square(change)
    return w + given.learning_rate * change, Averages(v, u, change)


def adadelta_outside(
    w: np.ndarray, gradient: np.ndarray, before: Averages, given: Given
) -> tuple[np.ndarray, Averages]:
    """Adadelta with epsilon outside both roots: `change = -(sqrt(u) + epsilon) / (sqrt(v) + epsilon) * g`.

    The first steps hang on epsilon alone, and are much smaller so.
    """
    v = given.rho * before.v + (1 - given.rho) * np.square(gradient)
    change = -((np.sqrt(before.u) + given.epsilon) * gradient / (np.sqrt(v) + given.epsilon))
    u = given.rho * before.u + (1 - given.rho) * np.square(change)
    return w + given.learning_rate * change, Averages(v, u, change)


def rmsprop(w: np.ndarray, gradient: np.ndarray, before: MeanSquare, given: Given) -> tuple[np.ndarray, MeanSquare]:
    """Steps divided by the recent size of the gradient; centered: by its recent spread.

    Keras, `RMSprop`: `increment = learning_rate * g / sqrt(v + epsilon)`, epsilon inside the root and the learning rate
    inside the velocity: `m = momentum * m + increment; w -= m`. Centered: `sqrt(v - average**2 + epsilon)`.
    """
    v = given.rho * before.v + (1 - given.rho) * np.square(gradient)
    average = given.rho * before.average + (1 - given.rho) * gradient
    increment = given.learning_rate * gradient / np.sqrt(v - np.square(given.centered * average) + given.epsilon)
    m = given.momentum * before.m + increment
    return w - m, MeanSquare(v, average, m, increment)


def rmsprop_outside(
    w: np.ndarray, gradient: np.ndarray, before: MeanSquare, given: Given
) -> tuple[np.ndarray, MeanSquare]:
    """RMSprop with epsilon outside the root, as in PyTorch: `increment = learning_rate * g / (sqrt(v) + epsilon)`."""
    v = given.rho * before.v + (1 - given.rho) * np.square(gradient)
    average = given.rho * before.average + (1 - given.rho) * gradient
    increment = given.learning_rate * gradient / (np.sqrt(v - np.square(given.centered * average)) + given.epsilon)
    m = given.momentum * before.m + increment
    return w - m, MeanSquare(v, average, m, increment)


def ftrl(w: np.ndarray, gradient: np.ndarray, before: Leader, given: Given) -> tuple[np.ndarray, Leader]:
    """Follow the regularised leader: w is where the sum of all past linear models, penalised, is lowest.

    Keras, `Ftrl`: with `p = -learning_rate_power` and `n = accumulator + g**2`, `linear += g - (n**p - accumulator**p) /
    learning_rate * w; w = (clip(linear, -l1, l1) - linear) / (n**p / learning_rate + 2 * l2)`. The shrinkage counts in
    `linear` but not in n. Source: McMahan et al., "Ad click prediction", 2013.
    """
    shrunk = gradient + 2 * given.l2_shrinkage_regularization_strength * w
    power = (before.accumulator + np.square(gradient)) ** -given.learning_rate_power
    sigma = (power - before.accumulator**-given.learning_rate_power) / given.learning_rate
    linear = before.linear + (shrunk - sigma * w)
    l2 = given.l2_regularization_strength + given.beta / (2 * given.learning_rate)
    quadratic = power / given.learning_rate + 2 * l2
    accumulator = before.accumulator + np.square(gradient)
    clipped = np.clip(linear, -given.l1_regularization_strength, given.l1_regularization_strength)
    return (clipped - linear) / quadratic, Leader(accumulator, linear, quadratic, shrunk, power, sigma, l2, clipped)


def adafactor(w: np.ndarray, gradient: np.ndarray, before: Relative, given: Given) -> tuple[np.ndarray, Relative]:
    """Steps relative to the size of w itself, and a memory that grows longer with every step.

    Keras, `Adafactor`: `alpha = max(epsilon_2, |w|) * min(learning_rate, 1 / sqrt(t)); beta_2 = 1 - t**beta_2_decay`. Of a
    single number there are no rows and columns to factor, and Keras's `relative_step` changes nothing: that minimum is
    taken either way. Source: Shazeer and Stern, "Adafactor", 2018.
    """
    alpha = np.maximum(given.epsilon_2, np.sqrt(np.square(w))) * np.minimum(given.learning_rate, 1 / np.sqrt(given.t))
    beta_2 = 1 - given.t**given.beta_2_decay
    v = beta_2 * before.v + (1 - beta_2) * (np.square(gradient) + given.epsilon_1)
    direction = gradient / np.sqrt(v)
    clipped = direction / np.maximum(1, np.sqrt(np.square(direction)) / given.clip_threshold)
    return w - alpha * clipped, Relative(v, beta_2, alpha, direction, clipped)
