import math

import pytest

from core.recording.answers import OPERATIONS, answers, derivative
from core.recording.expressions import EXPRESSIONS
from core.recording.record import record


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_three_answers_agree(name):
    expression = EXPRESSIONS[name]
    for answer in answers(expression, record(expression, expression.start, "float64")):
        assert answer.tape == pytest.approx(answer.symbols, rel=1e-12)
        assert answer.difference == pytest.approx(answer.symbols, rel=1e-6, abs=1e-9)
        assert answer.gap_to_symbols == abs(answer.tape - answer.symbols)
        assert answer.gap_to_difference > 0 or name == "square"


def test_in_float32_the_tape_is_a_rounding_away():
    (answer,) = answers(EXPRESSIONS["square"], record(EXPRESSIONS["square"], (0.1,)))
    assert answer.tape == pytest.approx(0.2, rel=1e-7)
    # All three are asked at the value that the variable holds, which is float32(0.1).
    assert answer.gap_to_symbols == 0


def test_the_lessons_derivatives_in_latex():
    expression = EXPRESSIONS["surface"]
    by_x, by_y = answers(expression, record(expression, (2.0, 3.0)))
    assert by_y.latex == r"2 x \left(x y + \sin{\left(x \right)}\right)"
    assert by_x.symbols == pytest.approx(2 * (6 + math.sin(2)) * (3 + math.cos(2)))
    weights = EXPRESSIONS["neuron"]
    assert [each.by for each in answers(weights, record(weights, weights.start))][1] == "w_{1}"


def test_at_a_kink_they_disagree_and_say_so():
    expression = EXPRESSIONS["micrograd"]
    answer = answers(expression, record(expression, (2.0, 2.0), "float64"))[0]
    assert answer.gap_to_symbols > 1


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_every_operation_of_a_derivative_is_known(name):
    expression = EXPRESSIONS[name]
    for variable in expression.parameters:
        for node in derivative(expression, variable).atoms() | set(derivative(expression, variable).args):
            assert node.is_Symbol or node.is_number or type(node).__name__ in OPERATIONS


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_corners_raise_nothing(name):
    expression = EXPRESSIONS[name]
    for corner in (0, 1):
        values = tuple(each.limits[corner] for each in expression.variables)
        for dtype in ("float32", "float64"):
            assert len(answers(expression, record(expression, values, dtype))) == len(values)
    zeros = tuple(0.0 for _ in expression.variables)
    assert len(answers(expression, record(expression, zeros))) == len(zeros)
