"""Theory beside practice: what a step multiplies a racer's distance to the minimum by, predicted and measured."""

import math
from dataclasses import dataclass

import numpy as np

from core.landscapes.expedition import ExpeditionSettings, runs
from core.problems import Problem
from core.settings import DescentSettings
from core.theory.limits import linear
from core.theory.lows import nearest_minimum
from core.theory.quadratic import Quadratic, quadratic_at
from core.theory.rates import limit_of, predicted_factor
from core.theory.reasons import place
from core.theory.walk import Walks
from core.trajectory import Trajectory

FEWEST_STEPS = 8

NONE, NO_POINT = "No minimum is known.", "No minimum that is a point is known."


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Theory beside practice for one racer: `limit` of its learning rate, and what a step multiplies the distance to the
    minimum by in the long run, `predicted` and `measured`; None where there is no such number.
    """

    quadratic: Quadratic | None
    limit: float | None
    predicted: float | None
    measured: float | None
    verdict: str


def measured_factor(run: Trajectory, minimum: tuple[float, ...]) -> float | None:
    """What a step multiplied the distance to `minimum` by: the straight line through its logarithm, over the later half.

    Steps count as long as the distance is neither rounding nor beyond all bounds; None where fewer than 8 do, in the half.
    """
    distance = np.hypot(*(run.parameters.astype(np.float64) - minimum).T)
    info = np.finfo(run.parameters.dtype)
    # Around 0 numbers are as exact as they are small; elsewhere only to the last digit of the minimum's own.
    floor = max(100 * float(info.eps) * float(np.max(np.abs(minimum))), 100 * float(info.tiny))
    usable = np.isfinite(distance) & (distance > floor) & (distance < 1e-3 * float(info.max))
    last = int(np.argmin(usable)) if not usable.all() else len(usable)
    later = np.arange(last // 2, last)
    if len(later) < FEWEST_STEPS:
        return None
    return float(np.exp(np.polyfit(later - later[0], np.log(distance[later]), 1)[0]))


def rates(settings: ExpeditionSettings) -> tuple[Rate, ...]:
    """Theory beside practice for every racer, at the minimum nearest to where it ended (to the start, if it diverged)."""
    return tuple(
        _rate(settings.problem, settings.of(racer), run)
        for racer, run in zip(settings.racers, runs(settings), strict=True)
    )


def _rate(problem: Problem, settings: DescentSettings, run: Trajectory) -> Rate:
    valley = float(Walks.of(problem, run).valley[0])
    if not math.isnan(valley):
        said = f"The minimum is flat, with a loss of {valley:.4g}: along it is no curvature, and no limit is known."
        return Rate(quadratic=None, limit=None, predicted=None, measured=None, verdict=said)
    minimum = nearest_minimum(problem, run.parameters[-1])
    minimum = minimum or nearest_minimum(problem, np.array(settings.start))
    if minimum is None:
        return Rate(
            quadratic=None, limit=None, predicted=None, measured=None, verdict=NO_POINT if problem.bottoms else NONE
        )
    quadratic, measured = quadratic_at(problem, (minimum[0], minimum[1])), measured_factor(run, minimum)
    if quadratic is None or not quadratic.least > 0:
        verdict = (
            f"At {place(problem, minimum)} the loss is no bowl: it has a kink there, or in some direction no curvature or "
            "an infinite one."
        )
        return Rate(quadratic=quadratic, limit=None, predicted=None, measured=measured, verdict=verdict)
    limit, predicted = limit_of(settings, quadratic), predicted_factor(settings, quadratic)
    return Rate(
        quadratic=quadratic,
        limit=limit,
        predicted=predicted,
        measured=measured,
        verdict=_verdict(settings, quadratic, limit, predicted),
    )


def _verdict(settings: DescentSettings, quadratic: Quadratic, limit: float | None, predicted: float | None) -> str:
    rule = linear(settings)
    if rule is None or limit is None or predicted is None:
        return (
            "No theory here: a limit and a factor are known for SGD, with momentum or without, and nothing else added."
        )
    rate = settings.learning_rate
    sign = "<" if rate < limit else "=" if rate == limit else ">"
    written = rule.written.replace("L″", "λmax")
    ends = "closer" if predicted < 1 else "neither closer nor farther" if predicted == 1 else "away"
    return (
        f"{rate:.4g} {sign} {limit:.4g} = {written}: near {place(settings.problem, quadratic.point)} a step multiplies "
        f"the distance by {predicted:.4g} in the long run, {ends}."
    )
