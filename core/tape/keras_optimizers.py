"""Which Keras optimizer each name stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

import keras

_KERAS = keras.optimizers


@dataclass(frozen=True, kw_only=True)
class KerasOptimizer:
    """A Keras optimizer, called with a learning rate and hyper-parameters by name.

    `begins` says where a variable of its memory starts if not at a number of Keras's own: by the end of its name, a
    hyper-parameter or "start" for the parameters themselves.
    """

    make: Callable[..., Any]
    begins: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> tuple[str, dict[str, Any]]:
        """The class's name in Keras and the arguments that are always the same."""
        if isinstance(self.make, partial):
            return self.make.func.__name__, self.make.keywords
        return self.make.__name__, {}


_ACCUMULATOR = {"accumulator": "initial_accumulator_value"}

OPTIMIZERS: Mapping[str, KerasOptimizer] = {
    "sgd": KerasOptimizer(make=_KERAS.SGD),
    "momentum": KerasOptimizer(make=_KERAS.SGD),
    "nesterov": KerasOptimizer(make=partial(_KERAS.SGD, nesterov=True)),
    "adagrad": KerasOptimizer(make=_KERAS.Adagrad, begins=_ACCUMULATOR),
    "adadelta": KerasOptimizer(make=_KERAS.Adadelta),
    "rmsprop": KerasOptimizer(make=_KERAS.RMSprop),
    "adam": KerasOptimizer(make=_KERAS.Adam),
    "amsgrad": KerasOptimizer(make=partial(_KERAS.Adam, amsgrad=True)),
    "adamax": KerasOptimizer(make=_KERAS.Adamax),
    "nadam": KerasOptimizer(make=_KERAS.Nadam),
    "adamw": KerasOptimizer(make=_KERAS.AdamW),
    "lion": KerasOptimizer(make=_KERAS.Lion),
    "ftrl": KerasOptimizer(make=_KERAS.Ftrl, begins=_ACCUMULATOR),
    "adafactor": KerasOptimizer(make=_KERAS.Adafactor),
    "lamb": KerasOptimizer(make=_KERAS.Lamb),
    "muon": KerasOptimizer(make=_KERAS.Muon),
    "schedule_free_adamw": KerasOptimizer(make=_KERAS.ScheduleFreeAdamW, begins={"momentum": "start"}),
}


@lru_cache(maxsize=64)
def keras_learning_rate(optimizer: str) -> float:
    """Keras's own default."""
    return float(OPTIMIZERS[optimizer].make().learning_rate)
