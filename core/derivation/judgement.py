"""A derivative that somebody typed, judged: by the tape, by SymPy and by a central difference, and what it looks like."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from core.derivation.mistakes import mistaken
from core.derivation.slopes import by_difference, by_symbols, by_tape, kinks, values_of
from core.formulas import Formula, FormulaError, parse
from core.problems import Problem, gradient_of

PLACES = 401
# Two slopes are the same if they differ by less than this share of their size; the difference's rounding allows no less.
SAME = 1e-6
TRUSTED = 1e-4
JUDGES: Mapping[str, Callable[[Formula, np.ndarray], np.ndarray]] = {
    "tape": by_tape,
    "SymPy": by_symbols,
    "difference": by_difference,
}


@dataclass(frozen=True, eq=False)
class Judgement:
    """What was found: right or not, sentences about it, and the slopes.

    `slopes` has the columns parameter, yours, and one for each judge that had an answer, over the problem's range; `wrong`
    has the columns from, to: where yours is wrong. `looks_like` is empty where no known mistake gives the same, and
    `other_form`, LaTeX, where SymPy writes the derivative as the visitor does or has none.
    """

    right: bool
    sentence: str
    looks_like: str
    other_form: str
    slopes: pa.Table
    wrong: pa.Table


@lru_cache(maxsize=64)
def judge(problem: Problem) -> Judgement:
    """Judge the gradient of a problem with one parameter over its range, against its loss."""
    loss, (yours,) = parse(problem.loss, problem.parameters), gradient_of(problem)
    at = np.linspace(*problem.domain[0], PLACES)
    slopes = {"yours": values_of(yours, at), **_answers(loss, at)}
    with np.errstate(invalid="ignore", over="ignore"):
        # At a kink, at a pole and where the loss has no value there is nothing to be right about.
        sure = np.isfinite(slopes["tape"]) & ~_apart(slopes["tape"], slopes["difference"], TRUSTED) & ~kinks(loss, at)
        wrong = sure & ~(np.isfinite(slopes["yours"]) & ~_apart(slopes["yours"], slopes["tape"], SAME))
    table = pa.table({"parameter": at} | {name: _with_gaps(values) for name, values in slopes.items()})
    looks = _looks_like(loss, slopes, at, sure) if wrong.any() else ""
    return Judgement(
        right=bool(sure.any() and not wrong.any()),
        sentence=_sentence(problem, at, sure, wrong),
        looks_like=looks,
        other_form=_other_form(loss, yours),
        slopes=table,
        wrong=_stretches(at, wrong, sure),
    )


@lru_cache(maxsize=64)
def judged_at(problem: Problem, point: float) -> dict[str, float | None]:
    """The slope at one point as the visitor's derivative and each judge have it; None where one has no answer."""
    loss, (yours,) = parse(problem.loss, problem.parameters), gradient_of(problem)
    at = np.array([point])
    answers = {"yours": values_of(yours, at), **_answers(loss, at)}
    every = {name: float(values[0]) for name, values in answers.items()}
    return {name: every.get(name) if np.isfinite(every.get(name, np.nan)) else None for name in ("yours", *JUDGES)}


def agrees(a: float | None, b: float | None) -> bool:
    """Whether two slopes are the same, or both have no value."""
    return a == b if a is None or b is None else not bool(_apart(np.array(a), np.array(b), TRUSTED))


def _answers(loss: Formula, at: np.ndarray) -> dict[str, np.ndarray]:
    answers = {}
    for name, slope in JUDGES.items():
        try:
            answers[name] = slope(loss, at)
        except FormulaError:
            continue  # SymPy has no derivative that a formula can write; the others have.
    return answers


def _apart(a: np.ndarray, b: np.ndarray, share: float) -> np.ndarray:
    size = np.maximum(np.abs(a), np.abs(b))
    return np.abs(a - b) > share * np.maximum(size, 1e-3)


def _with_gaps(values: np.ndarray) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))


def _stretches(at: np.ndarray, wrong: np.ndarray, sure: np.ndarray) -> pa.Table:
    """Where it is wrong, as columns from, to; a place that nobody is sure of belongs to its neighbours."""
    states = np.where(sure, wrong, np.nan)
    known = np.flatnonzero(~np.isnan(states))
    filled = np.interp(np.arange(len(at)), known, states[known]) > 0.5 if len(known) else np.zeros(len(at), bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(int)))
    first, last = edges[::2], edges[1::2] - 1
    return pa.table({"from": at[first], "to": at[last]})


def _sentence(problem: Problem, at: np.ndarray, sure: np.ndarray, wrong: np.ndarray) -> str:
    (low, high), (name,) = problem.domain[0], problem.parameters
    if not sure.any():
        return "Nobody can tell: the loss has no slope anywhere in this range."
    if not wrong.any():
        return f"Right: it is the slope of the loss from {name} = {low:g} to {high:g}."
    if not (sure & ~wrong).any():
        return f"Wrong everywhere from {name} = {low:g} to {high:g}."
    if (sure & ~wrong).sum() <= 3:
        (where, *_) = at[sure & ~wrong]
        return f"Wrong, but for a crossing at {name} = {where:.3g}."
    stretches = _stretches(at, wrong, sure).to_pylist()
    said = " and ".join(f"from {name} = {s['from']:.3g} to {s['to']:.3g}" for s in stretches[:2])
    return f"Wrong {said}{' and further on' if len(stretches) > 2 else ''}."


def _other_form(loss: Formula, yours: Formula) -> str:
    (parameter,) = loss.parameters
    try:
        derived = loss.derivative(parameter)
    except FormulaError:
        return ""
    return "" if derived.written == yours.written else derived.latex


def _looks_like(loss: Formula, slopes: dict[str, np.ndarray], at: np.ndarray, sure: np.ndarray) -> str:
    yours, true = slopes["yours"], slopes["tape"]
    with np.errstate(all="ignore"):
        for sentence, candidate in _candidates(loss, at, true):
            both = sure & np.isfinite(yours) & np.isfinite(candidate)
            if both.sum() > PLACES / 10 and not _apart(yours, candidate, SAME)[both].any():
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
    if both.sum() < PLACES / 10:
        return ""
    steep = both & (np.abs(true) > 1e-3 * np.max(np.abs(true[both])))
    factor = np.median((yours / true)[steep]) if steep.any() else np.nan
    if np.isfinite(factor) and not _apart(yours, factor * true, SAME)[both].any():
        return f"It is the derivative times {_short(factor)}: a factor is wrong."
    added = np.median((yours - true)[both])
    if not _apart(yours, true + added, SAME)[both].any():
        return f"It is the derivative plus {_short(added)}: a constant has slope 0."
    return ""


def _short(value: float) -> str:
    """A number, as a fraction of small numbers if it is one."""
    for below in range(1, 13):
        if abs(value * below - round(value * below)) < 1e-6 * below:
            return f"{round(value * below)}/{below}" if below > 1 else f"{round(value)}"
    return f"{value:.4g}"
