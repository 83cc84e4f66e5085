"""Flat ground of a loss of one parameter, found by numbers: where it begins and ends, and which of it is a bottom."""

import math

import numpy as np

from core.formulas import Formula
from core.problems.samples import Stretch, basins, number_of, rounding, values_of

# Of the largest loss, what is a jump beside flat ground; and what is no rise at all.
JUMP, FAINT = 1e-9, 1e-100
# So many halvings lead below the last digit.
HALVINGS = 60

Interval = tuple[float, float]


def flat_bottoms(loss: Formula, low: float, high: float) -> tuple[Interval, ...]:
    """The stretches of [low, high] on which the loss is flat and beside which it is higher, the lowest first.

    An end is infinite where the loss is as flat far beyond the range. Flat everywhere is no bottom.
    """
    at, losses, lows = basins(loss, low, high)
    found = []
    for stretch in lows:
        ends = flat_between(loss, at, losses, stretch)
        beyond = ends and _reaching(loss, ends, low, high)
        if beyond:
            found.append((float(losses[stretch[0]]), beyond))
    return tuple(ends for _, ends in sorted(found))


def flat_between(loss: Formula, at: np.ndarray, losses: np.ndarray, stretch: Stretch) -> Interval | None:
    """The ends of the flat ground that a stretch of samples shows, to the last digit; None where it is not really flat."""
    first, last = stretch
    if last - first < 2:
        return None
    level, cell = float(losses[first : last + 1].min()), float(at[1] - at[0])
    inside, ends = float(at[(first + last) // 2]), []
    for sample, outward, neighbour in ((first, -cell, first - 1), (last, cell, last + 1)):
        end = float(at[sample])
        if 0 <= neighbour < len(at) and np.isfinite(losses[neighbour]):
            end = _edge(loss, end, float(at[neighbour]), level)
            if not _leaves(loss, end, outward, level, JUMP * float(np.nanmax(np.abs(losses)))):
                return None
        ends.append(end)
    return (ends[0], ends[1]) if ends[0] < inside < ends[1] else None


def _leaves(loss: Formula, end: float, outward: float, level: float, jump: float) -> bool:
    """Whether a loss leaves its flat ground at `end`: by a jump, or as a power of the distance.

    One that only approaches a value leaves it exponentially, and step by rounded step.
    """
    beyond = np.abs(values_of(loss, end + outward * np.linspace(1 / 32, 1, 32)) - level)
    quarter, half, whole = np.fmax(beyond[[7, 15, 31]], 1e-300).tolist()
    if whole > jump and quarter > whole / 1.1:
        return True
    powers = math.log2(whole / half), math.log2(half / quarter)
    return whole > max(FAINT, 1e-12 * abs(level)) and len(np.unique(beyond)) > 16 and abs(powers[0] - powers[1]) < 0.3


def _edge(loss: Formula, flat: float, higher: float, level: float) -> float:
    """The last place of flat ground between a flat place and a higher one, as a person would write it."""
    apart = 4 * float(rounding(loss, np.array([flat]), np.array([level]))[0])
    number = number_of(loss)
    inside, outside = flat, higher
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if abs(number(middle) - level) <= apart else (inside, middle)
    written = round(inside, 6) + 0.0
    same = abs(written - inside) < 1e-6 * max(1.0, abs(inside)) and abs(number(written) - level) <= apart
    return written if same else inside


def _reaching(loss: Formula, ends: Interval, low: float, high: float) -> Interval | None:
    """The same ends, infinite where the loss is as flat beyond the range; None where it falls there."""
    level = float(values_of(loss, np.array(ends)).min())
    far, reached = (high - low) * 2.0 ** np.arange(-6, 24), list(ends)
    for k, (end, places) in enumerate(zip((low, high), (low - far, high + far), strict=True)):
        if ends[k] != end:
            continue
        beyond = values_of(loss, places)
        noise = rounding(loss, places, beyond)
        if np.any(beyond < level - 4 * noise):
            return None
        if np.all(beyond <= level + 4 * noise):
            reached[k] = -np.inf if k == 0 else np.inf
    return reached[0], reached[1]
