"""What the visitor did, for wrong derivatives that people really type."""

import numpy as np
import pytest

from core.derivation.judgement import judge
from core.derivation.mistakes.candidates import MOST_CANDIDATES, Candidates
from core.derivation.mistakes.mistake import written
from core.derivation.mistakes.order import MISTAKES
from core.formulas import parse
from core.formulas.paper import by_rules
from core.problems import typed_problem

W = ("w",)
SECOND = "You derived once too often: this is the second derivative."
INTEGRATED = "You integrated instead of deriving: the derivative of what you typed is the loss."
LOSS_ITSELF = "You typed the loss itself, not its derivative."
OPPOSITE = "You got the sign the wrong way round: this is minus the derivative."

WHOLE = [
    ("w^2", "w^2", LOSS_ITSELF),
    ("3w", "3w", LOSS_ITSELF),
    ("|w|", "|w|", LOSS_ITSELF),
    ("w^2", "-2w", OPPOSITE),
    ("3 - w^2", "2w", OPPOSITE),
    ("w^4", "12w^2", SECOND),
    ("w^2", "2", SECOND),
    ("sin(w)", "-sin(w)", SECOND),
    ("w^3", "w^4/4", INTEGRATED),
    ("1/w", "ln(w)", INTEGRATED),
    ("|w|", "w|w|/2", INTEGRATED),
    ("sin(3w)", "-cos(3w)/3", INTEGRATED),
    ("w^2", "0", "You typed 0, but only a constant has slope 0 everywhere."),
    ("cosh(w)", "3 sinh(w)", "You got a factor wrong: this is 3 times the derivative."),
    ("cosh(w)", "2 sinh(w)/3", "You got a factor wrong: this is 2/3 times the derivative."),
    ("cosh(w)", "sinh(w) + 1.5", "You added 3/2 to the derivative: a constant has slope 0."),
    ("w^2", "2w + 1e-8", "You added 1e-08 to the derivative: a constant has slope 0."),
    ("w^2", "2w - 3", "You subtracted 3 from the derivative: a constant has slope 0."),
]
CHAINS = [
    ("sin(3w) + w^2/10", "cos(3w) + w/5", "You left out the inner derivative of sin(3w), which is 3."),
    ("(2w - 1)^3", "3(2w - 1)^2", "You left out the inner derivative of (2w - 1)^3, which is 2."),
    ("exp(-w)", "exp(-w)", "You left out the inner derivative of exp(-w), which is -1."),
    ("(3 - w)^2", "2(3 - w)", "You left out the inner derivative of (3 - w)^2, which is -1."),
    ("sigmoid(-w)", "sigmoid(-w)(1 - sigmoid(-w))", "You left out the inner derivative of sigmoid(-w), which is -1."),
    ("exp(w^2)", "exp(w^2)", "You left out the inner derivative of exp(w^2), which is 2w."),
    ("log(3w)", "1/(3w)", "You left out the inner derivative of log(3w), which is 3."),
    ("ln(w^2)", "1/w^2", "You left out the inner derivative of log(w^2), which is 2w."),
    ("sqrt(w^2 + 1)", "1/(2 sqrt(w^2 + 1))", "You left out the inner derivative of sqrt(w^2 + 1), which is 2w."),
    ("tanh(2w)", "1 - tanh(2w)^2", "You left out the inner derivative of tanh(2w), which is 2."),
    ("cos(w^2)", "-sin(w^2)", "You left out the inner derivative of cos(w^2), which is 2w."),
    ("cos(w)^2", "2cos(w)", "You left out the inner derivative of cos(w)^2, which is -sin(w)."),
    ("sin(cos(2w))", "-cos(cos(2w)) sin(2w)", "You left out the inner derivative of cos(2w), which is 2."),
    ("sin(cos(2w))", "cos(cos(2w))", "You left out the inner derivative of sin(cos(2w)), which is -sin(2w)·2."),
    ("sin(cos(2w))", "2cos(cos(2w))", "You skipped one link of the chain, in sin(cos(2w))"),
    ("w^2 e^(-w)", "2w e^(-w) + w^2 e^(-w)", "You left out the inner derivative of exp(-w), which is -1."),
    ("sin(3w) + cos(2w)", "cos(3w) - sin(2w)", "You left out the inner derivative, everywhere."),
    ("(w - 3)^2", "2w", "You lost what stands inside: you derived w^2, not (w - 3)^2."),
    ("sin(3w)", "cos(w)", "You lost what stands inside: you derived sin(w), not sin(3w)."),
    ("sin(3w)", "3cos(w)", "You kept the inner derivative, but lost what stands inside, in sin(3w): it stays 3w."),
    ("cos(w^2)", "-2w sin(w)", "You kept the inner derivative, but lost what stands inside, in cos(w^2)"),
    ("log(3w)", "3/w", "You kept the inner derivative, but lost what stands inside, in log(3w): it stays 3w."),
    ("exp(w^2)", "exp(2w)", "You derived only what stands inside exp(w^2), and kept what stands around it."),
    ("exp(w^2)", "2w", "You derived only what stands inside exp(w^2), and dropped what stands around it."),
    ("cos(w)^2", "-sin(w)^2", "You derived only what stands inside cos(w)^2, and kept what stands around it."),
    ("sin(w)^2", "2cos(w)", "You put the derivative of the inside in the place of the inside, in sin(w)^2"),
    ("cos(w^2)", "-sin(2w)", "You put the derivative of the inside in the place of the inside, in cos(w^2)"),
    ("sin(3w)", "cos(3w)/3", "You divided by the inner derivative instead of multiplying by it, in sin(3w)."),
    ("sin(w^2)", "cos(w^2) + 2w", "You added the inner derivative instead of multiplying by it, in sin(w^2)."),
    ("sin(3w)", "9cos(3w)", "You multiplied by the inner derivative twice, in sin(3w)."),
    ("sin(3w)", "3sin(3w)", "You multiplied by the inner derivative and left the rest underived, in sin(3w)."),
]
POWERS = [
    ("w^3", "3w^4", "You raised the exponent instead of lowering it, in w^3."),
    ("w^4 + w", "4w^4 + 1", "You did not lower the exponent by one, in w^4."),
    ("1/w", "-1/w", "You did not lower the exponent by one, in w^(-1)."),
    ("sqrt(w)", "sqrt(w)/2", "You did not lower the exponent by one, in w^(1/2)."),
    ("w^4 + w", "w^3 + 1", "You did not bring the exponent down as a factor, in w^4."),
    ("w^3", "w^2", "You did not bring the exponent down as a factor, in w^3."),
    ("w^2/2", "w/2", "You did not bring the exponent down as a factor, in w^2."),
    ("1/w^2", "-2/w", "You raised the exponent instead of lowering it, in w^(-2)."),
    ("w^3", "2w^2", "You lowered the exponent before you brought it down, in w^3."),
    ("w^4", "4w^2", "You lowered the exponent by two instead of one, in w^4."),
    ("w^4", "4w", "You brought the exponent down and left none above, in w^4."),
    ("w^(-2)", "2w^(-3)", "You lost the minus sign of the exponent, in w^(-2)."),
    ("w^3 + sin(w)", "w^4/4 + cos(w)", "You integrated a power instead of deriving it, in w^3."),
    ("e^w + w", "w e^(w - 1) + 1", "You used the power rule on an exponential, in exp(w)."),
    ("exp(w^2)", "w^2 exp(w^2 - 1)", "You used the power rule on an exponential, in exp(w^2)."),
    ("exp(w^2)", "2w w^2 exp(w^2 - 1)", "You used the power rule on an exponential, in exp(w^2)."),
    ("2^w", "w*2^(w - 1)", "You used the power rule on an exponential, in 2^w."),
    ("w^w", "w^w ln(w)", "You used the exponential rule as if the base were a constant, in w^w"),
    ("2^w", "2^w", "You left out the logarithm of the base of 2^w, log(2)."),
    ("2^w + w", "2^w/ln(2) + 1", "You divided by the logarithm of the base instead of multiplying by it, in 2^w."),
]
FUNCTIONS = [
    ("cos(w)", "sin(w)", "You forgot a minus sign, in cos(w): the derivative of cos(u) is -sin(u)."),
    ("1 - cos(w)", "-sin(w)", "You forgot a minus sign, in cos(w): the derivative of cos(u) is -sin(u)."),
    ("sin(w)", "-cos(w)", "You put a minus sign where there is none, in sin(w): the derivative of sin(u) is cos(u)."),
    ("w^2 + sin(w)", "2w - cos(w)", "You put a minus sign where there is none, in sin(w)"),
    ("cosh(w)", "-sinh(w)", "You put a minus sign where there is none, in cosh(w)"),
    ("sqrt(w)", "1/sqrt(w)", "You left out the 1/2 of the root, in sqrt(w)"),
    ("sqrt(w^2 + 1)", "2w/sqrt(w^2 + 1)", "You left out the 1/2 of the root, in sqrt(w^2 + 1)"),
    ("|w|", "1", "You derived only one side of |w|: on the other it has another slope."),
    ("relu(w)", "1", "You derived only one side of relu(w): on the other it has another slope."),
    ("max(w, w^2)", "2w", "You derived only one side of max(w, w^2): on the other it has another slope."),
    ("tanh(w)", "1 - tanh(w)", "You forgot a square, in tanh(w): the derivative of tanh(u) is 1 - tanh(u)^2."),
    ("tanh(w)", "1 + tanh(w)^2", "You got a sign wrong, in tanh(w): the derivative of tanh(u) is 1 - tanh(u)^2."),
    ("atan(w)", "1/(1 - w^2)", "You got a sign wrong, in atan(w): the derivative of atan(u) is 1/(1 + u^2)."),
    ("sigmoid(w)", "1 - sigmoid(w)", "You left out one factor, in sigmoid(w)"),
    ("2sigmoid(3w)", "6sigmoid(3w)", "You left out one factor, in sigmoid(3w)"),
    ("log10(w)", "1/w", "You left out one factor, in log10(w): the derivative of log10(u) is 1/(u·log(10))."),
    ("log10(w)", "1/(10w)", "You took the base for its logarithm, in log10(w)"),
    ("ln(w)", "1/ln(w)", "You used the derivative of another function, in log(w): the derivative of log(u) is 1/u."),
]
PRODUCTS = [
    ("w^2 sin(w)", "2w cos(w)", "You multiplied the derivatives of the two factors of w^2·sin(w)"),
    ("w e^w", "e^w", "You multiplied the derivatives of the two factors of w·exp(w)"),
    ("w^2 sin(w)", "2w sin(w)", "You left out one half of the product rule: you never derived sin(w)"),
    ("w^2 sin(w)", "w^2 cos(w)", "You left out one half of the product rule: you never derived w^2"),
    ("w^2 sin(w)", "2w sin(w) - w^2 cos(w)", "You subtracted the halves of the product rule instead of adding them"),
    ("w^2 cos(w)", "2w cos(w) + w^2 sin(w)", "You forgot a minus sign, in cos(w)"),
    ("w^2 sin(w)", "2w + cos(w)", "You added the derivatives of the two factors of w^2·sin(w)"),
    ("w/(1 + w^2)", "1/(2w)", "You divided the derivatives of the numerator and the denominator, in w/(1 + w^2)"),
    (
        "sin(w)/(2 + w^2)",
        "(2w sin(w) - cos(w)(2 + w^2))/(2 + w^2)^2",
        "You subtracted the halves of the quotient rule the wrong way round, in sin(w)/(2 + w^2).",
    ),
    (
        "w + sin(w)/(2 + w^2)",
        "1 + (2w sin(w) - cos(w)(2 + w^2))/(2 + w^2)^2",
        "You subtracted the halves of the quotient rule the wrong way round, in sin(w)/(2 + w^2).",
    ),
    (
        "sin(w)/(2 + w^2)",
        "(cos(w)(2 + w^2) + 2w sin(w))/(2 + w^2)^2",
        "You added the halves of the quotient rule instead of subtracting them, in sin(w)/(2 + w^2).",
    ),
    (
        "sin(w)/(2 + w^2)",
        "(cos(w)(2 + w^2) - 2w sin(w))/(2 + w^2)",
        "You did not square the denominator, in sin(w)/(2 + w^2).",
    ),
    ("1/(1 + w^2)", "-2w/(1 + w^2)", "You did not square the denominator, in 1/(1 + w^2)."),
    ("sin(w)/(2 + w^2)", "cos(w)(2 + w^2) - 2w sin(w)", "You left out the denominator of the quotient rule"),
    ("sin(w)/(2 + w^2)", "cos(w)/(2 + w^2)", "You derived the numerator only, in sin(w)/(2 + w^2)."),
    ("1/w", "1/w^2", "You lost a minus sign, in 1/w: the derivative of 1/u is -u'/u^2."),
    ("1/(1 + w^2)", "1/(2w)", "You derived the denominator alone and left it below, in 1/(1 + w^2)."),
    ("1/(1 + w^2)", "-1/(1 + w^2)^2", "You left out the derivative of the denominator, in 1/(1 + w^2), which is 2w."),
]
SUMS = [
    ("5w^3", "3w^2", "You left out the constant factor 5 of 5w^3."),
    ("w^2/2", "2w", "You left out the constant factor 1/2 of w^2/2."),
    ("-w^2", "2w", "You lost the minus sign in front of w^2."),
    ("e^(-w^2)", "2w e^(-w^2)", "You lost the minus sign in front of w^2."),
    ("e^(-w^2)", "-e^(-w^2)", "You derived only the factor of -w^2, and not w^2."),
    ("w^4 - 3w^2 + w", "4w^3 + 6w + 1", "You got the sign of a term wrong: that of 3w^2."),
    ("w^4 - 3w^2 + w", "4w^3 - 6w", "You left out a term: the derivative of w."),
    ("w^2 + 3w", "3", "You left out a term: the derivative of w^2."),
    ("w^2 + 3w", "5w", "You left a term as it was, underived: 3w."),
    ("w^3 + 5", "3w^2 + 5", "You kept a constant, which has slope 0: 5."),
    ("w^2 - 5", "2w - 5", "You kept a constant, which has slope 0: -5."),
    ("w^2 + 5", "2w + 1", "You gave a constant the slope 1: the slope of 5 is 0."),
]


