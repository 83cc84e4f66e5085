"""How a run ended, as a word and its reason: one definition for any number of parameters and for every page."""

from dataclasses import dataclass

import numpy as np

from core.problems import Problem
from core.problems.bottoms import known_lows, loss_of
from core.theory.cycles import SAME, cycle
from core.theory.ends import end_of
from core.theory.lows import steepness
from core.theory.walk import PACE, WINDOW, Walk, place, progress
from core.trajectory import Trajectory

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
# Of a longer cycle only the ends are written.
MOST_WRITTEN = 4


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A word, one sentence why, and the step at which it happened, if it happened at a step."""

    word: str
    reason: str
    step: int | None = None


def outcome(problem: Problem, run: Trajectory) -> Outcome:
    """Judge a run. A word holds for what a run does, not for where its last step happened to land."""
    judged = Walk(problem, run)
    # Of places near the ends of float64 even a difference may overflow; no word depends on it.
    with np.errstate(over="ignore", invalid="ignore"):
        return (
            _not_finite(judged)
            or _converged(judged)
            or _left(judged)
            or _standing_still(judged)
            or _cycling(judged)
            or _growing(judged)
            or _oscillating(judged)
            or _stalled(judged)
            or _descending(judged)
        )


def _not_finite(walk: Walk) -> Outcome | None:
    end = end_of(walk.problem, walk.run)
    if end is None:
        return None
    word, reason, step = end
    return Outcome(word=word, reason=reason, step=step)


def _converged(walk: Walk) -> Outcome | None:
    if walk.valley is None and walk.minimum is None:
        return None
    far = np.flatnonzero(walk.distance > walk.near)
    step = int(far[-1]) + 1 if len(far) else 0
    if step > walk.steps or not _settled(walk, step):
        return None
    return Outcome(word="converged", step=step, reason=f"from step {step} on{_landed(walk)}")


def _landed(walk: Walk) -> str:
    """Where a run has converged to, in words."""
    if walk.valley is not None:
        rank = _rank(walk.problem, walk.valley)
        return f", on the flat bottom where the loss is {walk.valley:.4g}, the {rank}; at {walk.here}"
    rank = _rank(walk.problem, loss_of(walk.problem, walk.minimum or ()))
    return f", on {walk.aim}, the {rank}" if walk.flat else f" at {place(walk.problem, walk.minimum or ())}, the {rank}"


def _settled(walk: Walk, step: int) -> bool:
    """Whether a run that has been near its minimum since `step` stays there: it has for long, or its moves die away there.

    A run that flies past, or swings about the minimum, is near for a row or two as well.
    """
    if walk.steps == 0:
        return True
    if walk.steps - step >= WINDOW:
        return not _swinging(walk)
    last = walk.lengths[-PACE:]
    if len(last) == 1:
        return bool(last[0] <= walk.near)
    rest, turned = AT_REST * walk.near, walk.turned[-len(last) :]
    if np.all((turned & (last <= rest))[-MANY:]):
        return True
    # What rounding alone moves is no move.
    last = np.where(last <= walk.rounding, 0.0, last)
    growing = last[1:] >= last[:-1]
    if np.any(growing & (last[1:] > 0)):
        return False
    shrinks = float(np.max(last[1:] / np.where(last[:-1] > 0, last[:-1], 1.0)))
    # A swing that shrinks may cease to where no learning rate is small enough; a creep does not.
    return last[-1] * shrinks / (1 - shrinks) <= (rest if turned.any() else walk.near)


def _swinging(walk: Walk) -> bool:
    """Whether a run swings to and fro, visibly and undiminished: about a minimum where no learning rate is small enough."""
    # How it came near is no swing yet, so of the rows before some are left out.
    before, after = walk.lengths[-2 * PACE + PACE // 2 : -PACE].max(), walk.lengths[-PACE:].max()
    return bool(walk.turns(PACE) == PACE - 1 and after > AT_REST * walk.near and after >= UNDIMINISHED * before)


def _rank(problem: Problem, loss: float) -> str:
    """What a minimum of that loss is among those that are known."""
    lows = known_lows(problem)
    if len(lows) == 1:
        return "only known minimum"
    lowest = loss_of(problem, lows[0])
    if loss > lowest + 1e-9 * max(1.0, abs(lowest)):
        return f"minimum of {loss:.4g}, not the lowest"
    return "lowest known minimum"


def _left(walk: Walk) -> Outcome | None:
    low, high = np.array(walk.problem.domain, walk.run.parameters.dtype).astype(np.float64).T
    outside = np.maximum(0, np.maximum(low - walk.path, walk.path - high)).max(axis=1)
    if outside[-1] == 0:
        return None
    inside = np.flatnonzero(outside == 0)
    if len(inside) and len(outside) - inside[-1] <= min(WINDOW, walk.steps) / 2:
        return None  # an excursion, so far
    if not len(inside) and outside[-1] <= outside[0]:
        return None  # it began out there, and comes closer
    step = int(inside[-1]) + 1 if len(inside) else 0
    name = "domain" if len(walk.problem.domain) == 1 else "map"
    bounds = f"[{low[0]:g}, {high[0]:g}]" if name == "domain" else "the map"
    return Outcome(word=f"left the {name}", step=step, reason=f"outside {bounds} from step {step} on; {progress(walk)}")


def _standing_still(walk: Walk) -> Outcome | None:
    """Whether the last steps moved nothing at all: no slope, or steps that rounding swallows."""
    moved = np.flatnonzero(walk.lengths)
    step = int(moved[-1]) + 1 if len(moved) else 0
    if walk.steps - step < min(3, max(1, walk.steps)):
        return None
    if walk.slope == 0:
        reason = f"the gradient is 0 at {walk.here} from step {step} on, and no minimum is known there"
    else:
        names = " and ".join(walk.problem.parameters)
        reason = (
            f"no step moves {names} from step {step} on: at {walk.here} a step is less than half a unit in the last place "
            f"of {walk.run.loss.dtype}"
        )
    return Outcome(word="stalled", step=step, reason=reason)


def _cycling(walk: Walk) -> Outcome | None:
    found = cycle(walk.run.parameters)
    if found is None or found.spread <= AT_REST * walk.near:
        return None
    return Outcome(
        word="oscillating",
        reason=f"a cycle of {found.period} from step {found.step} on: {_round(walk, found.period)}",
    )


def _round(walk: Walk, period: int) -> str:
    """The last round of a cycle in words."""
    points = [place(walk.problem, point) for point in walk.path[-period:]]
    shown = points if period <= MOST_WRITTEN else [*points[: MOST_WRITTEN - 1], "...", points[-1]]
    return ", ".join([shown[0], *(point.rpartition("= ")[2] for point in shown[1:])])


def _growing(walk: Walk) -> Outcome | None:
    """Whether every one of the last steps led higher, or crossed the minimum and came no closer."""
    factor = walk.factor
    if factor is not None and factor <= -1 + SAME:
        farther = "lands farther off" if factor < -1 - SAME else "lands as far off"
        return Outcome(word="oscillating", reason=f"each step crosses the minimum and {farther}: {progress(walk)}")
    losses = walk.run.loss[-1 - WINDOW :].astype(np.float64)
    if walk.steps < MANY or not np.all(np.diff(losses) > 0):
        return None
    reason = f"the loss rose in each of the last {len(losses) - 1} steps, from {losses[0]:.4g} to {losses[-1]:.4g}"
    return Outcome(word="climbing", reason=f"{reason}; {progress(walk)}")


def _oscillating(walk: Walk) -> Outcome | None:
    """Whether a run turns back again and again, and its highest losses hardly get lower meanwhile."""
    half = min(WINDOW, walk.steps // 2)
    if half < PACE:
        return None
    turns = walk.turns(2 * half)
    before, after = (float(np.max(rows)) for rows in (walk.heights[-2 * half : -half], walk.heights[-half:]))
    if turns < MANY or after < LOWER * before:
        return None
    lower = "no lower" if after >= before else "hardly lower"
    reason = (
        f"{turns} of the last {2 * half} steps turned back, and the losses of the last {half} are {lower} than before"
    )
    return Outcome(word="oscillating", reason=reason)


def _stalled(walk: Walk) -> Outcome | None:
    if walk.steps < WINDOW or walk.wandered > SHORT * walk.width or walk.turns(WINDOW):
        return None
    if walk.slope > GENTLE * steepness(walk.problem):
        return None
    if (walk.factor is not None and abs(walk.factor) < SLOW) or _falling(walk):
        return None
    slow = f"slope {walk.slope:.2g} at {walk.here}, after {walk.wandered:.2g} of way in {WINDOW} steps"
    return Outcome(word="stalled", reason=f"{slow}; {progress(walk, placed=True)}")


def _falling(walk: Walk) -> bool:
    """Whether the last steps took a share worth mentioning of the loss that was left, on ground that is not flat.

    About a minimum like |w|^p the slope times the distance is p times the height. Where p is above 2 the ground is flat: each
    step takes a share of what is left that becomes less and less.
    """
    if walk.minimum is None:
        ground, order = 0.0, 0.0
    else:
        ground = loss_of(walk.problem, walk.minimum)
        slope = float(np.sum(walk.run.gradient[-1].astype(np.float64) * (walk.path[-1] - walk.minimum)))
        order = slope / max(float(walk.run.loss[-1]) - ground, float(np.finfo(np.float64).tiny))
    before, after = (abs(float(walk.run.loss[row]) - ground) for row in (-1 - WINDOW, -1))
    return order < FLAT and before - after > WORTH * before


def _descending(walk: Walk) -> Outcome:
    """What is said of a run of which nothing else can be said; it may be swinging over a minimum on its way."""
    span = min(PACE, walk.steps)
    if walk.factor is None or walk.factor <= 1 + SAME or walk.run.loss[-1] <= walk.run.loss[-1 - span]:
        return Outcome(word="still descending", reason=progress(walk))
    loss, before = float(walk.run.loss[-1]), float(walk.run.loss[-1 - span])
    reason = (
        f"{walk.distance[-1]:.3g} from {walk.aim}, farther than {span} steps before, and the loss has risen from "
        f"{before:.3g} to {loss:.3g}: it swings on its way"
    )
    return Outcome(word="still descending", reason=reason)
