import itertools

import numpy as np
import pytest

from core.formulas import Formula, FormulaError, bounds, derivatives, parse
from core.formulas.rewriting import tree_of

W = ("w",)


@pytest.mark.parametrize(
    ("text", "derivative"),
    [
        ("3w", "3"),
        ("w/5 + 7", "1/5"),
        ("-w^2/2", "-w"),
        ("1/w", "-1/w**2"),
        ("√w", "1/(2*sqrt(w))"),
        ("w^2.5", "5*w**(3/2)/2"),
        ("2^w", "2**w*log(2)"),
        ("w^w", "w**w*(log(w) + 1)"),
        ("e^(-w^2)", "-2*w*exp(-w**2)"),
        ("erf(w)", "2*exp(-w**2)/sqrt(pi)"),
        ("|w|", "sign(w)"),
        ("relu(w)", "where(w > 0, 1, 0)"),
        ("max(w, 2)", "where(w >= 2, 1, 0)"),
        ("min(w^2, 1)", "where(w**2 <= 1, 2*w, 0)"),
        ("where(w < 1, w^2, 2w - 1)", "where(w < 1, 2*w, 2)"),
        ("softplus(w)", "sigmoid(w)"),
        ("sigmoid(w)", "(1 - sigmoid(w))*sigmoid(w)"),
        ("cbrt(w)", "1/(3*cbrt(w)**2)"),
        ("tanh(w)", "1 - tanh(w)**2"),
        ("sqrt(w^2)", "sign(w)"),
        ("log10(w)", "1/(w*log(10))"),
        ("where(w < 1, 2, 2) + w", "1"),
    ],
)
def test_derivatives_are_written_as_formulas(text, derivative):
    assert parse(text, W).derivative("w").text == derivative
    assert parse(derivative, W).written == parse(text, W).derivative("w").written


def test_a_derivative_knows_its_places_and_may_be_longer_than_what_is_typed():
    text = "(1+(x+y+1)^2*(19-14x+3x^2-14y+6xy+3y^2))*(30+(2x-3y)^2*(18-32x+12x^2+48y-36xy+27y^2))"
    goldstein_price = parse(text, ("x", "y"))
    across = goldstein_price.derivative("x").derivative("y")
    assert len(across.text) > 300
    assert across.text[across.tree.col_offset : across.tree.end_col_offset] == across.text
    there = goldstein_price.derivative("y").derivative("x")
    np.testing.assert_allclose(across.numpy(0.3, -0.7), there.numpy(0.3, -0.7), rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sign(w)", "sign has no derivative where it jumps"),
        ("where(w < 2, 1, w)", "where jumps at w = 2 and has no derivative there"),
        ("where(3 - 2w >= 0, w, w + 1)", "where jumps at w = 1.5 and has no derivative there"),
        ("(-2)^w", "a formula cannot write ImaginaryUnit"),
        ("sqrt(-w^2)", "a formula cannot write ImaginaryUnit"),
    ],
)
def test_where_there_is_none_a_sentence_says_why(text, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W).derivative("w")
    assert str(refusal.value) == sentence


def test_a_refusal_is_said_again_without_its_history():
    formula = parse("sign(w)^2 + w", W)
    refusals = []
    for _ in range(2):
        with pytest.raises(FormulaError) as refusal:
            formula.derivative("w")
        refusals.append(refusal.value)
    assert refusals[0] is not refusals[1]
    assert str(refusals[0]) == str(refusals[1])
    assert derivatives.derivative.__code__ not in {level.frame.code.raw for level in refusal.traceback}


def test_a_parameter_called_e_is_not_taken_for_the_number():
    formula = parse("exp(1)x + e^2 x", ("x", "e"))
    assert formula.derivative("e").text == "2*e*x"
    with pytest.raises(FormulaError, match="the number e"):
        formula.derivative("x")


def test_a_jump_in_one_parameter_is_none_in_another():
    formula = parse("where(x < 1, y^2, y^3)", ("x", "y"))
    assert formula.derivative("y").text == "where(x < 1, 2*y, 3*y**2)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sin(" * 38 + "w" + ")" * 38, "too long"),
        ("w^w^w^w^w^w^w^w^w^w^w^w^w^w^w^w", "too long"),
        ("".join(f"(w+{k})" for k in range(1, 38)), "too long"),
        ("sqrt(w^2+" * 14 + "w" + ")" * 14, "too long"),
        ("2^(w - w + 1e12)", "too long"),
        ("0.001^where(1 < 2, 1e12, w)", "too long"),
        ("((3^(w/w*900))^(w/w*900))^(w/w*900)", "too long"),
        ("log(exp(exp(w - w + 1e11)) - 5)w", "too long"),
        ("((cosh(1e11w/w) - 2)^2)^0.5 w", "too long"),
        ("((pi^(pi^(w/w*1e12)) - 2)^2)^0.5 w", "too long"),
        ("pi^(w - w + 1000)w", "at most"),
        ("(999999999999^(-1e-3) + 3.863)^√w", "too long"),
        ("w + w^2 pi^((w - w + 1e12)^100)", "too long"),
        ("log(-1 - where(1 < 2, 1, w)) w", "cannot write"),
        ("1/(1+" * 15 + "w" + ")" * 15, "too long"),
        ("max(" + ",".join(f"w^{k}" for k in range(1, 38)) + ")", "at most"),
        ("(999999999989w)^100(999999999988w)^99", "too large"),
    ],
    ids=lambda text: text[:20],
)
def test_what_would_keep_symbols_busy_or_fill_the_screen_is_refused(text, why):
    formula = parse(text, W)
    with pytest.raises(FormulaError, match=why):
        formula.derivative("w").derivative("w")
    # The formula itself goes on working.
    with np.errstate(all="ignore"):
        formula.numpy(0.5)


@pytest.mark.parametrize(
    "text",
    [
        "0.123456789123^0.987654321w^0.777777 + 1e11^0.9999^w",
        "where(sin(w)<cos(w)," * 9 + "w" + ",w^2)" * 9,
        "+".join(f"w^{k}" for k in range(1, 39)),
        "sin(" * 7 + "w" + ")" * 7,
        "sin(123456789123w)^(1/7) + (w + 1)^100",
        "-20exp(-0.2sqrt(0.5w² + 0.5)) - exp(0.5(cos(2πw) + 1)) + e + 20",
    ],
    ids=lambda text: text[:20],
)
def test_what_people_type_and_then_some_has_two_derivatives(text):
    parse(text, W).derivative("w").derivative("w")


def test_what_was_too_long_is_said_and_nothing_is_broken_by_it(monkeypatch):
    expected = parse("w^3 sin(w)", W).derivative("w").text
    monkeypatch.setattr(bounds, "MAX_CALLS", 300)
    with pytest.raises(FormulaError, match="too long"):
        parse("w^3 sin(w) exp(w)", W).derivative("w")
    monkeypatch.undo()
    assert parse("w^3 sin(w)", W).derivative("w").text == expected


def test_every_expression_comes_back_as_it_went():
    pieces = ["w", "2", "w**2", "-w", "sin(w)", "1/w", "sqrt(w)", "where(w < 1, w, 2)", "abs(w)", "3/7", "pi"]
    for a, b in itertools.product(pieces, pieces):
        for text in (f"({a})*({b})", f"({a})/({b})", f"({a}) - ({b})"):
            formula = parse(text, W)
            back = Formula(text, W, tree_of(formula.sympy))
            np.testing.assert_allclose(back.numpy(1.7), formula.numpy(1.7), rtol=1e-13, atol=1e-15)
            assert parse(back.written, W).written == back.written
