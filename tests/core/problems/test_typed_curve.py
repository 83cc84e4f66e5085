"""What is found out about a loss that somebody typed."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from core.derivation.charts import slope_chart
from core.derivation.judgement import judge
from core.derivation.text import derivation
from core.descent.charts import loss_chart, path_chart
from core.descent.comparison import compare_methods
from core.descent.export import script
from core.descent.paths import path_tables
from core.descent.tables import loss_tables
from core.descent.worked import worked_lines
from core.formulas import FormulaError
from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS, TYPED, typed_problem
from core.problems.typed_curve import problem_of, start_within
from core.settings import DTYPES, SCALES, first_settings
from core.tape_descent import descend_with_tape
from core.theory.limits import curvature, learning_rate_limit, predicted_loss, verdict
from core.theory.outcome import outcome
from tests.core.formulas.test_grammar import formulas


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("w^2", (-6, 6)),
        ("w^4 - 3w^2 + w", (-2.3, 2.2)),
        ("(w - 50)^2", (44, 56)),
        ("log(w)", (-0.3, 6)),
        ("exp(w)", (-6, 6)),
        ("w - ln w", (-0.4, 7)),
        ("cosh(w)", (-3, 3)),
        ("sin(w/100)", (-1000, 1000)),
    ],
)
def test_the_range_fits_the_loss(text, domain):
    found = typed_problem(text).domain[0]
    assert found == pytest.approx(domain, rel=0.3)
    assert found == tuple(float(f"{end:.3g}") for end in found)


def test_a_typed_built_in_loss_gives_what_the_built_in_problem_gives():
    typed, built_in = typed_problem("w**2"), PROBLEMS["parabola"]
    assert (typed.domain, typed.minima, typed.start) == (built_in.domain, built_in.minima, built_in.start)
    assert typed.derived_by == "symbols"
    comparison = compare_methods(first_settings(typed))
    assert comparison.final_loss("tape") == comparison.final_loss("manual") == 5.0925916816879635e-09


def test_theory_and_verdict_stand_for_a_typed_loss():
    problem = typed_problem("sin(3w) + w^2/10")
    settings, lowest = replace(first_settings(problem), learning_rate=0.05), problem.minima[0][0]
    expected = 0.2 - 9 * math.sin(3 * lowest)
    assert curvature(problem, lowest) == pytest.approx(expected)
    assert learning_rate_limit(settings, lowest) == pytest.approx(2 / expected)
    assert "each step multiplies the distance by" in verdict(settings, lowest)
    near = replace(settings, start=(lowest + 1e-4,), dtype="float64", steps=20)
    predicted, run = predicted_loss(near, lowest), descend_with_tape(near)
    ground = 0.1 * lowest**2 + math.sin(3 * lowest)
    np.testing.assert_allclose(run.loss[:6] - ground, predicted[:6] - ground, rtol=1e-3, atol=1e-15)


@pytest.mark.parametrize(
    "text", ["|w|", "max(-2w, w)", "relu(w) + relu(-w)", "sqrt(|w|)", "|w|^1.5", "where(w < 0, -w, w)"]
)
def test_a_kink_has_no_learning_rate_that_settles(text):
    assert curvature(typed_problem(text), 0.0) == math.inf


def test_where_symbols_fail_the_curvature_is_found_by_numbers():
    """SymPy finds no second derivative where pieces meet with a kink in the slope; elsewhere the loss has a curvature."""
    problem = typed_problem("|w - 1| + w^2")
    assert curvature(problem, -0.5) == pytest.approx(2.0, rel=1e-5)
    assert curvature(problem, 1.0) == math.inf


def test_a_loss_that_jumps_is_derived_by_our_own_rules():
    problem = typed_problem("where(w > 0, 1, 0)")
    assert problem.derived_by == "rules"
    assert problem.gradient == ("where(w > 0, 0, 0)",)
    run = descend_by_hand(first_settings(problem))
    assert run.parameters.tolist() == descend_with_tape(first_settings(problem)).parameters.tolist()
    assert outcome(problem, run).word == "stalled"


def test_a_run_stops_where_the_loss_has_no_value():
    problem = typed_problem("log(w)")
    settings = replace(first_settings(problem), start=(0.5,), learning_rate=0.4, steps=10, dtype="float64")
    for descend in (descend_with_tape, descend_by_hand):
        run = descend(settings)
        np.testing.assert_allclose(run.parameters[:2, 0], [0.5, -0.3])
        assert np.isnan(run.loss[1:]).all()
        assert np.isnan(run.parameters[2:]).all()
        found = outcome(problem, run)
        assert (found.word, found.step) == ("undefined", 1)
        assert found.reason == "the loss has no value at w = -0.3, so the run stops at step 1"


def test_the_visitors_gradient_moves_the_manual_method_alone():
    settings = first_settings(problem_of("parabola", "", "w"))
    assert descend_by_hand(settings).parameters[1, 0] == pytest.approx(4.5)
    assert descend_with_tape(settings).parameters[1, 0] == pytest.approx(4.0)
    comparison = compare_methods(settings)
    assert comparison.parting == 1
    assert comparison.at(1) == pytest.approx({"tape": 4.0, "manual": 4.5})


def test_methods_that_agree_never_part():
    assert compare_methods(first_settings(typed_problem("ln(1 + e^w) + w^2/9"))).parting is None


def test_the_start_stays_where_it_is_if_it_can():
    problem = typed_problem("log(w) + w")
    assert start_within(problem, 2.5) == 2.5
    assert start_within(problem, -0.1) == problem.start[0]
    assert start_within(problem, 1e9) == problem.start[0]


@pytest.mark.parametrize(
    ("loss", "gradient", "said"),
    [
        ("3", "", "w does not stand in this loss"),
        ("sqrt(w - 5000)", "", "no value between -1000 and 1000"),
        ("w^2", "2x + z", "x"),
        ("w^", "", "missing"),
    ],
)
def test_what_cannot_be_minimised_is_refused(loss, gradient, said):
    with pytest.raises(FormulaError, match=said):
        problem_of(TYPED, loss, gradient)


@settings_of_hypothesis(max_examples=25, suppress_health_check=list(HealthCheck))
@given(formulas, formulas, st.sampled_from(DTYPES), st.sampled_from(["", "w + learning_rate*g/step"]))
def test_whatever_can_be_read_can_be_minimised_judged_drawn_and_written(loss, gradient, dtype, update):
    try:
        problem = typed_problem(loss.text, gradient.text)
    except FormulaError:
        return
    settings = replace(first_settings(problem), dtype=dtype, update=update, steps=20)
    comparison = compare_methods(settings)
    for scale in SCALES:
        assert len(loss_tables(comparison, scale)["tape"]) == 21
        assert loss_chart(problem, scale, dark=False)
    assert path_tables(comparison)["curve"].num_rows
    assert path_chart(problem, problem, dark=False)
    assert judge(problem).sentence.endswith(".")
    assert slope_chart(problem, dark=True)
    assert derivation(problem)
    assert comparison.verdict.endswith(".")
    assert comparison.outcomes["tape"].reason
    assert "apply_gradients" in script(settings)
    assert worked_lines(settings)["manual"]
