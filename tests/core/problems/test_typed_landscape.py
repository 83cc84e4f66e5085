import math

import numpy as np
import pytest

from core.formulas import FormulaError, parse
from core.hyperparameters import LEARNING_RATES
from core.landscapes.contours import contours
from core.landscapes.expedition import first_expedition, gaps, runs
from core.landscapes.ground import levels
from core.problems import typed_landscape
from core.problems.typed_landscape import FIRST_DOMAIN, FIRST_TEXT


def test_its_gradient_is_by_symbols_and_both_methods_agree():
    problem = typed_landscape(FIRST_TEXT)
    x, y = np.float64(0.7), np.float64(-1.3)
    at = [float(parse(text, ("x", "y")).numpy(x, y)) for text in problem.gradient]
    assert at == pytest.approx([math.cos(x) * math.cos(y) + x / 10, -math.sin(x) * math.sin(y) + y / 10])
    (gap,) = gaps(first_expedition(problem))
    assert gap.distance < 1e-4
    assert all(np.isfinite(run.loss).all() for run in runs(first_expedition(problem)))


@pytest.mark.parametrize("text", ["x**2", "exp(y)", "where(y < 0, x^2, 2x^2)"])
def test_a_loss_of_one_parameter_alone_is_a_trough_that_both_methods_run_down(text):
    problem = typed_landscape(text)
    settings = first_expedition(problem)
    for run in runs(settings):
        missing = [1] if "x" in text and "exp" not in text else [0]
        assert (run.gradient[:, missing] == 0).all()
        np.testing.assert_array_equal(run.parameters[:, missing], run.parameters[:1, missing].repeat(101, axis=0))


@pytest.mark.parametrize(
    "text", ["x +", "x + z + a", "import os", "x**", "9**9**9**9", "x" * 1000, "log(-1 - x**2)", ""]
)
def test_what_cannot_be_used_is_refused_with_a_sentence(text):
    with pytest.raises(FormulaError) as refused:
        typed_landscape(text)
    assert len(str(refused.value)) > 10


def test_what_sympy_refuses_to_derive_is_derived_by_our_own_rules():
    problem = typed_landscape("where(x > 1, 2, x^2) + y^2")
    assert problem.derived_by == "rules"
    assert problem.gradient == ("where(x > 1, 0, 2*x)", "2*y")


def test_a_loss_without_x_and_y_is_refused():
    with pytest.raises(FormulaError, match="neither x nor y"):
        typed_landscape("3")


@pytest.mark.parametrize("text", ["sqrt(x) + 1/y", "log(x - 4)", "x*y", "exp(9*x)", "tan(x) + y", "1/x"])
def test_a_visit_begins_where_the_loss_has_a_value_and_a_slope(text):
    problem = typed_landscape(text)
    start = np.array(problem.start)
    for formula in (problem.loss, *problem.gradient):
        assert np.isfinite(parse(formula, ("x", "y")).numpy(*start))
    assert all(low <= value <= high for value, (low, high) in zip(start, FIRST_DOMAIN, strict=True))
    assert LEARNING_RATES[0] <= problem.learning_rate <= 1


@pytest.mark.parametrize("scale", [1e-3, 1e5])
def test_a_map_may_be_small_or_large(scale):
    problem = typed_landscape(f"(x/{scale:.3f})**2 + (y/{scale:.3f})**2", ((-scale, 2 * scale), (-scale, scale)))
    assert np.reshape(problem.minima, -1) == pytest.approx([0, 0], abs=1e-12 * scale)
    assert len(levels(problem)) >= 5
    assert len(contours(problem)) > 50


def test_the_same_text_is_worked_out_once():
    assert typed_landscape(FIRST_TEXT) is typed_landscape(FIRST_TEXT)
