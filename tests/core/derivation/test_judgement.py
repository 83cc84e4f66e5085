"""Right and wrong derivatives, and where the wrong ones are wrong."""

import numpy as np
import pytest

from core.derivation.charts import slope_chart, slope_tables
from core.derivation.judgement import agrees, judge, judged_at
from core.derivation.slopes import by_difference, by_symbols, by_tape, traced_by_tape
from core.formulas import parse
from core.problems import PROBLEMS, typed_problem
from core.problems.typed_curve import problem_of

W = ("w",)


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_three_judges_agree_on_every_problem(name):
    problem = PROBLEMS[name]
    loss, at = parse(problem.loss, W), np.linspace(*problem.domain[0], 38)
    np.testing.assert_allclose(by_symbols(loss, at), by_tape(loss, at), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(by_difference(loss, at), by_tape(loss, at), rtol=1e-7, atol=1e-9)
    found = judge(problem)
    assert found.right, found.sentence
    assert found.wrong.num_rows == 0


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        ("sin(w)cos(w)", "cos(2w)"),
        ("(w + 1)^2", "2w + 2"),
        ("|w|", "w/|w|"),
        ("tanh(w)", "1/cosh(w)^2"),
        ("ln(1 + e^w)", "sigmoid(w)"),
        ("sqrt(w)", "w^(-1/2)/2"),
    ],
)
def test_another_form_is_right(loss, gradient):
    found = judge(typed_problem(loss, gradient))
    assert found.right, found.sentence
    assert found.sentence.startswith("Right: ")


def test_another_form_than_sympys_is_shown_in_sympys():
    assert judge(typed_problem("(w + 1)^2", "2(w + 1)")).other_form == "2 w + 2"


def test_the_same_form_is_not_repeated():
    assert judge(typed_problem("w^2", "2w")).other_form == ""


def test_what_resembles_nothing_is_only_wrong():
    found = judge(typed_problem("w^2", "sin(w) + 4"))
    assert (found.right, found.looks_like) == (False, "")


def test_where_it_is_wrong_is_said():
    found = judge(typed_problem("w^2", "2|w|"))
    assert found.sentence == "Wrong from w = -6 to 0."
    (stretch,) = found.wrong.to_pylist()
    assert stretch == {"from": -6.0, "to": 0.0}
    assert judge(typed_problem("w^2", "2 sqrt(w^2)")).sentence == "Wrong from w = -6 to 0."
    assert judge(typed_problem("w^2", "2w + max(0, w - 1/3)")).sentence == "Wrong from w = 0.3333 to 6."
    assert judge(typed_problem("w^2", "2w + 1e-8")).sentence == "Wrong from w = -0.005 to 0.005."
    assert judge(typed_problem("w^2", "w")).sentence == "Wrong, but for a crossing at w = 0."
    assert judge(typed_problem("w^2", "w^2 + 40")).sentence == "Wrong everywhere from w = -6 to 6."


@pytest.mark.parametrize(
    ("loss", "gradient", "crossings"),
    [
        ("w^2", "2", "a crossing at w = 1"),
        ("w^2", "2w + (w - 1)^2", "a crossing at w = 1"),
        ("w^2", "w", "a crossing at w = 0"),
        ("w^3", "3", "crossings at w = -1 and 1"),
        ("sin(w)^2", "2sin(w)", "crossings at w = -6.283, -3.142, 0, 3.142 and 6.283"),
    ],
)
def test_where_a_wrong_derivative_crosses_the_true_one_is_found_between_the_samples(loss, gradient, crossings):
    assert judge(typed_problem(loss, gradient)).sentence == f"Wrong, but for {crossings}."


def test_where_it_jumps_over_the_true_one_is_no_crossing():
    assert judge(typed_problem("w^2", "2w + where(w < 1.01, -1, 1)")).sentence == "Wrong everywhere from w = -6 to 6."


@pytest.mark.parametrize(
    ("loss", "gradient", "where"),
    [
        ("w^2", "2 sqrt(w)^2", "from w = -6 to 0"),
        ("cbrt(6w)", "2*(6w)^(-2/3)", "from w = -6 to 0"),
        ("|w|^3", "3w^3/|w|", "at w = 0"),
    ],
)
def test_no_value_where_the_loss_has_a_slope_is_said_and_no_factor_blamed(loss, gradient, where):
    found = judge(typed_problem(loss, gradient))
    assert (found.right, found.looks_like) == (False, "")
    assert found.sentence == f"It has no value {where}, where the loss has a slope; wherever it has one it is right."


def test_no_value_where_symbols_have_none_either_is_no_fault():
    right = "sinh(w^2)^cos(w)*(-sin(w)*ln(sinh(w^2)) + cos(w)*2w*cosh(w^2)/sinh(w^2))"
    assert judge(typed_problem("sinh(w^2)^cos(w)", right)).right


def test_where_the_loss_has_no_value_nobody_asks_for_a_slope():
    right = "(w^3+w)^(5w+2)*(5ln(w^3+w)+(5w+2)(3w^2+1)/(w^3+w))"
    found = judge(typed_problem("(w^3+w)^(5w+2)", right))
    assert found.right, found.sentence


def test_a_loss_that_changes_fast_has_a_slope():
    assert judge(typed_problem("sin(1000w)", "1000cos(1000w)")).right
    assert judge(typed_problem("sin(1000w)", "cos(1000w)")).looks_like.endswith("of sin(1000w), which is 1000.")


def test_what_vanishes_at_all_even_places_is_found():
    problem = problem_of("parabola", "", "2w + sin(400 pi (w + 6)/12)")
    assert judge(problem).sentence.startswith("Wrong, but for 400 crossings, at w = -5.97, -5.94,")


def test_a_gentle_loss_is_judged_by_its_own_slopes():
    assert not judge(typed_problem("w^2/10^10", "3w/10^10")).right
    assert judge(typed_problem("w^2/10^10", "2w/10^10")).right


def test_the_slopes_at_one_point():
    slopes = judged_at(problem_of("double_well", "", "4w^3 - 6w"), 2.0)
    assert slopes == pytest.approx({"yours": 20.0, "tape": 21.0, "SymPy": 21.0, "difference": 21.0})
    assert [agrees(slope, slopes["tape"]) for slope in slopes.values()] == [False, True, True, True]
    assert judged_at(typed_problem("log(w)", "1/w"), -0.2)["difference"] is None
    assert agrees(None, None)
    assert not agrees(None, 1.0)


def test_the_picture_shows_both_and_tints_where_it_is_wrong():
    problem = typed_problem("w^2", "2|w|")
    tables = slope_tables(problem)
    assert tables["tape"]["slope"].to_numpy()[[0, -1]].tolist() == [-12.0, 12.0]
    assert tables["manual"]["slope"].to_numpy()[[0, -1]].tolist() == [12.0, 12.0]
    assert tables["wrong"].num_rows == 1
    for dark in (False, True):
        names = [layer["data"].get("name") for layer in slope_chart(problem, dark)["layer"]]
        assert names == [None, "wrong", "tape", "manual"]


def test_the_tape_that_is_asked_again_and_again_has_the_same_digits():
    for text in ("sin(3w)*exp(-w)", "|w - 1|^3", "where(w < 0, -w, w^2)*max(w, 0.5)"):
        loss, at = parse(text, W), np.linspace(-2, 2, 41)
        np.testing.assert_array_equal(traced_by_tape(loss)(at), by_tape(loss, at))
