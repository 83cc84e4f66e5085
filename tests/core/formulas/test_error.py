"""What is said of a formula that cannot be used."""

import pytest

from core.formulas import FormulaError, parse, said
from core.problems import typed_problem


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: typed_problem("2(3)"), "w does not stand in this loss, so there is nothing to minimise."),
        (lambda: parse("max(w)", ("w",)), "max takes 2 arguments, here it has 1."),
        (lambda: parse("arctan2(w)", ("w",)), "atan2 takes 2 arguments, here it has 1."),
        (lambda: parse("where(w, 1, 2)", ("w",)), "where begins with a condition, as in where("),
        (lambda: parse("w +", ("w",)), "Something is missing behind +."),
        (lambda: parse("sine(w)", ("w",)), "There is no 'sine' here; did you mean sin?"),
        (lambda: parse("w" * 9999, ("w",)), "A formula has at most"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_name_keeps_its_case(make, sentence):
    with pytest.raises(FormulaError) as caught:
        make()
    assert said(caught.value).startswith(sentence)
