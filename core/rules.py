"""Update rules written by hand: one function a rule, in the shape of its equation.

A rule is `(parameters, gradient, state, settings) -> (parameters, state)`, with parameters and gradient of shape (n,) in
settings.dtype. It changes nothing in place. Conventions follow Keras.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.settings import DescentSettings


def sgd(parameters: np.ndarray, gradient: np.ndarray, state: Any, settings: DescentSettings) -> tuple[np.ndarray, Any]:
    """Plain gradient descent: `w = w - learning_rate * gradient`. It has no memory.

    Source: `keras.optimizers.SGD` with momentum 0.
    """
    learning_rate = parameters.dtype.type(settings.learning_rate)
    return parameters - learning_rate * gradient, state


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule, its first state for n parameters, and its update as a line of Python in `w`, `gradient` and `learning_rate`."""

    title: str
    update: Callable[[np.ndarray, np.ndarray, Any, DescentSettings], tuple[np.ndarray, Any]]
    line: str
    first_state: Callable[[int, np.dtype], Any] = lambda n, dtype: None


RULES: Mapping[str, Rule] = {
    "sgd": Rule(title="SGD", update=sgd, line="{parameter} - learning_rate * gradient"),
}