@pytest.mark.parametrize(("loss", "gradient", "said"), [*WHOLE, *CHAINS, *POWERS, *FUNCTIONS, *PRODUCTS, *SUMS])
def test_what_the_visitor_did_is_said(loss, gradient, said):
    found = judge(typed_problem(loss, gradient))
    assert not found.right
    assert found.sentence.startswith("Wrong")
    assert found.looks_like.startswith(said)
    assert found.looks_like.startswith("You ")
    assert found.looks_like.endswith(".")


def test_every_mistake_is_made_somewhere_and_gives_something_else():
    made = set()
    for text in (
        "3cos(2w) - w^4 sin(w) + sqrt(w^2 + 2)/(3 + sin(w)) + e^(2w) + 2^w + 7 - w^(-3) + w^w",
        "5 + sin(cos(2w)) + 1/(1 + w^2) + cos(w)^2 + where(w < 1, w^2, sin(w)) + tanh(w) + sigmoid(w) + log(w)",
        "log10(2w) + log(2w) + swish(w) + -w^2 + 4",
    ):
        loss, at = parse(text, W), np.linspace(0.2, 1.7, 9)
        right = by_rules(loss, "w").numpy(at)
        # The wrong sign before a number that has slope 0 does no harm.
        made |= {each.mistake for each in Candidates(loss, at).of(MISTAKES) if not np.allclose(each.slopes, right)}
    assert made == set(MISTAKES)


