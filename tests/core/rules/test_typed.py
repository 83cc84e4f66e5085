"""An update that somebody typed in place of a rule."""

from dataclasses import replace

import numpy as np
import pytest

from core.descent.export import manual_code
from core.descent.worked import before_the_first_step, worked_lines
from core.formulas import FormulaError
from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.rules import update_of
from core.rules.lines import lines_of
from core.rules.typed import TypedUpdate
from core.settings import LESSON, first_settings, with_optimizer
from core.tape_descent import descend_with_tape


@pytest.mark.parametrize("name", PROBLEMS)
def test_plain_descent_typed_is_plain_descent(name):
    settings = replace(first_settings(PROBLEMS[name]), dtype="float64")
    typed, rule = descend_by_hand(replace(settings, update="w - learning_rate * g")), descend_by_hand(settings)
    assert typed.parameters.tolist() == rule.parameters.tolist()


def test_the_wrong_sign_climbs_while_the_tape_descends():
    settings = replace(LESSON, update="w + learning_rate * g")
    assert descend_by_hand(settings).loss[-1] > 1e8
    assert descend_with_tape(settings).loss[-1] == 5.0925916816879635e-09


def test_the_step_is_counted_from_1_and_the_rate_is_that_of_the_schedule():
    settings = replace(LESSON, update="w - learning_rate * sign(g) / step", dtype="float64", steps=3)
    np.testing.assert_allclose(descend_by_hand(settings).parameters[:, 0], [5, 4.9, 4.85, 4.85 - 0.1 / 3])
    halved = replace(with_optimizer(settings, "sgd", "inverse_time"), update="w - learning_rate", dtype="float64")
    rates = -np.diff(descend_by_hand(halved).parameters[:, 0])
    assert rates[0] == pytest.approx(0.1)
    assert rates[0] > rates[1] > rates[2] > 0


def test_an_update_without_w_is_one_number_for_every_parameter():
    settings = replace(LESSON, update="2", steps=2)
    assert descend_by_hand(settings).parameters.tolist() == [[5.0], [2.0], [2.0]]


def test_its_line_is_shown_and_exported_as_it_is_typed():
    settings = replace(LESSON, update="w - learning_rate * g / sqrt(step)")
    (line,) = lines_of(update_of(settings))
    assert line.target == "w"
    assert line.shown.plain == "w - learning_rate * gradient / sqrt(t)"
    assert "    w = w - learning_rate * gradient / np.sqrt(t)\n" in manual_code(settings)
    assert worked_lines(settings)["manual"][-1]["numbers"] == "{(parameter)} - 0.1 * {(gradient)} / sqrt({t})"
    assert before_the_first_step(settings) == {}


def test_the_names_of_a_worked_step_are_words_for_the_same():
    typed = replace(LESSON, update="w - lr * gradient / sqrt(t)")
    plain = replace(LESSON, update="w - learning_rate * g / sqrt(step)")
    assert manual_code(typed) == manual_code(plain)
    assert worked_lines(typed) == worked_lines(plain)
    shown = worked_lines(typed)["manual"][-1]["formula"]
    assert shown == "w - learning_rate * gradient / sqrt(t)"
    TypedUpdate(shown).check()


@pytest.mark.parametrize("text", ["w - foo * g", "g = 2", "w -", "__import__('os')", "w - learning_rate * x"])
def test_what_is_no_update_is_refused(text):
    with pytest.raises(FormulaError):
        TypedUpdate(text).check()
