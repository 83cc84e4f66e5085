"""Where a loss of one parameter has its minima, found by numbers: nothing is known of a formula that somebody typed."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import root_scalar

from core.formulas import Formula
from core.problems.flat_ground import flat_between
from core.problems.samples import MOST_ROUNDING, SAMPLES, Stretch, basins, noise_at, number_of, values_of

# Ten times closer to a minimum the way down is shorter by this at least; at a pole there is always as much further to go.
CONTINUOUS = 0.9
# Each closer look takes a fourteenth of the one before: so many lead below the last digit.
LOOKS = 12
_CLOSE = np.linspace(-1.0, 1.0, 33)
_SCALES = np.array([0.1, 1e-2, 1e-3, 1e-4, 1e-5])

Function = Callable[[float], float]


def local_minima(loss: Formula, slope: Formula | None, low: float, high: float) -> tuple[float, ...]:
    """The local minima of a loss of one parameter inside (low, high), the lowest first, at most `MOST_BASINS`.

    Found are those that `SAMPLES` even samples can see, to some 8 digits, and to the last if `slope`, the loss's derivative,
    is known. Poles and the ends are no minima; flat ground is what `flat_bottoms` finds.
    """
    at, losses, lows = basins(loss, low, high)
    points = []
    for first, last in lows:
        enclosed = first > 0 and last < len(at) - 1 and np.isfinite(losses[[first - 1, last + 1]]).all()
        if enclosed and flat_between(loss, at, losses, (first, last)) is None:
            points.append(_refined(loss, slope, at, losses, (first, last)))
    return _distinct(number_of(loss), [point for point in points if point is not None], 2 * (high - low) / SAMPLES)


def _refined(
    loss: Formula, slope: Formula | None, at: np.ndarray, losses: np.ndarray, stretch: Stretch
) -> float | None:
    """The minimum about a stretch of samples; None where there is no bottom."""
    first, last = stretch
    low, high, number = float(at[first - 1]), float(at[last + 1]), number_of(loss)
    place, close = _rooted(slope and number_of(slope), low, high), 1e-12
    if place is None or not _is_bottom(loss, place, float(at[1] - at[0])):
        place, close = _zoomed(loss, low, high), 1e-6
        if not _is_bottom(loss, place, float(at[1] - at[0])):
            return None
    # What a person would write is better than a place that is as low to the last digit.
    for written in (round(place, 6), float(at[first])):
        same = abs(written - place) <= close * max(1.0, abs(place))
        if same and number(written) <= number(place) + noise_at(loss, place):
            return written + 0.0
    return place + 0.0


def _is_bottom(loss: Formula, place: float, cell: float) -> bool:
    """Whether the loss is no lower nearby, at several scales, and comes down to its value at `place` on one side at least."""
    left, right = (values_of(loss, place + side * cell * _SCALES) for side in (-1, 1))
    lower = np.fmin(left, right)
    with np.errstate(invalid="ignore"):
        noise = min(4 * noise_at(loss, place), MOST_ROUNDING * float(np.abs(lower).max()))
        *_, before, last = -np.diff(lower)
        return bool(np.all(lower >= number_of(loss)(place) - noise) and last <= CONTINUOUS * before + noise)


def _rooted(slope: Function | None, low: float, high: float) -> float | None:
    """Where the slope turns from negative to positive between two places, None where it is not known to."""
    if slope is None or not (slope(low) < 0 < slope(high) < np.inf):
        return None
    return float(root_scalar(slope, bracket=(low, high), xtol=1e-15).root)


def _zoomed(loss: Formula, low: float, high: float) -> float:
    """The lowest place of ever closer looks between two places; of several the middle."""
    place, reach = (low + high) / 2, (high - low) / 2
    for _ in range(LOOKS):
        at = np.clip(place + reach * _CLOSE, low, high)
        losses = np.nan_to_num(values_of(loss, at), nan=np.inf)
        ties = np.flatnonzero(losses == losses.min())
        place, reach = float(at[ties[len(ties) // 2]]), reach / 14
    return place


def _distinct(function: Function, points: list[float], apart: float) -> tuple[float, ...]:
    kept: list[float] = []
    for point in sorted(points, key=lambda point: (function(point), point)):
        if all(abs(point - other) > apart for other in kept):
            kept.append(point)
    return tuple(kept)
