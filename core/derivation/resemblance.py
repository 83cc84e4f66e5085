"""What a wrong derivative looks like: which mistake gives the same slopes everywhere."""

from collections.abc import Iterator, Mapping

import numpy as np

from core.derivation.mistakes import mistaken
from core.derivation.slopes import SAME, apart, usual_slope, values_of
from core.formulas import Formula, FormulaError


def looks_like(loss: Formula, slopes: Mapping[str, np.ndarray], at: np.ndarray, sure: np.ndarray) -> str:
    """The mistake that gives the visitor's slopes at all places that are sure, in a sentence; empty if none does."""
    yours, true = slopes["yours"], slopes["tape"]
    usual = usual_slope(true)
    with np.errstate(all="ignore"):
        for sentence, candidate in _candidates(loss, at, true):
            both = sure & np.isfinite(yours) & np.isfinite(candidate)
            if both.sum() > len(at) / 20 and not apart(yours, candidate, SAME, usual)[both].any():
                return sentence
        return _by_a_number(yours, true, sure & np.isfinite(yours))


def _candidates(loss: Formula, at: np.ndarray, true: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    (parameter,) = loss.parameters
    yield "It is the derivative with the opposite sign.", -true
    yield "It is the loss itself, not its derivative.", values_of(loss, at)
    for sentence, tree in mistaken(loss.tree, parameter):
        yield f"It looks as if {sentence}.", values_of(Formula("", loss.parameters, tree), at)
    try:
        yield (
            "It is the second derivative: derived once too often.",
            values_of(loss.derivative(parameter).derivative(parameter), at),
        )
    except FormulaError:
        return


def _by_a_number(yours: np.ndarray, true: np.ndarray, both: np.ndarray) -> str:
    """Whether a factor or a number added makes the whole difference."""
    if both.sum() < len(both) / 20:
        return ""
    steep = both & (np.abs(true) > 1e-3 * np.max(np.abs(true[both])))
    factor = np.median((yours / true)[steep]) if steep.any() else np.nan
    if np.isfinite(factor) and not apart(yours, factor * true, SAME, usual_slope(true))[both].any():
        return f"It is the derivative times {_short(factor)}: a factor is wrong."
    added = np.median((yours - true)[both])
    if not apart(yours, true + added, SAME, usual_slope(true))[both].any():
        return f"It is the derivative plus {_short(added)}: a constant has slope 0."
    return ""


def _short(value: float) -> str:
    """A number, as a fraction of small numbers if it is one."""
    for below in range(1, 13):
        above = round(value * below)
        if above and abs(value * below - above) < 1e-6 * abs(above):
            return f"{above}/{below}" if below > 1 else f"{above}"
    return f"{value:.4g}"
