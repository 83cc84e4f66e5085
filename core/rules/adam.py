"""Adam and its relatives: an average of gradients over the root of an average of their squares."""

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


class Ahead(NamedTuple):
    """m, v, m_hat, v_hat and the step as above; mu, the momentum of this step, ahead, that of the next, and product, that of
    all so far.
    """

    m: Quantity = 0.0
    v: Quantity = 0.0
    mu: Quantity = 0.0
    ahead: Quantity = 0.0
    product: Quantity = 1.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    step: Quantity = 0.0


class Looking(NamedTuple):
    """m, v, m_hat, v_hat and the step as above, and average, the part of m in m_hat."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    average: Quantity = 0.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    step: Quantity = 0.0


class Trusted(NamedTuple):
    """m, v, m_hat and v_hat as above, update, Adam's direction, and ratio, the size of w over that of the direction."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    update: Quantity = 0.0
    ratio: Quantity = 0.0


class Free(NamedTuple):
    """z, where the steps lead, v as above, x, the average of all z, x_before, what it was before the step, and the rate after
    the warm-up; w lies between z and x.
    """

    z: Quantity
    x: Quantity
    v: Quantity = 0.0
    x_before: Quantity = 0.0
    rate: Quantity = 0.0


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


def adamax_uncorrected(w: np.ndarray, gradient: np.ndarray, before: Norm, given: Given) -> tuple[np.ndarray, Norm]:
    """Adamax without bias correction: `w -= learning_rate * m / (u + epsilon)`."""
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    u = np.maximum(given.beta_2 * before.u, np.abs(gradient))
    alpha = given.learning_rate
    step = alpha * m / (u + given.epsilon)
    return w - step, Norm(m, u, alpha, step)


def nadam(w: np.ndarray, gradient: np.ndarray, before: Ahead, given: Given) -> tuple[np.ndarray, Ahead]:
    """Adam that looks ahead, as Nesterov's momentum does.

    Keras, `Nadam`: `mu(t) = beta_1 * (1 - 0.5 * 0.96**t)`, a schedule that no argument can change; `m_hat = mu(t + 1) * m /
    (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product)`; epsilon on the corrected root. 0.96 goes through float32 on
    its way to mu, but not on its way to the product of all mu. Source: Dozat, 2016.
    """
    mu = given.beta_1 * (1 - 0.5 * given.number(np.float32(0.96)) ** given.t)
    ahead = given.beta_1 * (1 - 0.5 * given.number(np.float32(0.96)) ** (given.t + 1))
    m = before.m + (given.one - given.beta_1) * (gradient - before.m)
    v = before.v + (given.one - given.beta_2) * (np.square(gradient) - before.v)
    product = before.product * given.beta_1 * (1 - 0.5 * 0.96**given.t)
    m_hat = ahead * m / (1 - product * ahead) + (1 - mu) * gradient / (1 - product)
    v_hat = v / (1 - given.beta_2**given.t)
    step = m_hat * given.learning_rate / (np.sqrt(v_hat) + given.epsilon)
    return w - step, Ahead(m, v, mu, ahead, product, m_hat, v_hat, step)


def nadam_constant(w: np.ndarray, gradient: np.ndarray, before: Looking, given: Given) -> tuple[np.ndarray, Looking]:
    """Nadam with a constant momentum, as in most summaries: `m_hat = beta_1 * m / (1 - beta_1**(t + 1)) + (1 - beta_1) * g /
    (1 - beta_1**t)`.
    """
    m = before.m + (given.one - given.beta_1) * (gradient - before.m)
    v = before.v + (given.one - given.beta_2) * (np.square(gradient) - before.v)
    average = given.beta_1 * m / (1 - given.beta_1 ** (given.t + 1))
    m_hat = average + (given.one - given.beta_1) * gradient / (1 - given.beta_1**given.t)
    v_hat = v / (1 - given.beta_2**given.t)
    step = m_hat * given.learning_rate / (np.sqrt(v_hat) + given.epsilon)
    return w - step, Looking(m, v, average, m_hat, v_hat, step)


