import pytest

from core.formulas import FormulaError
from core.problems import typed_problem
from core.problems.typed_range import OPEN, ends_of, fault, read_end


@pytest.mark.parametrize(
    ("text", "end"),
    [("", None), ("-3", -3.0), ("0,25", 0.25), ("1/4", 0.25), ("1e-3", 1e-3), ("−2pi", -6.283185307179586)],
)
def test_an_end_is_read_as_people_write_numbers(text, end):
    assert read_end(text) == end


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("w", "the end of a range is a number, and w has many values"), ("1/0", "."), ("1e999", ".")],
)
def test_what_is_no_number_is_no_end(text, sentence):
    with pytest.raises(FormulaError, match=sentence):
        read_end(text)


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (-6, 20, ""),
        (3, -3, "a range goes from the smaller number to the larger, and 3 is above -3"),
        (3, 3, "a range from 3 to 3 has nothing within it"),
        (1, 1.00001, "from 1 to 1.00001 is too narrow: float32 could hardly tell two places within it apart"),
        (1e300, 1e301, "the ends of a range are numbers from -1e+09 to 1e+09"),
    ],
)
def test_what_is_wrong_with_a_range_is_said(low, high, sentence):
    assert fault(low, high, 1e9) == sentence


def test_a_range_that_was_set_is_kept_and_its_minima_are_found():
    problem = typed_problem("cos(w)", ends=(0.0, 20.0))
    assert problem.domain == ((0.0, 20.0),)
    assert sorted(minimum[0] for minimum in problem.minima) == pytest.approx([3.14159265, 9.42477796, 15.70796327])
    assert ends_of(problem) == (0.0, 20.0)
    assert ends_of(typed_problem("cos(w)")) == OPEN


def test_a_loss_without_a_value_near_0_has_one_on_its_own_range():
    with pytest.raises(FormulaError, match="no value between -1000 and 1000"):
        typed_problem("log(w - 5000)")
    problem = typed_problem("log(w - 5000)", ends=(5000.0, 6000.0))
    assert ends_of(problem) == (5000.0, 6000.0)
    with pytest.raises(FormulaError, match="no value between 0 and 1"):
        typed_problem("log(w - 5000)", ends=(0.0, 1.0))
