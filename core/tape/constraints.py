"""What Keras itself says of a value that it refuses: asked, not copied."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from core.hyperparameters import HYPERPARAMETERS, SCHEDULE_HYPERPARAMETERS, Hyperparameter, first_values
from core.tape.keras_optimizers import OPTIMIZERS
from core.tape.schedules import SCHEDULES


def refusal(optimizer: str, name: str, value: float) -> str | None:
    """Keras's sentence about a value that it refuses for an optimizer's argument `name`, None if it takes the value."""
    return _refusal(lambda: OPTIMIZERS[optimizer].make(0.1, **{name: value}))


def schedule_refusal(schedule: str, name: str, value: float) -> str | None:
    """The same for an argument of a schedule."""
    first = dict(first_values(SCHEDULE_HYPERPARAMETERS[schedule]))
    return _refusal(lambda: SCHEDULES[schedule](0.1, **first | {name: value}))


def _refusal(make: Callable[[], Any]) -> str | None:
    try:
        make()
    except ValueError as error:
        # What Keras received stands behind; a sentence shows what was asked for and nothing that was typed.
        return str(error).split(" Received:")[0]
    return None


@lru_cache(maxsize=256)
def constraint(optimizer: str, schedule: str, of: Hyperparameter) -> str:
    """Keras's own sentence about the limits of a hyper-parameter, "" where it has none: asked for with values beyond them."""
    low, high = of.limits
    beyond = (low - 1, high + 1)
    said: list[str | None] = []
    if of in HYPERPARAMETERS[optimizer]:
        said = [refusal(optimizer, of.name, value) for value in beyond]
    elif of in SCHEDULE_HYPERPARAMETERS[schedule]:
        said = [schedule_refusal(schedule, of.name, value) for value in beyond]
    return next(filter(None, said), "")
