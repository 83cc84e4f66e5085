"""Ticks of an axis: round values and where they lie on it, written with as many digits as tell neighbours apart."""

import math
from decimal import Decimal
from typing import NamedTuple

from core.maps.axes import Axis, is_whole

STEPS = (1, 2, 2.5, 5, 10)
# A logarithmic axis of fewer decades is marked as an even one.
FEW_DECADES = 1.5
# A tick at an end of the axis may lie beyond it by so much, as a share.
ROUNDING = 1e-9


class Tick(NamedTuple):
    """A place on the axis, as a share of its length from the low end, and the text at it."""

    share: float
    text: str


def ticks(axis: Axis, most: int = 7) -> list[Tick]:
    """Up to about so many ticks. None where float64 has no two numbers for them between the ends."""
    if axis.spacing == "log" and math.log10(axis.high / axis.low) >= FEW_DECADES:
        values = _decades(axis, most)
    elif axis.spacing == "near one" and (1 - axis.low) / (1 - axis.high) >= 10**FEW_DECADES:
        values = sorted(float(1 - value) for value in _decades(_turned(axis), most))
    else:
        values = _even(axis, most)
    found = [Tick(share_of(axis, float(value)), _text(value)) for value in values]
    return [tick for tick in found if -ROUNDING <= tick.share <= 1 + ROUNDING]


def share_of(axis: Axis, value: float) -> float:
    """Where a value lies on the axis, 0 at its low end and 1 at its high one; beyond them below 0 or above 1."""
    if axis.spacing == "log":
        return math.log(value / axis.low) / math.log(axis.high / axis.low) if value > 0 else -math.inf
    if axis.spacing == "near one":
        away = math.log((1 - axis.high) / (1 - axis.low))
        return math.log((1 - value) / (1 - axis.low)) / away if value < 1 else math.inf
    return (value - axis.low) / (axis.high - axis.low)


def _turned(axis: Axis) -> Axis:
    return Axis(name=axis.name, low=1 - axis.high, high=1 - axis.low, spacing="log")


def _even(axis: Axis, most: int) -> list[Decimal]:
    """Multiples of a round step, in decimals, so that none is written with a digit too many."""
    low, high = Decimal(str(axis.low)), Decimal(str(axis.high))
    rough = (high - low) / most
    if rough <= 0:
        return []
    decade = Decimal(10) ** rough.adjusted()
    step = next(Decimal(str(step)) * decade for step in STEPS if Decimal(str(step)) * decade >= rough)
    if is_whole(axis.name):
        step = max(step.to_integral_value(), Decimal(1))
    first = math.ceil(low / step)
    return [step * k for k in range(first, math.floor(high / step) + 1)]


def _decades(axis: Axis, most: int) -> list[Decimal]:
    first, last = math.ceil(math.log10(axis.low) - 1e-9), math.floor(math.log10(axis.high) + 1e-9)
    apart = max(1, math.ceil((last - first) / most))
    return [Decimal(10) ** k for k in range(first, last + 1, apart)]


def _text(value: Decimal | float) -> str:
    """Plain where that is short, else as a power of ten."""
    number = Decimal(str(value)) if isinstance(value, float) else value
    plain = f"{number.normalize():f}"
    if number == 0 or len(plain) <= 7 or 1e-4 <= abs(number) < 1e6:
        return plain
    return f"{number.normalize():e}".replace("e+", "e").replace("E+", "e").lower()
