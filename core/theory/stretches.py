"""What a rail and a picture show of a number that may be any: a stretch about the problem's own scale."""

import math
from dataclasses import replace
from functools import lru_cache

from core.hyperparameters import LEARNING_RATES
from core.problems import Problem
from core.settings import STARTS
from core.theory.limits import curvature

# The learning rates of most lessons; a rail shows more where the problem's own scale lies elsewhere.
RATES = (1e-4, 100.0)
# Two sides of a range have a distance only while it is no larger than the largest number.
FARTHEST = STARTS[1] / 20
# How much wider than its domain a problem is seen from a start beyond it.
TIMES = tuple(float(f"{digit}e{decade}") for decade in range(300) for digit in (1, 2, 5))[1:]
# Of a loss with hundreds of minima the lowest few stand for all.
MOST_MINIMA = 8


@lru_cache(maxsize=64)
def rates_around(problem: Problem) -> tuple[float, float]:
    """The learning rates that a rail shows for a problem of one parameter: whole decades, `RATES` among them.

    Within them lies the limit of SGD at every minimum, which is 2 / L'', and that of momentum, at most twice as high.
    """
    bends = [curvature(problem, minimum) for (minimum,) in problem.minima[:MOST_MINIMA]]
    return reaching(*(2 / bend for bend in bends if 0 < bend < math.inf))


def reaching(*rates: float) -> tuple[float, float]:
    """`RATES`, or as many decades more as it takes to have a factor of two on both sides of each of `rates`."""
    within = [min(max(rate, LEARNING_RATES[0]), LEARNING_RATES[1]) for rate in rates]
    low = min([RATES[0], *(10.0 ** math.floor(math.log10(rate / 2)) for rate in within)])
    high = max([RATES[1], *(10.0 ** math.ceil(math.log10(rate * 2)) for rate in within)])
    return max(low, LEARNING_RATES[0]), min(high, LEARNING_RATES[1])


def seen_from(problem: Problem, start: tuple[float, ...]) -> Problem:
    """The same problem over a domain that holds `start`: its own, or one 2, 5, 10, 20, ... times as wide about its middle.

    In jumps, so that a picture of it stays as it is while the start moves. A slider's rail grows alike (see stretch.js).
    """
    sides = zip(problem.domain, start, strict=True)
    return replace(problem, domain=tuple(_widened(low, high, value) for (low, high), value in sides))


def _widened(low: float, high: float, value: float) -> tuple[float, float]:
    if low <= value <= high:
        return low, high
    middle, half = (low + high) / 2, (high - low) / 2
    factor = next((k for k in TIMES if abs(value - middle) <= k * half or k * half >= FARTHEST), TIMES[-1])
    return middle - factor * half, middle + factor * half


def rate_positions(low: float, high: float) -> int:
    """How many places a slider has between two learning rates: a hundred to the decade."""
    return round(100 * math.log10(high / low))


def start_positions(low: float, high: float) -> int:
    """How many places a slider has between two starts: hundredths, tenths, ..., so that there are some 500 or more."""
    unit = 10.0 ** math.floor(math.log10((high - low) / 500))
    return round((high - low) / unit)
