"""A derivative that somebody typed, judged: by the tape, by SymPy and by a central difference, and what it looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
import pyarrow as pa

from core.derivation.refined import Values, crossings, edges, written
from core.derivation.resemblance import looks_like
from core.derivation.slopes import (
    SAME,
    apart,
    by_difference,
    by_symbols,
    by_tape,
    kinks,
    traced_by_tape,
    usual_slope,
    values_of,
)
from core.formulas import Formula, FormulaError, parse
from core.problems import Problem, gradient_of

PLACES = 401
GOLDEN = (5**0.5 - 1) / 2
# What two ways to the slope of the loss may differ by; the difference's rounding allows no less.
TRUSTED = 1e-4
# Of many crossings only the first are written.
MOST_WRITTEN = 5
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
    at = _places(*problem.domain[0])
    slopes = {"yours": values_of(yours, at), **_answers(loss, at)}
    sure = _sure(loss, slopes, at)
    with np.errstate(invalid="ignore", over="ignore"):
        differs = (
            sure
            & np.isfinite(slopes["yours"])
            & apart(slopes["yours"], slopes["tape"], SAME, usual_slope(slopes["tape"]))
        )
    # Where SymPy's derivative has no value either, a formula for the slope cannot be blamed for having none.
    nowhere = sure & ~np.isfinite(slopes["yours"]) & np.isfinite(slopes.get("SymPy", slopes["tape"]))
    wrong, fault = differs | nowhere, _Fault(loss, yours, usual_slope(slopes["tape"]), "SymPy" in slopes)
    drawn = {"parameter": at, **{name: _with_gaps(values) for name, values in slopes.items()}}
    looks = looks_like(loss, yours, slopes, at, sure) if differs.any() else ""
    return Judgement(
        right=bool(sure.any() and not wrong.any()),
        sentence=_sentence(problem, _Found(at, sure, differs, nowhere), fault),
        looks_like=looks,
        other_form=_other_form(loss, yours),
        slopes=pa.table({name: column[::2] for name, column in drawn.items()}),
        wrong=_stretches(at, wrong, sure, fault.wrong),
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
    return a == b if a is None or b is None else not bool(apart(np.array(a), np.array(b), TRUSTED))


def _places(low: float, high: float) -> np.ndarray:
    """Even places, which are drawn, and an uneven one between every two: what vanishes at all even ones is found there.

    Source of the uneven ones: the golden ratio's multiples, which no period falls in with (H. Weyl, 1916).
    """
    even = np.linspace(low, high, PLACES)
    shares = np.arange(1, PLACES) * GOLDEN % 1
    at = np.empty(2 * PLACES - 1)
    at[::2], at[1::2] = even, even[:-1] + shares * np.diff(even)
    return at


def _sure(loss: Formula, slopes: Mapping[str, np.ndarray], at: np.ndarray) -> np.ndarray:
    """Where there is a slope to be right about: at no kink, at no pole, and where the loss has values."""
    tape, difference = slopes["tape"], slopes["difference"]
    known = np.isfinite(values_of(loss, at)) & np.isfinite(tape) & np.isfinite(difference)
    with np.errstate(invalid="ignore", over="ignore"):
        return known & ~apart(tape, difference, TRUSTED, usual_slope(tape)) & ~kinks(loss, at)


def _answers(loss: Formula, at: np.ndarray) -> dict[str, np.ndarray]:
    answers = {}
    for name, slope in JUDGES.items():
        try:
            answers[name] = slope(loss, at)
        except FormulaError:
            continue  # SymPy has no derivative that a formula can write; the others have.
    return answers


def _with_gaps(values: np.ndarray) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))


@dataclass(frozen=True, eq=False)
class _Fault:
    """What is wrong with a derivative at any places, to look between the samples; by symbols, or by the tape without them."""

    loss: Formula
    yours: Formula
    usual: float
    symbols: bool

    @cached_property
    def _true(self) -> Values:
        return partial(by_symbols, self.loss) if self.symbols else traced_by_tape(self.loss)

    def _slopes(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return values_of(self.yours, at), self._true(at)

    def difference(self, at: np.ndarray) -> np.ndarray:
        """How far it is from the true slope, shape (n,)."""
        yours, slope = self._slopes(at)
        with np.errstate(invalid="ignore", over="ignore"):
            return yours - slope

    def wrong(self, at: np.ndarray) -> np.ndarray:
        """Whether it is another than the true slope, or has no value where that has one, shape (n,)."""
        yours, slope = self._slopes(at)
        with np.errstate(invalid="ignore", over="ignore"):
            return np.isfinite(slope) & (~np.isfinite(yours) | apart(yours, slope, SAME, self.usual))


@dataclass(frozen=True, eq=False)
class _Found:
    """What was found at the samples: where somebody is sure, and where the derivative differs or has no value."""

    at: np.ndarray
    sure: np.ndarray
    differs: np.ndarray
    nowhere: np.ndarray

    @property
    def wrong(self) -> np.ndarray:
        return self.differs | self.nowhere


def _stretches(at: np.ndarray, wrong: np.ndarray, sure: np.ndarray, holds: Values) -> pa.Table:
    """Where it is wrong, as columns from, to; a place that nobody is sure of belongs to its neighbours.

    `holds` tells of places between the samples, so that the ends are no samples.
    """
    states = np.where(sure, wrong, np.nan)
    known = np.flatnonzero(~np.isnan(states))
    filled = np.interp(np.arange(len(at)), known, states[known]) > 0.5 if len(known) else np.zeros(len(at), bool)
    ends = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(int)))
    first, last = ends[::2], ends[1::2] - 1
    begins, stops = at[first], at[last]
    inner, outer = first > 0, last < len(at) - 1
    begins[inner] = edges(holds, at[first[inner]], at[first[inner] - 1])
    stops[outer] = edges(holds, at[last[outer]], at[last[outer] + 1])
    return pa.table({"from": written(begins), "to": written(stops)})


def _sentence(problem: Problem, found: _Found, fault: _Fault) -> str:
    (low, high), (name,) = problem.domain[0], problem.parameters
    if not found.sure.any():
        return "Nobody can tell: the loss has no slope anywhere in this range."
    if not found.wrong.any():
        return f"Right: it is the slope of the loss from {name} = {low:g} to {high:g}."
    if not found.differs.any():
        where = _where(name, _stretches(found.at, found.nowhere, found.sure, fault.wrong))
        return f"It has no value {where}, where the loss has a slope; wherever it has one it is right."
    met = None if found.nowhere.any() else crossings(fault.difference, fault.wrong, found.at[found.sure])
    if met is not None and len(met):
        return f"Wrong, but for {_crossings(name, met)}."
    if not (found.sure & ~found.wrong).any():
        return f"Wrong everywhere from {name} = {low:g} to {high:g}."
    return f"Wrong {_where(name, _stretches(found.at, found.wrong, found.sure, fault.wrong))}."


def _crossings(name: str, places: np.ndarray) -> str:
    """Places where two slopes meet in words."""
    said = [f"{place:.4g}" for place in places[:MOST_WRITTEN]]
    if len(places) == 1:
        return f"a crossing at {name} = {said[0]}"
    if len(places) > MOST_WRITTEN:
        return f"{len(places)} crossings, at {name} = {', '.join(said)} and further on"
    return f"crossings at {name} = {', '.join(said[:-1])} and {said[-1]}"


def _where(name: str, stretches: pa.Table) -> str:
    """Stretches in words."""
    ends = [(f"{stretch['from']:.4g}", f"{stretch['to']:.4g}") for stretch in stretches.slice(0, 2).to_pylist()]
    said = " and ".join(f"at {name} = {low}" if low == high else f"from {name} = {low} to {high}" for low, high in ends)
    return f"{said}{' and further on' if len(stretches) > 2 else ''}"


def _other_form(loss: Formula, yours: Formula) -> str:
    (parameter,) = loss.parameters
    try:
        derived = loss.derivative(parameter)
    except FormulaError:
        return ""
    return "" if derived.written == yours.written else derived.latex
