"""What Keras does before a rule steps: it clips the gradient, then it lets the parameters decay.

Each is `(w, gradient, given) -> (gradient, quantities)` or `-> (w, quantities)`, in the shape of its equation, with what it
computed on the way; none has a memory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.rules.given import Given, Quantity
from core.settings import DescentSettings

# The convention that lets weight decay pass through the rule. It goes with every rule that has weight decay.
COUPLED = "coupled"


class Alone(NamedTuple):
    """Nothing besides the result."""


class Norm(NamedTuple):
    """The norm of the gradient as a whole."""

    norm: Quantity = 0.0


Prepared = tuple[np.ndarray, Alone | Norm]


def clipvalue(w: np.ndarray, gradient: np.ndarray, given: Given) -> Prepared:
    """Each part of the gradient kept within -clipvalue and clipvalue."""
    return np.clip(gradient, -given.clipvalue, given.clipvalue), Alone()


def clipnorm(w: np.ndarray, gradient: np.ndarray, given: Given) -> Prepared:
    """Each variable's gradient shortened to clipnorm: `g * clipnorm / max(norm, clipnorm)`.

    Every parameter is a variable of its own here, so its norm is its size.
    """
    return gradient * given.clipnorm / np.maximum(np.sqrt(np.square(gradient)), given.clipnorm), Alone()


def global_clipnorm(w: np.ndarray, gradient: np.ndarray, given: Given) -> Prepared:
    """The gradient as a whole shortened: `g * (global_clipnorm * min(1 / norm, 1 / global_clipnorm) + (norm - norm))`.

    The last term is 0, and NaN where the norm overflows: Keras would rather have no step than one of length 0.
    """
    norm = np.sqrt(np.sum(np.square(gradient), axis=0))
    return gradient * (given.global_clipnorm * np.minimum(1 / norm, 1 / given.global_clipnorm) + (norm - norm)), Norm(
        norm
    )


def decoupled(w: np.ndarray, gradient: np.ndarray, given: Given) -> Prepared:
    """Weight decay beside the gradient: `w -= w * weight_decay * learning_rate`, before the step."""
    return w - w * given.weight_decay * given.learning_rate, Alone()


def coupled(w: np.ndarray, gradient: np.ndarray, given: Given) -> Prepared:
    """Weight decay inside the gradient, as L2 regularisation: `g += weight_decay * w`, after clipping.

    For plain SGD the same step but for rounding; an adaptive rule divides it away.
    """
    return gradient + given.weight_decay * w, Alone()


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Something done before the rule: what it replaces, "w" or "gradient", under which name the result is recorded, and the
    names of what else it hands back.
    """

    what: str
    target: str
    quantity: str
    function: Callable[[np.ndarray, np.ndarray, Given], Prepared]
    also: tuple[str, ...] = ()


def _clipping(function: Callable[[np.ndarray, np.ndarray, Given], Prepared], also: tuple[str, ...] = ()) -> Preparation:
    return Preparation(
        what="the gradient clipped", target="gradient", quantity="clipped_gradient", function=function, also=also
    )


CLIPPINGS: Mapping[str, Preparation] = {
    "clipvalue": _clipping(clipvalue),
    "clipnorm": _clipping(clipnorm),
    "global_clipnorm": _clipping(global_clipnorm, Norm._fields),
}
DECOUPLED_DECAY = Preparation(what="weight decay", target="w", quantity="decayed_w", function=decoupled)
COUPLED_DECAY = Preparation(
    what="weight decay inside the gradient", target="gradient", quantity="decaying_gradient", function=coupled
)


def decays(settings: DescentSettings) -> bool:
    """Whether weight decay is among the hyper-parameters, by whichever name."""
    return any(name.endswith("weight_decay") for name, _ in settings.hyperparameters)
