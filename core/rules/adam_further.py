"""What grew out of Adam: Nadam, Lamb, ScheduleFreeAdamW. m, v, m_hat, v_hat and the step are Adam's (see core.rules.adam)."""

from typing import NamedTuple

import numpy as np

from core.rules.given import Given, Quantity


class Ahead(NamedTuple):
    """m, v, m_hat, v_hat and the step as in Adam; mu, the momentum of this step, ahead, that of the next, and product, that
    of all so far.
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
    """m, v, m_hat, v_hat and the step as in Adam, and average, the part of m in m_hat."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    average: Quantity = 0.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    step: Quantity = 0.0


class Trusted(NamedTuple):
    """m, v, m_hat and v_hat as in Adam, update, Adam's direction, the sizes of w and of the direction, and their ratio."""

    m: Quantity = 0.0
    v: Quantity = 0.0
    m_hat: Quantity = 0.0
    v_hat: Quantity = 0.0
    update: Quantity = 0.0
    w_size: Quantity = 0.0
    size: Quantity = 0.0
    ratio: Quantity = 0.0


class Free(NamedTuple):
    """z, where the steps lead, v as in Adam, x, the average of all z, x_before, what it was before the step, and the rate
    after the warm-up; w lies between z and x.
    """

    z: Quantity
    x: Quantity
    v: Quantity = 0.0
    x_before: Quantity = 0.0
    rate: Quantity = 0.0


class Weighted(NamedTuple):
    """z, x and v as above, total, the sum of all squared rates, how far the warm-up is, the rate, and its share in total."""

    z: Quantity
    x: Quantity
    v: Quantity = 0.0
    total: Quantity = 0.0
    warmup: Quantity = 0.0
    rate: Quantity = 0.0
    share: Quantity = 0.0


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

    Keras, `Lamb`: `w -= ratio * learning_rate * m_hat / (sqrt(v_hat) + epsilon)` with `ratio = |w| / |that|`, 1 unless
    both are above 0. For one number every step is the share learning_rate of w, and w cannot change its sign for a
    learning rate below 1. Source: You et al., "Large batch optimization for deep learning", 2019.
    """
    m = before.m + (1 - given.beta_1) * (gradient - before.m)
    v = before.v + (1 - given.beta_2) * (np.square(gradient) - before.v)
    m_hat = m / (1 - given.beta_1**given.t)
    v_hat = v / (1 - given.beta_2**given.t)
    update = m_hat / (np.sqrt(v_hat) + given.epsilon)
    w_size = np.sqrt(np.square(w))
    size = np.sqrt(np.square(update))
    ratio = np.where((w_size > 0) & (size > 0), w_size / size, given.one)
    return w - ratio * given.learning_rate * update, Trusted(m, v, m_hat, v_hat, update, w_size, size, ratio)


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
    w: np.ndarray, gradient: np.ndarray, before: Weighted, given: Given
) -> tuple[np.ndarray, Weighted]:
    """ScheduleFreeAdamW as its paper has it: x is the average of all z, each weighted by the square of its learning rate.

    `rate = learning_rate * sqrt(1 - beta_2**t) * min(t / warmup_steps, 1)`, `z -= rate * (g / (sqrt(v) + epsilon) +
    weight_decay * w)`, `x = (1 - share) * x + share * z` with `share = rate**2 / (the sum of all rate**2)`, 1 as long as
    that sum is 0 in the run's precision. Weight decay is part of the step, for w is made anew from z and x. Source: Defazio
    et al., "The road less scheduled", 2024, algorithm 1.
    """
    warmup = np.minimum(given.t / max(given.warmup_steps, 1), given.one)
    rate = given.learning_rate * np.sqrt(given.one - given.beta_2**given.t) * warmup
    v = before.v + (given.one - given.beta_2) * (np.square(gradient) - before.v)
    z = before.z - rate * (gradient / (np.sqrt(v) + given.epsilon) + given.weight_decay * w)
    total = before.total + np.square(rate)
    share = np.where(total > 0, np.square(rate) / total, given.one)
    x = (given.one - share) * before.x + share * z
    return (given.one - given.beta_1) * z + given.beta_1 * x, Weighted(z, x, v, total, warmup, rate, share)