def lamb(w: np.ndarray, gradient: np.ndarray, before: Trusted, given: Given) -> tuple[np.ndarray, Trusted]:
    """Adam's direction, in steps of a share of w itself.

    Keras, `Lamb`: `w -= ratio * learning_rate * m_hat / (sqrt(v_hat) + epsilon)` with `ratio = |w| / |that|`, 1 where one of
    them is 0. For one number every step is the share learning_rate of w, and w cannot change its sign for a learning rate
    below 1. Source: You et al., "Large batch optimization for deep learning", 2019.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    m_hat = m / (1 - given.beta_1**given.t)
    v_hat = v / (1 - given.beta_2**given.t)
    update = m_hat / (np.sqrt(v_hat) + given.epsilon)
    ratio = np.where((w != 0) & (update != 0), np.sqrt(np.square(w)) / np.sqrt(np.square(update)), given.one)
    return w - ratio * given.learning_rate * update, Trusted(m, v, m_hat, v_hat, update, ratio)


def muon(w: np.ndarray, gradient: np.ndarray, before: Moments, given: Given) -> tuple[np.ndarray, Moments]:
    """What Muon does to a number: it is made for matrices, and Keras hands everything else to AdamW.

    Keras, `Muon`: Adam as above with `adam_beta_1` and `adam_beta_2`, decoupled weight decay as `adam_weight_decay`.
    """
    m = before.m + (1 - given.adam_beta_1) * (gradient - before.m)
    v = before.v + (1 - given.adam_beta_2) * (np.square(gradient) - before.v)
    alpha = given.learning_rate * np.sqrt(1 - given.adam_beta_2**given.t) / (1 - given.adam_beta_1**given.t)
    step = alpha * m / (np.sqrt(v) + given.epsilon)
    return w - step, Moments(m, v, alpha, step)


def schedule_free_adamw(w: np.ndarray, gradient: np.ndarray, before: Free, given: Given) -> tuple[np.ndarray, Free]:
    """Adam's steps without momentum lead to z, x is the average of all z, and w lies between the two.

    Keras, `ScheduleFreeAdamW`: `z -= learning_rate * g / (sqrt(v / (1 - beta_2**t)) + epsilon); x = (1 - 1/t) * x + z / t;
    w = (1 - beta_1) * z + beta_1 * x`. Keras keeps no x but solves the last line for it; with TensorFlow it takes the new z
    for the old one there, for what it means to keep as the old is the variable itself. Source: Defazio et al., 2024.
    """
    rate = given.learning_rate * np.minimum(given.t / max(given.warmup_steps, 1), given.one)
    v = before.v + (given.one - given.beta_2) * (np.square(gradient) - before.v)
    z = before.z - rate * gradient / (np.sqrt(v / (1 - given.beta_2**given.t)) + given.epsilon)
    x_before = (w - (given.one - given.beta_1) * z) / given.beta_1
    x = (1 - 1 / given.t) * x_before + 1 / given.t * z
    return (given.one - given.beta_1) * z + given.beta_1 * x, Free(z, x, v, x_before, rate)


def schedule_free_adamw_paper(
    w: np.ndarray, gradient: np.ndarray, before: Free, given: Given
) -> tuple[np.ndarray, Free]:
    """ScheduleFreeAdamW as its paper has it: x is truly the average of all z."""
    rate = given.learning_rate * np.minimum(given.t / max(given.warmup_steps, 1), given.one)
    v = before.v + (given.one - given.beta_2) * (np.square(gradient) - before.v)
    z = before.z - rate * gradient / (np.sqrt(v / (1 - given.beta_2**given.t)) + given.epsilon)
    x_before = before.x
    x = (1 - 1 / given.t) * x_before + 1 / given.t * z
    return (given.one - given.beta_1) * z + given.beta_1 * x, Free(z, x, v, x_before, rate)
