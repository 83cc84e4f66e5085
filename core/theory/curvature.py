"""The curvature of a loss of one parameter: by symbols, or by numbers where they have none, as at |w|^p about 0.

There a second difference with an arm of h goes as h^(p-2): it grows without end for p below 2, and comes to 0 for p above.
"""

import math
from functools import lru_cache

import numpy as np

from core.formulas import Formula, FormulaError, parse
from core.problems import Problem
from core.problems.bottoms import interval_at

# The arms of second differences, each the same share of the one before.
ARMS = (1e-3, 10**-3.5, 1e-4)
# Of the last value: what is no change, and what is no more than rounding. Of the change before: what is no smaller; that of a
# logarithm, which has no end either, is as large.
SETTLED, FAINT, PARTING = 1e-6, 1e-2, 0.995
# Of what a jump of the slope makes second differences grow by: what is no less.
JUMP = 0.98


@lru_cache(maxsize=256)
def curvature(problem: Problem, point: float) -> float:
    """The second derivative of the loss at `point`, in float64, by symbols or where they fail by numbers.

    inf at a kink and where the loss bends ever more, as |w|^1.5 does at 0. 0 on a flat bottom, its ends included: nothing
    brings a run back that has reached it.
    """
    if interval_at(problem, point):
        return 0.0
    (parameter,) = problem.parameters
    loss = parse(problem.loss, problem.parameters)
    wide, _, narrow = bends = _bends(loss, point)
    # About a kink a second difference grows as its arm gets shorter; elsewhere it stays.
    if not math.isfinite(narrow) or abs(narrow) > 2.5 * abs(wide) > 1e-3:
        return math.inf
    try:
        second = loss.derivative(parameter).derivative(parameter)
    except FormulaError:
        return _bend_by_numbers(loss, point, bends)
    with np.errstate(all="ignore"):
        bend = float(second.numpy(np.float64(point)))
    return _bend_by_numbers(loss, point, bends) if math.isnan(bend) else bend


def _bends(loss: Formula, point: float) -> tuple[float, ...]:
    """The second difference of a loss with each of `ARMS`, which are times the size of the point."""
    arms = np.array(ARMS) * max(abs(point), 1.0)
    with np.errstate(all="ignore"):
        values = [[float(loss.numpy(np.float64(point + k * arm))) for k in (-1, 0, 1)] for arm in arms]
        bends = [(left - 2 * here + right) / arm**2 for (left, here, right), arm in zip(values, arms, strict=True)]
    return tuple(map(float, bends))


def _bend_by_numbers(loss: Formula, point: float, bends: tuple[float, ...]) -> float:
    """What second differences come to as their arm shrinks: inf where they grow without end, as those of |w|^1.9 do."""
    arm = ARMS[-1] * max(abs(point), 1.0)
    with np.errstate(all="ignore"):
        noise = 8 * float(np.finfo(np.float64).eps) * abs(float(loss.numpy(np.float64(point)))) / arm**2
    return 0.0 if abs(bends[-1]) <= noise else _limit(*bends, noise=noise)


def _limit(a: float, b: float, c: float, *, noise: float) -> float:
    """Where three values go that approach one, each by the same share of the way: inf if they part ever more.

    Source: A. Aitken, "On Bernoulli's numerical solution of algebraic equations", 1926. What is left of pure powers is
    rounding, so a limit that is next to nothing beside the last value is 0.
    """
    before, after = b - a, c - b
    if abs(after) <= max(noise, SETTLED * abs(c)):
        return c
    if abs(after) >= PARTING * abs(before):
        return math.inf
    limit = c - after * after / (after - before)
    return 0.0 if abs(limit) <= max(noise, FAINT * abs(c)) else limit


@lru_cache(maxsize=256)
def has_kink(problem: Problem, point: float) -> bool:
    """Whether the slope jumps at `point`, or has no end there: of |w| and sqrt(|w|) it does at 0, of |w|^1.5 it does not."""
    a, b, c = _bends(parse(problem.loss, problem.parameters), point)
    # Of a jump of the slope a second difference grows as the arm shrinks, of |w|^p less; what both have besides cancels out.
    with np.errstate(all="ignore"):
        return not math.isfinite(c) or bool(abs(np.float64(c - b) / (b - a)) > JUMP * ARMS[0] / ARMS[1])
