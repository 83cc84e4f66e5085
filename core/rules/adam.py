"""Adam, its forms and nearest relatives: an average of gradients over the root of an average of their squares."""

from typing import NamedTuple

import numpy as np

from core.rules.given import Given, Quantity


class Moments(NamedTuple):
    """m and v, averages of gradients and of their squares, alpha, the effective learning rate, and the step."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    alpha: Quantity = 0.0
    step: Quantity = 0.0


class Corrected(NamedTuple):
    """m and v as above, m_hat and v_hat, the same freed of their start at 0, and the step."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    step: Quantity = 0.0


class Highest(NamedTuple):
    """m and v as above, v_max, the highest v so far, alpha, the effective learning rate, and the step."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    v_max: Quantity = 0.0
    alpha: Quantity = 0.0
    step: Quantity = 0.0


class Norm(NamedTuple):
    """m as above, u, a fading maximum of gradients, alpha, the effective learning rate, and the step."""

    m: Quantity = 0.0
    u: Quantity = 0.0
    alpha: Quantity = 0.0
    step: Quantity = 0.0


def adam(w: np.ndarray, gradient: np.ndarray, before: Moments, given: Given) -> tuple[np.ndarray, Moments]:
    """Steps of nearly the learning rate's length, whatever the gradient's size.

    Keras, `Adam`: `alpha = learning_rate * sqrt(1 - beta_2**t) / (1 - beta_1**t); w -= alpha * m / (sqrt(v) + epsilon)`:
    epsilon on the uncorrected root, so it weighs more in the first steps than in the paper's form.
    Source: Kingma and Ba, "Adam", 2014, the remark that ends section 2.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    alpha = given.learning_rate * np.sqrt(1 - given.beta_2**given.t) / (1 - given.beta_1**given.t)
    step = alpha * m / (np.sqrt(v) + given.epsilon)
    return w - step, Moments(m, v, alpha, step)


def adam_paper(w: np.ndarray, gradient: np.ndarray, before: Corrected, given: Given) -> tuple[np.ndarray, Corrected]:
    """Adam with epsilon on the corrected root, as in the paper and PyTorch: `w -= learning_rate * m_hat / (sqrt(v_hat) +
    epsilon)`.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    m_hat = m / (1 - given.beta_1**given.t)
    v_hat = v / (1 - given.beta_2**given.t)
    step = given.learning_rate * m_hat / (np.sqrt(v_hat) + given.epsilon)
    return w - step, Corrected(m, v, m_hat, v_hat, step)


def adam_inside(w: np.ndarray, gradient: np.ndarray, before: Moments, given: Given) -> tuple[np.ndarray, Moments]:
    """Adam with epsilon inside the uncorrected root: `w -= alpha * m / sqrt(v + epsilon)`."""
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    alpha = given.learning_rate * np.sqrt(1 - given.beta_2**given.t) / (1 - given.beta_1**given.t)
    step = alpha * m / np.sqrt(v + given.epsilon)
    return w - step, Moments(m, v, alpha, step)


def adam_inside_corrected(
    w: np.ndarray, gradient: np.ndarray, before: Corrected, given: Given
) -> tuple[np.ndarray, Corrected]:
    """Adam with epsilon inside the corrected root: `w -= learning_rate * m_hat / sqrt(v_hat + epsilon)`."""
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    m_hat = m / (1 - given.beta_1**given.t)
    v_hat = v / (1 - given.beta_2**given.t)
    step = given.learning_rate * m_hat / np.sqrt(v_hat + given.epsilon)
    return w - step, Corrected(m, v, m_hat, v_hat, step)


def adam_uncorrected(w: np.ndarray, gradient: np.ndarray, before: Moments, given: Given) -> tuple[np.ndarray, Moments]:
    """Adam without bias correction: `w -= learning_rate * m / (sqrt(v) + epsilon)`.

    m and v start at 0 and v wakes later, so the first steps are (1 - beta_1) / sqrt(1 - beta_2) times as long.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    alpha = given.learning_rate
    step = alpha * m / (np.sqrt(v) + given.epsilon)
    return w - step, Moments(m, v, alpha, step)


