"""The loss along the gradient: a straight cut through the landscape at a point, and where each learning rate lands on it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from core.landscapes.expedition import ExpeditionSettings, runs
from core.problems import Problem, loss_at

POINTS = 161
# How far the cut goes behind the point, of its length ahead.
BEHIND = 0.25
# Of the map's width: how far ahead the cut goes at least, and at most.
SHORTEST, LONGEST = 1e-6, 0.75


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A cut through `point` along `direction`, the unit vector downhill; a place on it is its distance ahead of the point.

    Tables: `curve` distance, loss, touching (the straight line with the slope at the point) in float64, null where there is
    no value; `landings` racer (from 0), distance, loss: where a step of the learning rate times the gradient lands.
    """

    point: tuple[float, float]
    direction: tuple[float, float]
    slope: float
    curve: pa.Table
    landings: pa.Table


def profile(settings: ExpeditionSettings, racer: int, step: int) -> Profile | None:
    """The profile at a racer's point of a step; None where there is no finite point or no slope to follow.

    `landings` answers what each racer's learning rate would do from this point by plain gradient descent, whatever rule the
    racer follows.
    """
    run = runs(settings)[racer]
    point, gradient = run.parameters[step].astype(np.float64), run.gradient[step].astype(np.float64)
    slope = float(np.hypot(*gradient))
    if not (np.isfinite(point).all() and 0 < slope < np.inf):
        return None
    direction = -gradient / slope
    landing = np.array([racer.learning_rate * slope for racer in settings.racers])
    ahead = _reach(settings.problem, landing)
    distance = np.linspace(-BEHIND * ahead, ahead, POINTS)
    loss = _along(settings.problem, point, direction, distance)
    here = float(_along(settings.problem, point, direction, np.zeros(1))[0])
    return Profile(
        point=(float(point[0]), float(point[1])),
        direction=(float(direction[0]), float(direction[1])),
        slope=slope,
        curve=pa.table({"distance": distance, "loss": _known(loss), "touching": here - slope * distance}),
        landings=pa.table(
            {
                "racer": np.arange(len(landing), dtype=np.int16),
                "distance": landing,
                "loss": _known(_along(settings.problem, point, direction, landing)),
            }
        ),
    )


def _reach(problem: Problem, landings: np.ndarray) -> float:
    """How far ahead to look: to the farthest landing and a little on, within limits; those beyond are in the table alone."""
    width = max(high - low for low, high in problem.domain)
    within = landings[landings <= LONGEST * width]
    wanted = 1.2 * float(np.max(within)) if len(within) else LONGEST * width
    return min(max(wanted, SHORTEST * width), LONGEST * width)


def _along(problem: Problem, point: np.ndarray, direction: np.ndarray, distance: np.ndarray) -> np.ndarray:
    at = point[:, np.newaxis] + direction[:, np.newaxis] * distance
    return loss_at(problem, *at).astype(np.float64)


def _known(values: np.ndarray) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))
