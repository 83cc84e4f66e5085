"""The other readings of a formula that a book could mean, as formulas."""

from collections.abc import Iterator
from itertools import islice

from core.formulas import Formula, FormulaError, parse

# Among so many a person can choose.
MOST = 3


def other_readings(formula: Formula, of: str) -> list[Formula]:
    """At most `MOST`, each with the text that means it; `of` is what the formula is of, as in `parse`."""
    return list(islice(_meant_otherwise(formula, of), MOST))


def _meant_otherwise(formula: Formula, of: str) -> Iterator[Formula]:
    for text in formula.others:
        try:
            other = parse(text, formula.parameters, of)
        except FormulaError:
            # It has no value, or is too long by the parentheses: nobody means that.
            continue
        if other.written != formula.written:
            yield other
