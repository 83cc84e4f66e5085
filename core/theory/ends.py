"""Where runs overflow, or have no value any more, and which quantity it is."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.formulas import Formula, parse
from core.problems import gradient_of
from core.theory.walk import Walks, since

# What was not finite first, by its place in this list.
LOSS, START, GRADIENT, PARAMETER, SQUARE, UPDATE = range(6)
_WIDER = {np.dtype(np.float16): np.float64, np.dtype(np.float32): np.float64, np.dtype(np.float64): np.longdouble}


class Ends(NamedTuple):
    """Runs that are not finite any more: which have `ended` so, from which `step` on, what it was first, whether too large.

    Arrays of shape (runs,); only where `ended` do the others say anything.
    """

    ended: np.ndarray
    step: np.ndarray
    what: np.ndarray
    overflowed: np.ndarray


def ends_of(walks: Walks) -> Ends:
    """How runs ended whose last row is not finite; a loss may be too large for a while, of parameters that are not."""
    ended, step = ~walks.finite[:, -1], since(~walks.finite)
    what, overflowed = np.full(len(ended), UPDATE), ended.copy()
    runs = np.flatnonzero(ended)
    if len(runs):
        what[runs] = _first(walks, runs, step[runs])
        overflowed[what == UPDATE] = False
        loss = parse(walks.problem.loss, walks.problem.parameters)
        for quantity, formulas, back in ((LOSS, (loss,), 0), (GRADIENT, gradient_of(walks.problem), 1)):
            some = runs[what[runs] == quantity]
            overflowed[some] = overflows(formulas, walks.parameters[some, step[some] - back])
    return Ends(ended, step, what, overflowed)


def _first(walks: Walks, runs: np.ndarray, step: np.ndarray) -> np.ndarray:
    """What was not finite first, of these runs from these steps on."""
    here, before = walks.parameters[runs, step], walks.some(runs).gradient_at(np.maximum(step - 1, 0))
    conditions = [
        np.isfinite(here).all(axis=1),
        step == 0,
        ~np.isfinite(before).all(axis=1),
        np.isinf(here).any(axis=1),
    ]
    found = np.select(conditions, [LOSS, START, GRADIENT, PARAMETER], UPDATE)
    rest = np.flatnonzero(found == UPDATE)
    if len(rest):
        with np.errstate(over="ignore", invalid="ignore"):
            squares = np.isinf(np.sum(np.square(walks.some(runs[rest]).gradient), axis=2))
        earlier = np.arange(walks.steps + 1) < step[rest, np.newaxis]
        # Of a norm, or in an average that an optimizer keeps.
        found[rest[(squares & earlier).any(axis=1)]] = SQUARE
    return found


def overflows(formulas: Sequence[Formula], points: np.ndarray) -> np.ndarray:
    """Whether a number on the way to the formulas' values is too large for the points' dtype; `points` has shape (k, n).

    The processor says of an array only that it happened somewhere: what is not the same for all points is halved. It is the
    same where it happened nowhere, and where no value is finite that a wider type has without any fault.
    """
    if len(points) == 0 or not _raises(formulas, points, over="raise"):
        return np.zeros(len(points), bool)
    wider = points.astype(_WIDER[points.dtype])
    if len(points) == 1 or not (
        _finite(formulas, points).any() or _raises(formulas, wider, all="raise") or not _finite(formulas, wider).all()
    ):
        return np.ones(len(points), bool)
    middle = len(points) // 2
    return np.concatenate([overflows(formulas, points[:middle]), overflows(formulas, points[middle:])])


def _raises(formulas: Sequence[Formula], points: np.ndarray, **how: str) -> bool:
    try:
        with np.errstate(**{"all": "ignore", **how}):  # type: ignore[arg-type]
            for formula in formulas:
                formula.numpy(*points.T)
    except FloatingPointError:
        return True
    return False


def _finite(formulas: Sequence[Formula], points: np.ndarray) -> np.ndarray:
    """At which points every formula has a finite value."""
    with np.errstate(all="ignore"):
        return np.all([np.broadcast_to(np.isfinite(f.numpy(*points.T)), len(points)) for f in formulas], axis=0)
