"""What can be found of how runs ended: each finding looks at many runs at once and says of which it holds, and since when.

They are asked in the order of `FINDINGS`, each only of the runs of which none before holds; the first that holds is what a
run is said to have come to. A word holds for what a run does, not for where its last step happened to land. So most
need only the last rows; where one looks at whole runs, it does for those that the last rows leave open.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.theory.cycles import LONGEST, ROUNDS, SAME, cycles
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
# The last rows that any finding needs: the longest cycle as often as it must have gone round, and twice the window.
ROWS = max(ROUNDS * LONGEST, 2 * WINDOW) + 1


class Found(NamedTuple):
    """Of which runs a finding holds, and the step since when, NO_STEP where that is none; arrays of shape (runs,)."""

    holds: np.ndarray
    step: np.ndarray


class Open(NamedTuple):
    """Runs of which nothing is said yet: their last `ROWS` rows, and where they are among all of them.

    `dated` says that steps are asked for where no word hangs on them.
    """

    tail: Walks
    all: Walks
    places: np.ndarray
    dated: bool

    def whole(self, which: np.ndarray) -> Walks:
        """Those of them from their beginnings, by a boolean for each."""
        return self.all.whole(self.places[which]).knowing(self.tail, np.flatnonzero(which))

    def but(self, which: np.ndarray) -> "Open":
        """Those that are left without these."""
        left = np.flatnonzero(~which)
        return (
            self
            if len(left) == len(self.places)
            else self._replace(tail=self.tail.some(left), places=self.places[left])
        )


class Finding(NamedTuple):
    """A name, the word that people read, and what looks for it."""

    name: str
    word: str
    find: Callable[[Open], Found]


def _always(holds: np.ndarray) -> Found:
    """A finding that belongs to no step."""
    return Found(holds, np.full(len(holds), NO_STEP))


def _nowhere(runs: Open) -> Found:
    """A finding that holds of none."""
    return _always(np.zeros(len(runs.places), bool))


def _where(which: np.ndarray, found: np.ndarray | bool, step: np.ndarray) -> Found:
    """A finding that was looked for in some runs alone, by a boolean for each."""
    holds, steps = which.copy(), np.full(len(which), NO_STEP)
    holds[which], steps[which] = found, step
    return Found(holds, steps)


def _diverged(runs: Open) -> Found:
    ended = ~runs.tail.last(1).finite[:, -1]
    if not ended.any():
        return _nowhere(runs)
    ends = ends_of(runs.whole(ended))
    return _where(ended, ends.overflowed, ends.step)


def _undefined(runs: Open) -> Found:
    ended = ~runs.tail.last(1).finite[:, -1]
    return _where(ended, True, since(~runs.whole(ended).finite)) if ended.any() else _nowhere(runs)


def _converged(runs: Open) -> Found:
    _ = runs.tail.minimum, runs.tail.valley  # known from here on
    last = runs.tail.last(1)
    there = (last.known | np.isfinite(last.valley)) & ~(last.distance[:, -1] > last.near)
    if not there.any():
        return _always(there)
    tail = runs.tail.last(2 * PACE + 1).some(there)
    step = runs.all.near_since(runs.places[there], tail)
    return _where(there, _settled(tail, step), step)


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


def _left(runs: Open) -> Found:
    left = runs.tail.last(1).outside[:, -1] != 0
    if not left.any():
        return _always(left)
    step, steps = runs.all.outside_since(runs.places[left]), runs.tail.steps
    never_inside = step == 0
    excursion = ~never_inside & (steps + 2 - step <= min(WINDOW, steps) / 2)
    returning = never_inside.copy()
    if never_inside.any():
        left_so = left.copy()
        left_so[left] = never_inside
        outside = runs.whole(left_so).outside
        returning[never_inside] = outside[:, -1] <= outside[:, 0]
    return _where(left, ~excursion & ~returning, step)


def _still(runs: Open) -> Found:
    """Whether the last steps moved nothing at all: no slope, or steps that rounding swallows."""
    steps = runs.tail.steps
    still = np.all(runs.tail.last(min(3, max(1, steps)) + 1).lengths == 0, axis=1) & (steps > 0)
    if not (runs.dated and still.any()):
        return _always(still)
    return _where(still, True, since(runs.whole(still).lengths == 0))


def _cycling(runs: Open) -> Found:
    found = cycles(runs.tail.parameters)
    return _always((found.period > 0) & (found.spread > AT_REST * runs.tail.near))


def _crossing(runs: Open) -> Found:
    """Whether every one of the last steps crossed the minimum and came no closer."""
    return _always(runs.tail.factor <= -1 + SAME)


def _climbing(runs: Open) -> Found:
    """Whether every one of the last steps led higher."""
    if runs.tail.steps < MANY:
        return _nowhere(runs)
    # Of most runs the last step tells enough.
    climbs = _rises(runs.tail.last(2))
    climbs[climbs] = _rises(runs.tail.last(1 + WINDOW).some(climbs))
    return _always(climbs)


def _rises(walks: Walks) -> np.ndarray:
    return np.all(np.diff(walks.loss.astype(np.float64), axis=1) > 0, axis=1)


def _turning(runs: Open) -> Found:
    """Whether runs turn back again and again, and their highest losses hardly get lower meanwhile."""
    half = min(WINDOW, runs.tail.steps // 2)
    if half < PACE:
        return _nowhere(runs)
    turning = runs.tail.turns(2 * half) >= MANY
    less = turning.copy()
    # At first above the lowest of the last rows: what does not get less above that does not above a lower one either.
    for seen in (runs.tail.some, runs.whole):
        if less.any():
            before, after = highest(seen(less), half)
            less[less] = after < LOWER * before
    return _always(turning & ~less)


def highest(walks: Walks, half: int) -> tuple[np.ndarray, np.ndarray]:
    """The largest heights in the last so many rows, after those in as many before; shape (runs,)."""
    return walks.heights[:, -2 * half : -half].max(axis=1), walks.heights[:, -half:].max(axis=1)


def _stalled(runs: Open) -> Found:
    walks = runs.tail
    if walks.steps < WINDOW:
        return _nowhere(runs)
    # One after the other, each of those that are left: what is seen of many rows is looked for in few runs.
    slow = ~(np.abs(walks.factor) < SLOW)
    slow[slow] = ~(walks.last(WINDOW).some(slow).wandered > SHORT * walks.width)
    slow[slow] = walks.last(1 + WINDOW).some(slow).turns(WINDOW) == 0
    slow[slow] = ~(walks.last(1).some(slow).slope > GENTLE * steepness(walks.problem))
    first, last = walks.last(1 + WINDOW).between(0, 1), walks.last(1)
    slow[slow] = ~_falling(first.some(slow), last.some(slow))
    return _always(slow)


def _falling(first: Walks, last: Walks) -> np.ndarray:
    """Whether between two rows the loss that was left lost a share worth mentioning, on ground that is not flat.

    About a minimum like |w|^p the slope times the distance is p times the height. Where p is above 2 the ground is flat: each
    step takes a share of what is left that becomes less and less.
    """
    ground = np.where(last.known, last.floor, 0.0)
    losses = np.stack([first.loss[:, 0], last.loss[:, 0]], axis=1).astype(np.float64)
    slope = np.sum(last.gradient[:, 0].astype(np.float64) * (last.path[:, 0] - last.minimum), axis=1)
    order = np.where(last.known, slope / np.maximum(losses[:, 1] - ground, np.finfo(np.float64).tiny), 0.0)
    before, after = np.abs(losses - ground[:, np.newaxis]).T
    return (order < FLAT) & (before - after > WORTH * before)


def _descending(runs: Open) -> Found:
    """What is said of a run of which nothing else can be said; it may be swinging over a minimum on its way."""
    return _always(np.ones(len(runs.places), bool))


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


def judge(walks: Walks, tail: Walks | None = None, *, dated: bool = True) -> Judged:
    """Judge all runs: the first finding that holds of each. `tail` is `walks.last(ROWS)` if somebody has it already.

    Unless `dated`, steps are said only where a word hangs on them.
    """
    count = len(walks.parameters)
    judged = Judged(np.full(count, len(FINDINGS), np.uint8), np.full(count, NO_STEP))
    runs = Open(tail or walks.last(ROWS), walks, np.arange(count), dated)
    # Of places near the ends of float64 even a difference may overflow; no word depends on it.
    with np.errstate(all="ignore"):
        for place, finding in enumerate(FINDINGS):
            if not len(runs.places):
                break
            holds, step = finding.find(runs)
            judged.finding[runs.places[holds]] = place
            judged.step[runs.places[holds]] = step[holds]
            runs = runs.but(holds)
    return judged
