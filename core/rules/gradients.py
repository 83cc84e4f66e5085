"""What Keras does before a rule steps: it clips the gradient, then it lets the parameters decay.

Each is `(w, gradient, given) -> gradient` or `-> w`, in the shape of its equation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.rules.given import Given
from core.settings import DescentSettings

# The convention that lets weight decay pass through the rule. It goes with every rule that has weight decay.
COUPLED = "coupled"


def clipvalue(w: np.ndarray, gradient: np.ndarray, given: Given) -> np.ndarray:
    """Each part of the gradient kept within -clipvalue and clipvalue."""
    return np.clip(gradient, -given.clipvalue, given.clipvalue)


def clipnorm(w: np.ndarray, gradient: np.ndarray, given: Given) -> np.ndarray:
    """Each variable's gradient shortened to clipnorm: `g * clipnorm / max(norm, clipnorm)`.

    Every parameter is a variable of its own here, so its norm is its size.
    """
    return gradient * given.clipnorm / np.maximum(np.sqrt(np.square(gradient)), given.clipnorm)


def global_clipnorm(w: np.ndarray, gradient: np.ndarray, given: Given) -> np.ndarray:
    """The gradient as a whole shortened: `g * global_clipnorm * min(1 / norm, 1 / global_clipnorm)`."""
    return gradient * (
        given.global_clipnorm * np.minimum(1 / np.sqrt(np.sum(np.square(gradient))), 1 / given.global_clipnorm)
    )


def decoupled(w: np.ndarray, gradient: np.ndarray, given: Given) -> np.ndarray:
    """Weight decay beside the gradient: `w -= w * weight_decay * learning_rate`, before the step."""
    return w - w * given.weight_decay * given.learning_rate


def coupled(w: np.ndarray, gradient: np.ndarray, given: Given) -> np.ndarray:
    """Weight decay inside the gradient, as L2 regularisation: `g += weight_decay * w`, after clipping.

    For plain SGD the same step but for rounding; an adaptive rule divides it away.
    """
    return gradient + given.weight_decay * w


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Something done before the rule: what it replaces, "w" or "gradient", and under which name the result is recorded."""

    what: str
    target: str
    quantity: str
    function: Callable[[np.ndarray, np.ndarray, Given], np.ndarray]


def _clipping(function: Callable[[np.ndarray, np.ndarray, Given], np.ndarray]) -> Preparation:
    return Preparation(what="the gradient clipped", target="gradient", quantity="clipped_gradient", function=function)


CLIPPINGS: Mapping[str, Preparation] = {
    "clipvalue": _clipping(clipvalue),
    "clipnorm": _clipping(clipnorm),
    "global_clipnorm": _clipping(global_clipnorm),
}
DECOUPLED_DECAY = Preparation(what="weight decay", target="w", quantity="decayed_w", function=decoupled)
COUPLED_DECAY = Preparation(
    what="weight decay inside the gradient", target="gradient", quantity="decaying_gradient", function=coupled
)


def decays(settings: DescentSettings) -> bool:
    """Whether weight decay is among the hyper-parameters, by whichever name."""
    return any(name.endswith("weight_decay") for name, _ in settings.hyperparameters)


def preparations(settings: DescentSettings) -> list[Preparation]:
    """What is done before each step of the rule, in Keras's order."""
    chosen = [CLIPPINGS[name] for name, _ in settings.hyperparameters if name in CLIPPINGS]
    if decays(settings):
        chosen.append(COUPLED_DECAY if settings.convention == COUPLED else DECOUPLED_DECAY)
    return chosen
