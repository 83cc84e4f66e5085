"""What a wrong derivative looks like: which mistake gives the same slopes everywhere, said to the visitor who made it."""

from collections.abc import Iterator, Mapping

import numpy as np

from core.derivation.mistakes.candidates import Candidates
from core.derivation.mistakes.order import LIKELY, OTHERS, PLAINEST
from core.derivation.slopes import SAME, apart, by_tape, usual_slope, values_of
from core.formulas import Formula, FormulaError


def looks_like(
    loss: Formula, typed: Formula, slopes: Mapping[str, np.ndarray], at: np.ndarray, sure: np.ndarray
) -> str:
    """What the visitor did, in a sentence: the mistake that gives the typed slopes wherever one is sure; empty if none."""
    yours, true = slopes["yours"], slopes["tape"]
    known = sure & np.isfinite(yours)
    with np.errstate(all="ignore"):
        return next(_explanations(loss, typed, slopes, at, known), "") or _by_a_number(yours, true, known)


def _explanations(
    loss: Formula, typed: Formula, slopes: Mapping[str, np.ndarray], at: np.ndarray, known: np.ndarray
) -> Iterator[str]:
    """Sentences for all mistakes that fit, the likelier ones first."""
    yours, true = slopes["yours"], slopes["tape"]

    def fits(candidate: np.ndarray, given: np.ndarray = yours) -> bool:
        return _same(given, candidate, known, usual_slope(true))

    candidates = Candidates(loss, at)
    yield from (found.sentence for found in candidates.of(PLAINEST) if fits(found.slopes))
    if not yours[known].any():
        yield "You typed 0, but only a constant has slope 0 everywhere."
    losses = values_of(loss, at)
    if fits(losses):
        yield "You typed the loss itself, not its derivative."
    # The derivative of cosh, and a number, is an integral too.
    if _same(by_tape(typed, at), losses, known, usual_slope(losses)) and _added(yours, true, known) is None:
        yield "You integrated instead of deriving: the derivative of what you typed is the loss."
    yield from (found.sentence for found in candidates.of(LIKELY) if fits(found.slopes))
    if fits(-true):
        yield "You got the sign the wrong way round: this is minus the derivative."
    if fits(_derived_twice(loss, at)):
        yield "You derived once too often: this is the second derivative."
    yield from (found.sentence for found in candidates.of(OTHERS) if fits(found.slopes))
    if candidates.given_up:
        yield _by_a_number(yours, true, known) or "The loss is too long to find out what was done to it."


def _same(given: np.ndarray, candidate: np.ndarray, known: np.ndarray, usual: float) -> bool:
    """Whether two slopes are the same where both have values, which must be at most of the places."""
    both = known & np.isfinite(given) & np.isfinite(candidate)
    enough = both.sum() > max(len(both) / 20, known.sum() / 2)
    return bool(enough and not apart(given, candidate, SAME, usual)[both].any())


def _derived_twice(loss: Formula, at: np.ndarray) -> np.ndarray:
    (parameter,) = loss.parameters
    try:
        return by_tape(loss.derivative(parameter), at)
    except FormulaError:
        return np.full(at.shape, np.nan)


def _by_a_number(yours: np.ndarray, true: np.ndarray, both: np.ndarray) -> str:
    """Whether a factor or a number added makes the whole difference."""
    if both.sum() < len(both) / 20:
        return ""
    steep = both & (np.abs(true) > 1e-3 * np.max(np.abs(true[both])))
    factor = np.median((yours / true)[steep]) if steep.any() else np.nan
    if np.isfinite(factor) and not apart(yours, factor * true, SAME, usual_slope(true))[both].any():
        return f"You got a factor wrong: this is {_short(factor)} times the derivative."
    added = _added(yours, true, both)
    if added is not None:
        said = f"added {_short(added)} to" if added > 0 else f"subtracted {_short(-added)} from"
        return f"You {said} the derivative: a constant has slope 0."
    return ""


def _added(yours: np.ndarray, true: np.ndarray, both: np.ndarray) -> float | None:
    """The number that makes the whole difference when it is added; None if none does."""
    added = np.median((yours - true)[both]) if both.any() else np.nan
    return None if apart(yours, true + added, SAME, usual_slope(true))[both].any() else float(added)


def _short(value: float) -> str:
    """A number, as a fraction of small numbers if it is one."""
    for below in range(1, 13):
        above = round(value * below)
        if above and abs(value * below - above) < 1e-6 * abs(above):
            return f"{above}/{below}" if below > 1 else f"{above}"
    return f"{value:.4g}"
