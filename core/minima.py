"""Where a loss of one parameter has its minima, found by numbers: nothing is known of a formula that somebody typed."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize_scalar, root_scalar

from core.formulas import Formula

SAMPLES = 4001
# A place found is refined between its neighbours and can win little over them; at a pole there is always more to win.
MOST_WON = 2.0

Function = Callable[[float], float]


def local_minima(loss: Formula, slope: Formula | None, low: float, high: float) -> tuple[float, ...]:
    """The local minima of a loss of one parameter inside (low, high), the lowest first.

    Found are those that `SAMPLES` even samples can see, to some 8 digits, and to the last if `slope`, the loss's derivative,
    is known. Flat ground, poles and the ends are no minima.
    """
    at, losses = samples(loss, low, high)
    function = _number(loss)
    with np.errstate(all="ignore"):
        outer, left, here, right = losses[3:], losses[:-3], losses[1:-2], losses[2:-1]
        # Where two samples are equally low, the minimum lies between them; where three are, the ground is flat.
        places = np.flatnonzero((here < left) & ((here < right) | ((here == right) & (right < outer)))) + 1
        found = [_refined(function, slope and _number(slope), at, losses, place) for place in places.tolist()]
    return _distinct(function, [point for point in found if point is not None], 2 * (high - low) / SAMPLES)


def samples(formula: Formula, low: float, high: float, count: int = SAMPLES) -> tuple[np.ndarray, np.ndarray]:
    """A formula of one parameter at `count` even places of [low, high], in float64: places and values, NaN for none."""
    at = np.linspace(low, high, count)
    with np.errstate(all="ignore"):
        values = np.broadcast_to(np.asarray(formula.numpy(at), np.float64), at.shape)
    return at, np.where(np.isfinite(values), values, np.nan)


def _number(formula: Formula) -> Function:
    def value(point: float) -> float:
        with np.errstate(all="ignore"):
            number = float(formula.numpy(np.float64(point)))
        return number if np.isfinite(number) else np.inf

    return value


def _refined(function: Function, slope: Function | None, at: np.ndarray, losses: np.ndarray, k: int) -> float | None:
    """The minimum near sample k; None where there is no bottom."""
    low, high = float(at[k - 1]), float(at[k + 2])
    around = losses[k - 1 : k + 2]
    if not np.isfinite(around).all():
        return None
    found = [float(minimize_scalar(function, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x)]
    if slope and slope(low) < 0 < slope(high) < np.inf:
        found.append(float(root_scalar(slope, bracket=(low, high), xtol=1e-15).root))
    # What a person would write is better than a place that is as low to the last digit.
    lowest = min(function(point) for point in found)
    written = [point for point in (float(at[k]), round(found[-1], 6)) if function(point) <= lowest]
    return None if around[1] - lowest > MOST_WON * np.ptp(around) else [*found, *written][-1] + 0.0


def _distinct(function: Function, points: list[float], apart: float) -> tuple[float, ...]:
    kept: list[float] = []
    for point in sorted(points, key=lambda point: (function(point), point)):
        if all(abs(point - other) > apart for other in kept):
            kept.append(point)
    return tuple(kept)
