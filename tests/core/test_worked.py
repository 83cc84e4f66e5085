import re

import pytest

from core.comparison import compare_methods
from core.problems import PROBLEMS
from core.settings import first_settings
from core.worked import worked_lines


def test_the_lessons_step():
    lines = worked_lines(first_settings(PROBLEMS["parabola"]))
    assert [line["code"] for line in lines["manual"]] == [
        "w**2 = {(parameter)}**2 = {loss}",
        "2*w = 2*{(parameter)} = {gradient}",
        "w - learning_rate * gradient = {parameter} - 0.1 * {(gradient)} = {next:parameter}",
    ]
    assert lines["tape"][1]["code"] == "tape.gradient(loss, w) = {gradient}"


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_place_for_a_number_is_a_column(name):
    settings = first_settings(PROBLEMS[name])
    columns = compare_methods(settings).worked_table("log").column_names
    for method, lines in worked_lines(settings).items():
        for line in lines:
            for column in re.findall(r"\{\(?(?:next:)?(\w+)\)?\}", line["code"]):
                assert f"{method}_{column}" in columns
