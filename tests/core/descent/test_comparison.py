from dataclasses import replace

from core.descent.comparison import compare_methods
from core.descent.tables import gap_tables
from core.problems import PROBLEMS
from core.settings import LESSON, first_settings, with_optimizer


def test_the_lesson_side_by_side(numbers):
    lesson = compare_methods(LESSON)
    assert lesson.final_loss("tape") == lesson.final_loss("manual") == numbers["lesson"]["final_loss_tape"]
    assert lesson.largest_gap.headline == "none"
    assert lesson.outcomes["tape"].word == lesson.outcomes["manual"].word == "converged"
    assert lesson.minimum == 0


def test_the_largest_gap_says_where():
    wrong = replace(LESSON, problem=replace(LESSON.problem, gradient=("2.1*w",)))
    gap = compare_methods(wrong).largest_gap
    assert gap == ("71.6 % of the loss", "at step 50: 3.6e-09 absolute, 1.52e+07 ULP")


def test_a_gap_of_a_few_roundings_is_told_in_units_in_the_last_place():
    cosine = compare_methods(with_optimizer(first_settings(PROBLEMS["wavy"]), "adam"))
    assert cosine.measure == "ulp"
    assert cosine.largest_gap.headline.endswith(" ULP")
    assert cosine.largest_gap.detail.endswith(" of the loss")


def test_where_one_method_has_no_value_the_gap_is_beyond_all_numbers():
    absolute = replace(PROBLEMS["absolute"], gradient=("w/abs(w)",))
    settings = replace(first_settings(absolute), learning_rate=1.0, start=(5.0,), steps=10)
    comparison = compare_methods(settings)
    assert comparison.largest_gap == ("beyond all numbers", "at step 6: tape is at 0 and manual has no value")
    assert gap_tables(comparison)["alone"].to_pylist() == [
        {"step": 6, "said": "beyond all numbers at step 6", "side": "right"}
    ]
    assert len(gap_tables(compare_methods(LESSON))["alone"]) == 0


def test_where_one_method_overflows_the_gap_is_beyond_all_numbers():
    calm = replace(LESSON, problem=replace(LESSON.problem, gradient=("0*w",)), learning_rate=2.1)
    gap = compare_methods(calm).largest_gap
    assert gap == ("beyond all numbers", "at step 37: tape has overflowed and manual is at 25")


def test_a_gap_of_numbers_that_one_method_flushes_to_zero_says_so():
    long = compare_methods(replace(LESSON, steps=400)).largest_gap
    assert long.headline == "100 % of the loss"
    assert long.detail == (
        "at step 203: 1.1e-38 absolute, 8.05e+06 ULP, below float32's normal range, where one method flushes to zero"
    )
    wrong = replace(LESSON, problem=replace(LESSON.problem, gradient=("2.1*w",)))
    assert "normal range" not in compare_methods(wrong).largest_gap.detail
