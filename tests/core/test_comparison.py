from dataclasses import replace

from core.comparison import compare_methods
from core.settings import LESSON


def test_the_lesson_side_by_side(numbers):
    lesson = compare_methods(LESSON)
    assert lesson.final_loss("tape") == lesson.final_loss("manual") == numbers["lesson"]["final_loss_tape"]
    assert lesson.largest_gap.headline == "none"
    assert lesson.outcomes["tape"].word == lesson.outcomes["manual"].word == "converged"
    assert lesson.minimum == 0


def test_the_largest_gap_says_where():
    wrong = replace(LESSON, problem=replace(LESSON.problem, gradient=("2.1*w",)))
    gap = compare_methods(wrong).largest_gap
    assert gap.headline.endswith(" ULP")
    assert gap.detail.startswith("at step ")
