"""The range of a typed loss: its ends as a visitor typed them, and found for the loss where one is left open."""

import math
import re
from functools import lru_cache

from core.formulas import Formula, FormulaError, parse
from core.formulas.trees import contains
from core.problems.fitted_range import fitted_range
from core.problems.record import Problem

Ends = tuple[float | None, float | None]
OPEN: Ends = (None, None)
FARTHEST = 1e9
# Of the numbers at its ends: in a narrower range float32 could hardly tell two places apart.
NARROWEST = 1e-4


def range_of(formula: Formula, ends: Ends) -> tuple[float, float]:
    """The range with those ends; raises FormulaError where they are none, or where one is open and none can be found."""
    low, high = ends
    if low is None or high is None:
        found = fitted_range(formula)
        low, high = found[0] if low is None else low, found[1] if high is None else high
    wrong = fault(low, high, FARTHEST)
    if wrong:
        raise FormulaError(wrong)
    return low, high


def fault(low: float, high: float, farthest: float) -> str:
    """What is wrong with a range from `low` to `high`, in words; empty if nothing is."""
    if not max(abs(low), abs(high)) <= farthest:
        return f"the ends of a range are numbers from {-farthest:g} to {farthest:g}"
    if low == high:
        return f"a range from {low:g} to {high:g} has nothing within it"
    if low > high:
        return f"a range goes from the smaller number to the larger, and {low:g} is above {high:g}"
    if high - low < NARROWEST * max(1.0, abs(low), abs(high)):
        return f"from {low:.9g} to {high:.9g} is too narrow: float32 could hardly tell two places within it apart"
    return ""


def read_end(text: str) -> float | None:
    """One end as it was typed: a number or a formula without w, such as -2pi; None for nothing. Raises FormulaError."""
    if not text.strip():
        return None
    # A single comma between digits can only be a decimal one.
    formula = parse(re.sub(r"^(\D?\d+),(\d+)$", r"\1.\2", text.strip()), ("w",))
    if contains(formula.tree, "w"):
        raise FormulaError("the end of a range is a number, and w has many values", text.find("w"))
    value = float(formula.numpy(1.0))
    if not math.isfinite(value):
        raise FormulaError("the end of a range is a finite number")
    return value


def ends_of(problem: Problem) -> Ends:
    """The ends of a typed problem's range that were typed: those that would not have been found for it."""
    (low, high), (found_low, found_high) = problem.domain[0], _found(problem.loss)
    return None if low == found_low else low, None if high == found_high else high


@lru_cache(maxsize=64)
def _found(loss: str) -> Ends:
    try:
        return fitted_range(parse(loss, ("w",)))
    except FormulaError:
        return OPEN
