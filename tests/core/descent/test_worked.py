import re
from dataclasses import replace

import pytest

from core.descent.comparison import compare_methods
from core.descent.tables import worked_table
from core.descent.worked import before_the_first_step, worked_lines
from core.problems import PROBLEMS
from core.rules import conventions_of
from core.settings import LESSON, first_settings, with_optimizer
from tests.core.rules.test_rules import EVERY_FORM


def shown(lines) -> list[str]:
    return [
        " = ".join(filter(None, (line["name"], line["formula"], line["numbers"], line["result"]))) for line in lines
    ]


def test_the_lessons_step():
    lines = worked_lines(first_settings(PROBLEMS["parabola"]))
    assert shown(lines["manual"]) == [
        "loss = w**2 = {(parameter)}**2 = {loss}",
        "gradient = 2*w = 2*{(parameter)} = {gradient}",
        "w = w - learning_rate * gradient = {(parameter)} - 0.1 * {(gradient)} = {next:parameter}",
    ]
    assert shown(lines["tape"])[1] == "gradient = tape.gradient(loss, w) = {gradient}"


def test_adams_step_with_a_schedule_clipping_and_decay():
    first = with_optimizer(LESSON, "adamw", "exponential")
    settings = replace(first, hyperparameters=(*first.hyperparameters, ("clipvalue", 2.0)))
    assert shown(worked_lines(settings)["manual"])[2:] == [
        "gradient = clip(gradient, -clipvalue, clipvalue) = clip({(gradient)}, -2.0, 2.0) = {clipped_gradient}",
        "w = w - w * weight_decay * learning_rate = {(parameter)} - {(parameter)} * 0.004 * {learning_rate} = {decayed_w}",
        "m = m + (1 - beta_1) * (gradient - m) = {(before:m)} + (1 - 0.9) * ({(clipped_gradient)} - {(before:m)}) = {m}",
        "v = v + (1 - beta_2) * (square(gradient) - v) = "
        "{(before:v)} + (1 - 0.999) * (square({(clipped_gradient)}) - {(before:v)}) = {v}",
        "alpha = learning_rate * sqrt(1 - beta_2**t) / (1 - beta_1**t) = "
        "{learning_rate} * sqrt(1 - 0.999**{t}) / (1 - 0.9**{t}) = {alpha}",
        "step = alpha * m / (sqrt(v) + epsilon) = {(alpha)} * {(m)} / (sqrt({(v)}) + 1e-07) = {step}",
        "w = w - step = {(decayed_w)} - {(step)} = {next:parameter}",
    ]


def places_are_columns(settings) -> None:
    columns = worked_table(compare_methods(settings), "log").column_names
    first = before_the_first_step(settings)
    for method, lines in worked_lines(settings).items():
        for line in lines:
            for which, column in re.findall(r"\{\(?(next:|before:)?(\w+)\)?\}", line["numbers"] + line["result"]):
                assert column == "t" or f"{method}_{column}" in columns
                assert which != "before:" or f"{method}_{column}" in first


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_place_for_a_number_is_a_column(name):
    places_are_columns(first_settings(PROBLEMS[name]))


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_every_place_for_a_number_of_a_rule_is_a_column(name, convention):
    first = replace(with_optimizer(LESSON, name), convention=convention, steps=3)
    places_are_columns(first)
    with_decay = replace(with_optimizer(LESSON, "sgd"), hyperparameters=(("weight_decay", 0.1),), convention="coupled")
    assert "coupled" in conventions_of(with_decay)
    places_are_columns(with_decay)


def test_the_numbers_shown_give_the_result_shown():
    """The formula with its numbers, worked out again, is the number behind it."""
    settings = replace(with_optimizer(LESSON, "adam"), dtype="float64", steps=4)
    table = worked_table(compare_methods(settings), "log")
    first = before_the_first_step(settings)
    (line,) = [line for line in worked_lines(settings)["manual"] if line["name"] == "m"]
    for k in range(4):
        before = table["manual_m"][k - 1].as_py() if k else first["manual_m"]
        gradient = table["manual_gradient"][k].as_py()
        assert line["numbers"] == "{(before:m)} + (1 - 0.9) * ({(gradient)} - {(before:m)})"
        assert before + (1 - 0.9) * (gradient - before) == pytest.approx(table["manual_m"][k].as_py(), rel=1e-15)
