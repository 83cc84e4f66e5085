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
from core.theory.rates import limit_of, measured_factor, predicted_factor
from core.theory.reasons import place
from core.theory.walk import Walks
from core.trajectory import Trajectory

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
