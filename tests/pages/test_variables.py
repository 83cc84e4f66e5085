"""The Variables page in Streamlit's AppTest: each experiment's code and what it printed."""

import pytest
from streamlit.testing.v1 import AppTest

from core.experiments.variables import SHAPES, VARIABLE_EXPERIMENTS
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.boxes import tell


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "variables.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def codes(page: AppTest) -> str:
    return "\n".join(element.value for element in page.code)


def test_the_lessons_outputs_stand_on_the_page(numbers):
    shown = codes(visit())
    lesson = numbers["lesson"]
    for line in (
        "TypeError: 'tuple' object does not support item assignment",
        f"tf.Tensor({lesson['product']}, shape=(), dtype=float32)",
        f"tf.Tensor({lesson['after_a_plus_1']}, shape=(), dtype=float32)",
        f"tf.Tensor({lesson['a_times_b_plus_c']}, shape=(), dtype=float32)",
        "tf.Tensor(19.0, shape=(), dtype=float32)",
        "object has no attribute 'assign'",
    ):
        assert line in shown
    assert shown.count(repr(lesson["final_loss_tape"])) == 2


def test_every_experiment_has_its_title_and_its_lesson():
    page = visit()
    assert [each.value for each in page.header] == [each.title for each in VARIABLE_EXPERIMENTS.values()]
    for given in VARIABLE_EXPERIMENTS.values():
        assert given.lesson in [each.value for each in page.markdown]


def test_the_numbers_are_the_visitors():
    page = visit(first="2.5")
    assert "a = tf.Variable(2.5)" in codes(page)
    assert "tf.Tensor(7.5, shape=(), dtype=float32)" in codes(page)
    tell(page, "variables.second.box", value=-4)
    assert "tf.Tensor(-10.0, shape=(), dtype=float32)" in codes(page)


@pytest.mark.parametrize("sent", [None, "7", 1e9, [1.0]])
def test_what_is_no_number_within_limits_keeps_the_last_one(sent):
    page = tell(visit(second="2.0"), "variables.second.box", value=sent)
    assert "b = tf.Variable(2.0)" in codes(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shape_is_the_visitors(shape):
    page = visit()
    page.button_group(key="variables.shape").set_value(shape).run()
    assert ("Shape mismatch" in codes(page)) == (shape != "(2,)")


def test_a_bad_link_is_repaired_and_said_in_one_line():
    (warning,) = visit(first="many", dtype="<i>").warning
    assert "first was not a number and is now 5" in warning.value
    assert "dtype was unknown and is now float64" in warning.value
    assert "<" not in warning.value