def amsgrad(w: np.ndarray, gradient: np.ndarray, before: Highest, given: Given) -> tuple[np.ndarray, Highest]:
    """Adam that never forgets its largest gradients.

    Keras, `Adam` with amsgrad: `v_max = max(v_max, v)` of the uncorrected v; the rest is Adam with v_max for v.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    v_max = np.maximum(before.v_max, v)
    alpha = given.learning_rate * np.sqrt(1 - given.beta_2**given.t) / (1 - given.beta_1**given.t)
    step = alpha * m / (np.sqrt(v_max) + given.epsilon)
    return w - step, Highest(m, v, v_max, alpha, step)


def amsgrad_paper(w: np.ndarray, gradient: np.ndarray, before: Highest, given: Given) -> tuple[np.ndarray, Highest]:
    """AMSGrad as its paper has it: without bias correction. Source: Reddi, Kale and Kumar, "On the convergence of Adam
    and beyond", 2018.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    v_max = np.maximum(before.v_max, v)
    alpha = given.learning_rate
    step = alpha * m / (np.sqrt(v_max) + given.epsilon)
    return w - step, Highest(m, v, v_max, alpha, step)


def adamax(w: np.ndarray, gradient: np.ndarray, before: Norm, given: Given) -> tuple[np.ndarray, Norm]:
    """Adam with a fading maximum instead of a root of squares.

    Keras, `Adamax`: `w -= learning_rate * m / ((1 - beta_1**t) * (u + epsilon))`; the paper has no epsilon.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    u = np.maximum(given.beta_2 * before.u, np.abs(gradient))
    alpha = given.learning_rate / (1 - given.beta_1**given.t)
    step = given.learning_rate * m / ((1 - given.beta_1**given.t) * (u + given.epsilon))
    return w - step, Norm(m, u, alpha, step)


def adamax_paper(w: np.ndarray, gradient: np.ndarray, before: Norm, given: Given) -> tuple[np.ndarray, Norm]:
    """Adamax without epsilon: `w -= learning_rate / (1 - beta_1**t) * m / u`, which has no value while all gradients were 0.

    Source: Kingma and Ba, "Adam: A method for stochastic optimization", 2015, algorithm 2.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    u = np.maximum(given.beta_2 * before.u, np.abs(gradient))
    alpha = given.learning_rate / (1 - given.beta_1**given.t)
    step = alpha * m / u
    return w - step, Norm(m, u, alpha, step)


def adamax_uncorrected(w: np.ndarray, gradient: np.ndarray, before: Norm, given: Given) -> tuple[np.ndarray, Norm]:
    """Adamax without bias correction: `w -= learning_rate * m / (u + epsilon)`."""
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    u = np.maximum(given.beta_2 * before.u, np.abs(gradient))
    alpha = given.learning_rate
    step = alpha * m / (u + given.epsilon)
    return w - step, Norm(m, u, alpha, step)


def muon(w: np.ndarray, gradient: np.ndarray, before: Moments, given: Given) -> tuple[np.ndarray, Moments]:
    """What Muon does to a number: it is made for matrices, and Keras hands everything else to AdamW.

    Keras, `Muon`: Adam as above with `adam_beta_1` and `adam_beta_2`, decoupled weight decay as `adam_weight_decay`.
    """
    m = before.m + (1 - given.adam_beta_1) * (gradient - before.m)
    v = before.v + (1 - given.adam_beta_2) * (np.square(gradient) - before.v)
    alpha = given.learning_rate * np.sqrt(1 - given.adam_beta_2**given.t) / (1 - given.adam_beta_1**given.t)
    step = alpha * m / (np.sqrt(v) + given.epsilon)
    return w - step, Moments(m, v, alpha, step)
