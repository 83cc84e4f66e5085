"""What a rule is given besides parameters, gradient and memory."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.rules.side_by_side import Numbers
from core.settings import DescentSettings

# Of every parameter, or of all alike: an array of shape (n,), or a scalar.
Quantity = np.ndarray | np.floating | float


class Given:
    """The hyper-parameters by their Keras names as Python numbers, and what changes from step to step.

    `learning_rate` is that of this step and `t` its number counted from 1, both scalars of the run's dtype. A Python number
    takes the dtype of the array it meets, as in Keras: `1 - beta_2` is computed in float64 and rounded then. `one` is a 1
    of the run's dtype, for the places where Keras rounds beta_2 before it subtracts. For runs side by side `many` has those
    hyper-parameters of which each run has its own (see core.rules.side_by_side), and `learning_rate` may be an array too.
    """

    learning_rate: Any
    t: np.floating
    weight_decay: float = 0.0  # until it is switched on

    def __init__(self, settings: DescentSettings, many: Mapping[str, np.ndarray] | None = None) -> None:
        self._dtype = np.dtype(settings.dtype)
        self.one = self.number(1)
        self.__dict__.update(settings.hyperparameters)
        self.__dict__.update({name: Numbers(values) for name, values in (many or {}).items()})
        if "adam_weight_decay" in self.__dict__:  # Muon's name for what everything but matrices gets
            self.weight_decay = self.adam_weight_decay

    def number(self, value: Any) -> Any:
        """A number, or many, in the run's dtype."""
        return value.as_(self._dtype) if isinstance(value, Numbers) else self._dtype.type(value)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the settings have no hyper-parameter {name}")
