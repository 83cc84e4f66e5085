"""A loss of one parameter as samples: its values, what rounding makes of them, and where it is lower than beside."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from core.formulas import Formula

SAMPLES = 4001
# Of the losses that turn more often than anybody could look at, the lowest so many basins are told.
MOST_BASINS = 64
# What is more than this share of the usual loss is no rounding but a pole or a jump.
MOST_ROUNDING = 1e-10
# How far off rounding is looked for, in units in the last place.
_ULPS = np.array([[-3.0], [-1.0], [1.0], [3.0]])
_EPSILON = float(np.finfo(np.float64).eps)

# Consecutive samples, from the first to the last, between which nothing but rounding changes the loss; mostly a single one.
Stretch = tuple[int, int]


def samples(formula: Formula, low: float, high: float, count: int = SAMPLES) -> tuple[np.ndarray, np.ndarray]:
    """A formula of one parameter at `count` even places of [low, high], in float64: places and values, NaN for none."""
    at = np.linspace(low, high, count)
    return at, values_of(formula, at)


def values_of(formula: Formula, at: np.ndarray) -> np.ndarray:
    """A formula of one parameter at some places, in float64, NaN where it has no finite value."""
    with np.errstate(all="ignore"):
        values = np.broadcast_to(np.asarray(formula.numpy(at), np.float64), at.shape)
    return np.where(np.isfinite(values), values, np.nan)


def number_of(formula: Formula) -> Callable[[float], float]:
    """A formula of one parameter as a function of one number, inf where it has no finite value."""

    def value(point: float) -> float:
        with np.errstate(all="ignore"):
            number = float(formula.numpy(np.float64(point)))
        return number if np.isfinite(number) else np.inf

    return value


def rounding(loss: Formula, at: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """What rounding alone makes of the loss about each place: its spread over a few units in the last place."""
    with np.errstate(invalid="ignore"):
        spread = np.abs(values_of(loss, at + _ULPS * np.spacing(at)) - losses)
        size = np.abs(np.nan_to_num(losses))
        return np.fmin(np.fmax.reduce(np.nan_to_num(spread)), MOST_ROUNDING * np.quantile(size, 0.95)) + _EPSILON * size


def noise_at(loss: Formula, point: float) -> float:
    """What rounding alone makes of the loss about one place."""
    at = np.array([point])
    return float(rounding(loss, at, values_of(loss, at))[0])


def stretches(loss: Formula, at: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """All samples in order, those together that differ by rounding alone: the first and the last of each, shape (n, 2)."""
    noise = rounding(loss, at, losses)
    with np.errstate(invalid="ignore"):
        apart = ~(np.abs(np.diff(losses)) <= 2 * (noise[1:] + noise[:-1]))
    edges = np.concatenate([[0], np.flatnonzero(apart) + 1, [len(at)]])
    return np.column_stack([edges[:-1], edges[1:] - 1])


@lru_cache(maxsize=4)
def basins(loss: Formula, low: float, high: float) -> tuple[np.ndarray, np.ndarray, list[Stretch]]:
    """The samples, and the stretches of them beside which the loss is higher, as far as it is known; the lowest first."""
    at, losses = samples(loss, low, high)
    first, last = stretches(loss, at, losses).T
    padded = np.concatenate([[np.nan], losses, [np.nan]])
    left, right, lowest = padded[first], padded[last + 2], np.minimum.reduceat(losses, first)
    with np.errstate(invalid="ignore"):
        higher = (left > lowest).astype(int) + (right > lowest)
        lower = (left <= lowest) | (right <= lowest)
    places = np.flatnonzero(~lower & (higher > 0) & ((higher == 2) | (last > first + 1)))
    places = places[np.argsort(lowest[places], kind="stable")][:MOST_BASINS]
    found = zip(first[places].tolist(), last[places].tolist(), strict=True)
    return at, losses, [_lowest_part(loss, at, losses, stretch) for stretch in found]


def _lowest_part(loss: Formula, at: np.ndarray, losses: np.ndarray, stretch: Stretch) -> Stretch:
    """The part of a stretch that is as low as its lowest sample: rounded steps may lead far, each no more than rounding."""
    first, last = stretch
    if first == last:
        return stretch
    part = losses[first : last + 1]
    place = int(np.argmin(part))
    higher = np.flatnonzero(part > part[place] + 4 * noise_at(loss, float(at[first + place])))
    before, after = higher[higher < place], higher[higher > place]
    return first + (int(before[-1]) + 1 if len(before) else 0), first + int(after[0]) - 1 if len(after) else last