def test_a_mistake_at_one_place_is_what_it_is_in_the_whole_derivative():
    loss, at = parse("(w - 3)^2 sin(3w)/(1 + w^2)", W), np.linspace(0.2, 1.7, 9)
    (found,) = (
        each
        for each in Candidates(loss, at).of(MISTAKES)
        if each.sentence == "You left out the inner derivative of sin(3w), which is 3."
    )
    wrong = "((2(w - 3) sin(3w) + (w - 3)^2 cos(3w))(1 + w^2) - 2w (w - 3)^2 sin(3w))/(1 + w^2)^2"
    np.testing.assert_allclose(found.slopes, parse(wrong, W).numpy(at), rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "wrong"), [("sin(3w) + cos(2w)", "cos(3w) - sin(2w)"), ("(w^2 + 1)^2", "2(w^2 + 1)^2*2w^2")]
)
def test_a_mistake_at_all_places_is_what_it_is_in_the_whole_derivative(text, wrong):
    at = np.linspace(0.2, 1.7, 9)
    everywhere = [each for each in Candidates(parse(text, W), at).of(MISTAKES) if len(each.places) > 1]
    assert any(np.allclose(each.slopes, parse(wrong, W).numpy(at), rtol=1e-12) for each in everywhere)


def test_there_are_only_so_many_candidates(monkeypatch):
    monkeypatch.setattr("core.derivation.mistakes.candidates.MOST_NODES", 10**9)
    loss = parse("+".join(f"sin({k}w)*cos(w^{k})" for k in range(2, 14)), W)
    found = list(Candidates(loss, np.linspace(0.2, 1.7, 3)).of(MISTAKES))
    assert sum(len(each.places) == 1 for each in found) == MOST_CANDIDATES
    assert len(found) <= MOST_CANDIDATES + len(MISTAKES)


def test_of_a_long_loss_the_search_for_the_mistake_is_given_up_and_it_is_said():
    sines = "*".join(f"sin({k}w)" for k in range(1, 20))
    candidates = Candidates(parse(sines, W), np.linspace(0.2, 1.7, 3))
    assert 10 < len(list(candidates.of(MISTAKES))) < MOST_CANDIDATES / 2
    assert candidates.given_up
    found = judge(typed_problem(sines, "cos(w)"))
    assert not found.right
    assert found.looks_like == "The loss is too long to find out what was done to it."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3*w**2", "3w^2"),
        ("2*3*w", "2·3·w"),
        ("w/2*w", "w/2·w"),
        ("w^2*w", "w^2·w"),
        ("|w - 2|*3", "|w - 2|·3"),
        ("w - 3*w", "w - 3w"),
        ("0.5*w", "0.5w"),
    ],
)
def test_a_part_is_written_as_people_type_it(typed, shown):
    assert written(parse(typed, W).tree) == shown


def test_what_is_too_long_for_a_sentence_is_left_out_of_it():
    long = "w^2 + " + " + ".join(f"{k}w" for k in range(2, 20))
    assert judge(typed_problem(f"sin({long})", f"cos({long})")).looks_like == "You left out the inner derivative."
