"""The range of starts in which a typed loss shows what it does, found by numbers."""

import math

import numpy as np

from core.formulas import Formula, FormulaError
from core.problems.flat_ground import Interval, flat_between
from core.problems.samples import samples, stretches

# How far a range may reach: as far as the built-in problems', and further only if nothing happens there.
REACHES = (6.0, 10.0, 100.0, 1000.0)
# A loss that turns more often than this is looked at more closely, a tenth of the reach at a time, but no closer than so.
MOST_FEATURES, CLOSEST = 80, 1e-6
# Around a single feature the range is halved while the loss would rise by this factor in its outer half.
STEEP = 20.0
# Of the rise, the share of places at either end that do not count: of a pole no height is the right one.
TAIL = 0.01
# Beside the outermost of several, room for a little more than one of them.
ROOM = 1.2
# About a pole, as much room as its neighbours are away, up to so much, to see the loss come back from it.
MOST_ROOM = 3.0
# A loss falls to a pole on one side and comes back from it on the other: features within so many samples are one place.
TOGETHER = 3
SLOPE_SAMPLES = 801


def fitted_range(formula: Formula) -> Interval:
    """A range of starts in which the loss shows its features, with some room around them.

    Features are turning points, poles, ends of flat ground, and where there is none of those, ends of where the loss has a
    value. Raises FormulaError if it has none anywhere.
    """
    for reach in REACHES:
        features, cell = _features(formula, reach)
        if len(features):
            return _around(formula, features, cell)
    for reach in REACHES:
        at, losses = samples(formula, -reach, reach)
        known = np.isfinite(losses)
        if known.any():
            edges = np.round(at[1:][np.diff(known)] / reach, 2) * reach
            return _around(formula, edges, at[1] - at[0]) if len(edges) else _defined_part(formula, -reach, reach)
    raise FormulaError(f"this loss has no value between {-REACHES[-1]:g} and {REACHES[-1]:g}")


def _around(formula: Formula, features: np.ndarray, cell: float) -> Interval:
    """The range about features, ascending; two that samples `cell` apart can hardly tell apart are the sides of a pole."""
    apart = np.diff(features) > TOGETHER * cell
    low, high = float(features[0]), float(features[-1])
    span = high - low if apart.any() else 0.0
    room = max(ROOM * span / (1 + apart.sum()), 0.0 if apart.all() else min(span, MOST_ROOM))
    room = room or _room(formula, (low + high) / 2)
    return _defined_part(formula, low - room, high + room)


def _features(formula: Formula, reach: float) -> tuple[np.ndarray, float]:
    """Where something happens within `reach` of 0, ascending, and how far samples were apart; where it turns too often,
    within less."""
    first = closer = _seen(formula, reach)
    while len(closer[0]) > MOST_FEATURES and reach > CLOSEST:
        reach /= 10
        closer = _seen(formula, reach)
    return closer if 0 < len(closer[0]) <= MOST_FEATURES else first


def _seen(formula: Formula, reach: float) -> tuple[np.ndarray, float]:
    at, losses = samples(formula, -reach, reach)
    features = [_turns_and_edges(formula, at, losses), *[_gaps(at, losses)] * 2]
    return np.sort(np.concatenate(features)), float(at[1] - at[0])


def _gaps(at: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """Single samples without a value: poles that a sample hit, which have two sides as all poles have."""
    known = np.isfinite(losses)
    return at[1:-1][~known[1:-1] & known[:-2] & known[2:]]


def _turns_and_edges(formula: Formula, at: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """Where the loss turns from falling to rising or back, and the ends of its flat ground."""
    found = stretches(formula, at, losses)
    first, last = found.T
    with np.errstate(invalid="ignore"):
        moves = np.sign(losses[first[1:]] - losses[last[:-1]])
    turned = np.flatnonzero(moves[1:] * moves[:-1] < 0) + 1
    places = [float(at[first[turn]] + at[last[turn]]) / 2 for turn in turned if last[turn] - first[turn] < 2]
    for stretch in found[last - first >= 2].tolist():
        ends = flat_between(formula, at, losses, (stretch[0], stretch[1]))
        places += [end for end in ends or () if abs(end) < at[-1]]
    return np.array(places)


def _room(formula: Formula, middle: float) -> float:
    room = REACHES[0]
    while room > 1 and _rise(formula, middle, room) > STEEP * _rise(formula, middle, room / 2):
        room /= 2
    return room


def _rise(formula: Formula, middle: float, room: float) -> float:
    _, losses = samples(formula, middle - room, middle + room, SLOPE_SAMPLES)
    return float(np.subtract(*np.nanquantile(losses, [1 - TAIL, TAIL])))


def _defined_part(formula: Formula, low: float, high: float) -> Interval:
    """Without the ends where the loss has no value, but for a little of them; rounded outwards to two digits."""
    at, losses = samples(formula, low, high)
    known = at[np.isfinite(losses)]
    if not len(known) or known[0] == known[-1]:  # a loss with a value here and there
        return round(low, 12), round(high, 12)
    margin = (known[-1] - known[0]) / 20
    low, high = max(low, known[0] - margin), min(high, known[-1] + margin)
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return round(math.floor(low / unit + 1e-9) * unit, 12), round(math.ceil(high / unit - 1e-9) * unit, 12)
