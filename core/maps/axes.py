"""What a map can lie along: a number of the settings, from low to high, and the value in the middle of each cell."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.hyperparameters import LEARNING_RATES, Hyperparameter, known
from core.problems import Problem
from core.rules import RULES
from core.settings import STEPS, DescentSettings
from core.theory.curvature import curvature
from core.theory.stretches import MOST_MINIMA

RATE, COUNT = "learning_rate", "steps"
# The rule by hand asks of these by Python's `if` and `max`, which know one number at a time: no map lies along them.
ONE_AT_A_TIME = frozenset({"t_mul", "cycle", "staircase", "centered"})
_OF_ITS_OWN = {("schedule_free_adamw", "warmup_steps")}
# So many times below the smallest limit, and above the largest; and the smallest share of a domain's width.
AROUND = (100.0, 4.0)
SMALLEST = 1e-4


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One number of the settings, from `low` to `high`.

    `name` is "learning_rate", "steps", a parameter's name for its start, or a hyper-parameter's Keras name; `spacing` is how
    cells spread between the two: "even", "log" or "near one" (see core.hyperparameters).
    """

    name: str
    low: float
    high: float
    spacing: str = "even"


def axes_of(settings: DescentSettings) -> dict[str, Axis]:
    """What can be an axis of these settings' maps, in the order to offer, each with a first stretch."""
    low, high = rates_of(settings)
    found = [Axis(name=RATE, low=low, high=high, spacing="log")]
    sides = zip(settings.problem.parameters, settings.problem.domain, strict=True)
    found += [Axis(name=name, low=low, high=high) for name, (low, high) in sides]
    records = known(settings.optimizer, settings.schedule)
    found += [_along(records[name]) for name, value in settings.hyperparameters if _can_lie(settings, name, value)]
    found.append(Axis(name=COUNT, low=STEPS[0], high=min(max(2 * settings.steps, 50), STEPS[1])))
    return {axis.name: axis for axis in found}


def rates_of(settings: DescentSettings) -> tuple[float, float]:
    """The learning rates that an axis shows at first: those about which something happens, from a round number to another.

    About the limits of a rule that has one; of others, whose steps are about as long as the rate, shares of the domain.
    """
    problem = settings.problem
    width = max(high - low for low, high in problem.domain)
    if RULES[settings.optimizer].linear is None:
        low, high = width * SMALLEST, width
    else:
        limits = _limits(problem) or (problem.learning_rate,)
        low, high = min(limits) / AROUND[0], max(limits) * AROUND[1]
    low, high = (min(max(rate, LEARNING_RATES[0]), LEARNING_RATES[1]) for rate in (low, high))
    return _round(low, math.floor), max(_round(high, math.ceil), 10 * _round(low, math.floor))


def _limits(problem: Problem) -> tuple[float, ...]:
    """The limit of SGD at every minimum that has one; of two parameters none is asked for."""
    if len(problem.parameters) > 1:
        return ()
    bends = [curvature(problem, minimum) for (minimum,) in problem.minima[:MOST_MINIMA]]
    return tuple(2 / bend for bend in bends if 0 < bend < math.inf)


def _round(rate: float, to: Callable[[float], int]) -> float:
    """The nearest 1, 2 or 5 of a decade below or above."""
    decade = math.floor(math.log10(rate))
    marks = [float(f"{digit}e{decade}") for digit in (1, 2, 5, 10)]
    below = max(mark for mark in marks if mark <= rate * (1 + 1e-9))
    above = min((mark for mark in marks if mark >= rate * (1 - 1e-9)), default=marks[-1])
    return below if to is math.floor else above


def _can_lie(settings: DescentSettings, name: str, value: float | bool) -> bool:
    one = isinstance(value, bool) or name in ONE_AT_A_TIME or (settings.optimizer, name) in _OF_ITS_OWN
    return not one


def _along(record: Hyperparameter) -> Axis:
    low, high = record.limits
    return Axis(name=record.name, low=low, high=high, spacing=record.spacing)


def is_whole(name: str) -> bool:
    """Whether the number of that name is a whole one."""
    return name.endswith("steps") or name.startswith("boundary_")


def values(axis: Axis, cells: int) -> np.ndarray:
    """The value in the middle of each cell, shape (cells,), float64: what a single run there gets, to the last bit.

    Whole numbers are rounded and may repeat.
    """
    found = _at(axis, np.arange(cells) + 0.5, cells)
    return np.rint(found) if is_whole(axis.name) else found


def _at(axis: Axis, place: np.ndarray, cells: int) -> np.ndarray:
    """The value at a place counted in cells from the low end."""
    # Written so that -low = high gives values of which each has its negative to the last bit.
    before, after = (cells - place) / cells, place / cells
    low, high = axis.low, axis.high
    match axis.spacing:
        case "log":
            found = np.exp2(before * np.log2(low) + after * np.log2(high))
        case "near one":
            found = 1 - np.exp2(before * np.log2(1 - low) + after * np.log2(1 - high))
        case _:
            found = before * low + after * high
    return np.clip(found, low, high)


def cell_of(axis: Axis, cells: int, value: float) -> int:
    """The cell that a value lies in; of one beyond the axis the nearest."""
    if is_whole(axis.name):
        return int(np.argmin(np.abs(values(axis, cells) - value)))
    edges = _at(axis, np.arange(1, cells), cells)
    return int(np.searchsorted(edges, value, "right"))


def resolved(axis: Axis, cells: int, dtype: str = "float64") -> bool:
    """Whether neighbouring cells have different values in that precision; of whole numbers, whether there are two at all."""
    with np.errstate(over="ignore"):
        found = values(axis, cells).astype(dtype)
    return bool(found[0] != found[-1]) if is_whole(axis.name) else bool(np.all(found[1:] > found[:-1]))


def with_value(settings: DescentSettings, name: str, value: float) -> DescentSettings:
    """The settings with another value of what an axis of that name lies along."""
    number = round(float(value)) if is_whole(name) else float(value)
    if name in (RATE, COUNT):
        return replace(settings, **{name: number})
    if name in settings.problem.parameters:
        at = settings.problem.parameters.index(name)
        return replace(settings, start=(*settings.start[:at], number, *settings.start[at + 1 :]))
    pairs = tuple((other, number if other == name else old) for other, old in settings.hyperparameters)
    return replace(settings, hyperparameters=pairs)


def value_of(settings: DescentSettings, name: str) -> float:
    """What the settings have for an axis of that name. KeyError for a name they do not know."""
    if name in (RATE, COUNT):
        return float(getattr(settings, name))
    at = dict(zip(settings.problem.parameters, settings.start, strict=True))
    return float(at[name] if name in at else dict(settings.hyperparameters)[name])
