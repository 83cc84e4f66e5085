"""What is shown of a rule is read from the function that runs."""

from dataclasses import replace

import pytest

from core.rules import RULES, first_memory_of, update_of
from core.rules.lines import lines_of, memory_of
from core.settings import LESSON, with_optimizer
from tests.core.rules.test_rules import EVERY_FORM


def test_adams_lines():
    assert [f"{line.target} = {line.plain}" for line in lines_of(RULES["adam"].update)] == [
        "m = m + (1 - beta_1) * (gradient - m)",
        "v = v + (1 - beta_2) * (square(gradient) - v)",
        "alpha = learning_rate * sqrt(1 - beta_2**t) / (1 - beta_1**t)",
        "step = alpha * m / (sqrt(v) + epsilon)",
        "w = w - step",
    ]
    assert memory_of(RULES["adam"].update) == ("m", "v")


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_every_line_but_the_last_is_a_quantity_that_is_recorded(name, convention):
    settings = replace(with_optimizer(LESSON, name), convention=convention)
    update = update_of(settings)
    *inner, last = lines_of(update)
    assert last.target == "w"
    fields = first_memory_of(settings)._fields
    assert {line.target for line in inner} == set(fields)
    assert len(inner) <= 11


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_plain_variables_do_for_a_script(name, convention):
    """No line reads what the step before left under a name that an earlier line has taken."""
    taken = set()
    for line in lines_of(update_of(replace(LESSON, optimizer=name, convention=convention))):
        assert not {field for owner, field in line.names if owner == "before"} & taken
        taken.add(line.target)
