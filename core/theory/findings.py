"""What can be found of how runs ended: each finding looks at all runs at once and says of which it holds, and since when.

They are asked in the order of `FINDINGS`; the first that holds is what a run is said to have come to. A word holds for what a
run does, not for where its last step happened to land.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.theory.cycles import SAME, cycles
from core.theory.ends import ends_of
from core.theory.lows import steepness
from core.theory.walk import PACE, WINDOW, Walks, since

# They only choose words; no number on screen depends on them. A slope of so much of the usual one is gentle, a way of so much
# of the domain's width in all of the last rows is short, a step that leaves so much of a distance is slow, and losses that
# are still so much of those before are hardly lower.
GENTLE = 0.1
SHORT = 0.02
SLOW = 0.985
LOWER = 0.5
# A swing within so much of what is near is rest; and one that is so much of an earlier one has not become less.
AT_REST = 0.1
UNDIMINISHED = 0.9
# What the last rows take off the height that was left is worth mentioning if it is more than this share of it, unless the
# loss is as flat as this power of the distance.
WORTH, FLAT = 0.15, 2.9
# Turns that are more than one swing over the minimum.
MANY = 3
NO_STEP = -1


class Found(NamedTuple):
    """Of which runs a finding holds, and the step since when, NO_STEP where that is none; arrays of shape (runs,)."""

    holds: np.ndarray
    step: np.ndarray


class Finding(NamedTuple):
    """A name, the word that people read, and what looks for it."""

    name: str
    word: str
    find: Callable[[Walks], Found]


def _always(walks: Walks, holds: np.ndarray) -> Found:
    """A finding that belongs to no step."""
    return Found(holds, np.full(len(walks.loss), NO_STEP))


def _diverged(walks: Walks) -> Found:
    ends = ends_of(walks)
    return Found(ends.ended & ends.overflowed, ends.step)


def _undefined(walks: Walks) -> Found:
    return Found(~walks.finite[:, -1], since(~walks.finite))


def _converged(walks: Walks) -> Found:
    step = since(~(walks.distance > walks.near))
    there = (walks.known | np.isfinite(walks.valley)) & (step <= walks.steps)
    return Found(there & _settled(walks, step) if there.any() else there, step)


def _settled(walks: Walks, step: np.ndarray) -> np.ndarray:
    """Whether runs that have been near their minimum since `step` stay there: for long already, or their moves die away.

    A run that flies past, or swings about the minimum, is near for a row or two as well.
    """
    if walks.steps == 0:
        return np.ones(len(step), bool)
    last = walks.lengths[:, -PACE:]
    if walks.steps == 1:
        return last[:, 0] <= walks.near
    rest, turned = AT_REST * walks.near, walks.turned[:, -PACE:]
    resting = np.all((turned & (last <= rest))[:, -MANY:], axis=1)
    # What rounding alone moves is no move.
    last = np.where(last <= walks.rounding[:, np.newaxis], 0.0, last)
    growing = np.any((last[:, 1:] >= last[:, :-1]) & (last[:, 1:] > 0), axis=1)
    shrinks = np.max(last[:, 1:] / np.where(last[:, :-1] > 0, last[:, :-1], 1.0), axis=1)
    # A swing that shrinks may cease to where no learning rate is small enough; a creep does not.
    ahead = last[:, -1] * shrinks / (1 - shrinks) <= np.where(turned.any(axis=1), rest, walks.near)
    dying = resting | (~growing & ahead)
    return dying if walks.steps < WINDOW else np.where(walks.steps - step >= WINDOW, ~_swinging(walks), dying)


def _swinging(walks: Walks) -> np.ndarray:
    """Whether runs swing to and fro, visibly and undiminished: about a minimum where no learning rate is small enough."""
    # How a run came near is no swing yet, so of the rows before some are left out.
    before = walks.lengths[:, -2 * PACE + PACE // 2 : -PACE].max(axis=1)
    after = walks.lengths[:, -PACE:].max(axis=1)
    return (walks.turns(PACE) == PACE - 1) & (after > AT_REST * walks.near) & (after >= UNDIMINISHED * before)


def _left(walks: Walks) -> Found:
    low, high = np.array(walks.problem.domain, walks.parameters.dtype).astype(np.float64).T
    outside = np.maximum(0, np.maximum(low - walks.path, walks.path - high)).max(axis=2)
    step = since(outside > 0)
    never_inside = step == 0
    excursion = ~never_inside & (walks.steps + 2 - step <= min(WINDOW, walks.steps) / 2)
    returning = never_inside & (outside[:, -1] <= outside[:, 0])
    return Found((outside[:, -1] != 0) & ~excursion & ~returning, step)


def _still(walks: Walks) -> Found:
    """Whether the last steps moved nothing at all: no slope, or steps that rounding swallows."""
    step = since(walks.lengths == 0)
    return Found(walks.steps - step >= min(3, max(1, walks.steps)), step)


def _cycling(walks: Walks) -> Found:
    found = cycles(walks.parameters)
    return _always(walks, (found.period > 0) & (found.spread > AT_REST * walks.near))


def _crossing(walks: Walks) -> Found:
    """Whether every one of the last steps crossed the minimum and came no closer."""
    return _always(walks, walks.factor <= -1 + SAME)


def _climbing(walks: Walks) -> Found:
    """Whether every one of the last steps led higher."""
    rises = np.diff(walks.loss[:, -1 - WINDOW :].astype(np.float64), axis=1) > 0
    return _always(walks, np.all(rises, axis=1) if walks.steps >= MANY else np.zeros(len(rises), bool))


def _turning(walks: Walks) -> Found:
    """Whether runs turn back again and again, and their highest losses hardly get lower meanwhile."""
    half = min(WINDOW, walks.steps // 2)
    if half < PACE:
        return _always(walks, np.zeros(len(walks.loss), bool))
    before, after = highest(walks, half)
    return _always(walks, (walks.turns(2 * half) >= MANY) & ~(after < LOWER * before))


def highest(walks: Walks, half: int) -> tuple[np.ndarray, np.ndarray]:
    """The largest heights in the last so many rows, after those in as many before; shape (runs,)."""
    return walks.heights[:, -2 * half : -half].max(axis=1), walks.heights[:, -half:].max(axis=1)


def _stalled(walks: Walks) -> Found:
    if walks.steps < WINDOW:
        return _always(walks, np.zeros(len(walks.loss), bool))
    short = ~(walks.wandered > SHORT * walks.width) & (walks.turns(WINDOW) == 0)
    gentle = ~(walks.slope > GENTLE * steepness(walks.problem))
    return _always(walks, short & gentle & ~(np.abs(walks.factor) < SLOW) & ~_falling(walks))


def _falling(walks: Walks) -> np.ndarray:
    """Whether the last steps took a share worth mentioning of the loss that was left, on ground that is not flat.

    About a minimum like |w|^p the slope times the distance is p times the height. Where p is above 2 the ground is flat: each
    step takes a share of what is left that becomes less and less.
    """
    ground = np.where(walks.known, walks.floor, 0.0)
    losses = walks.loss[:, [-1 - WINDOW, -1]].astype(np.float64)
    slope = np.sum(walks.gradient[:, -1].astype(np.float64) * (walks.path[:, -1] - walks.minimum), axis=1)
    order = np.where(walks.known, slope / np.maximum(losses[:, 1] - ground, np.finfo(np.float64).tiny), 0.0)
    before, after = np.abs(losses - ground[:, np.newaxis]).T
    return (order < FLAT) & (before - after > WORTH * before)


def _descending(walks: Walks) -> Found:
    """What is said of a run of which nothing else can be said; it may be swinging over a minimum on its way."""
    return _always(walks, np.ones(len(walks.loss), bool))


FINDINGS = (
    Finding("diverged", "diverged", _diverged),
    Finding("undefined", "undefined", _undefined),
    Finding("converged", "converged", _converged),
    Finding("left", "left the domain", _left),
    Finding("still", "stalled", _still),
    Finding("cycling", "oscillating", _cycling),
    Finding("crossing", "oscillating", _crossing),
    Finding("climbing", "climbing", _climbing),
    Finding("turning", "oscillating", _turning),
    Finding("stalled", "stalled", _stalled),
    Finding("descending", "still descending", _descending),
)
# What a code of `judge` says: every word once.
WORDS = tuple(dict.fromkeys(finding.word for finding in FINDINGS))


class Judged(NamedTuple):
    """What runs came to, arrays of shape (runs,): the place in `FINDINGS`, and the step since when or NO_STEP."""

    finding: np.ndarray
    step: np.ndarray

    @property
    def word(self) -> np.ndarray:
        """The codes of the words, which are places in `WORDS`, as bytes."""
        return np.array([WORDS.index(finding.word) for finding in FINDINGS], np.uint8)[self.finding]


def judge(walks: Walks) -> Judged:
    """Judge all runs: the first finding that holds of each."""
    judged = Judged(np.full(len(walks.loss), len(FINDINGS), np.uint8), np.full(len(walks.loss), NO_STEP))
    # Of places near the ends of float64 even a difference may overflow; no word depends on it.
    with np.errstate(all="ignore"):
        for place, finding in enumerate(FINDINGS):
            unsaid = judged.finding == len(FINDINGS)
            if not unsaid.any():
                break
            holds, step = finding.find(walks)
            judged.finding[unsaid & holds] = place
            judged.step[unsaid & holds] = step[unsaid & holds]
    return judged
