import math

import mpmath as mp
import numpy as np
import pytest
import sympy

from core.formulas import FormulaError, parse
from core.tape.exact import tf

W = ("w",)

# What is typed, and what it means, in mpmath's words; values and derivatives are taken from these, to 30 digits.
MEANINGS = [
    ("w**2", lambda w: w**2),
    ("-w", lambda w: -w),
    ("-w^2", lambda w: -(w**2)),
    ("2 - 3*w / 4", lambda w: 2 - mp.mpf(3) / 4 * w),
    ("w^2 / 10 + sin(3w)", lambda w: w**2 / 10 + mp.sin(3 * w)),
    ("sin(3*w) + cos(w)", lambda w: mp.sin(3 * w) + mp.cos(w)),
    ("log(cosh(w))", lambda w: mp.log(mp.cosh(w))),
    ("exp(-w) + abs(w) * 3", lambda w: mp.exp(-w) + 3 * w),
    ("sqrt(1 + w**2) + tanh(w)", lambda w: mp.sqrt(1 + w**2) + mp.tanh(w)),
    ("pi * w + e", lambda w: mp.pi * w + mp.e),
    ("w**-2", lambda w: 1 / w**2),
    ("w⁻¹", lambda w: 1 / w),
    ("w² − 3·w × 2 ÷ 5", lambda w: w**2 - mp.mpf(6) / 5 * w),
    ("w^½", lambda w: mp.sqrt(w)),
    ("√w", lambda w: mp.sqrt(w)),
    ("√(w + 1)", lambda w: mp.sqrt(w + 1)),
    ("√2w", lambda w: mp.sqrt(2) * w),
    ("∛(w + 1)", lambda w: mp.cbrt(w + 1)),
    ("cbrt w", lambda w: mp.cbrt(w)),
    ("3w", lambda w: 3 * w),
    ("2(w+1)", lambda w: 2 * (w + 1)),
    ("(w+1)(w-1)", lambda w: w**2 - 1),
    ("w(w+1)", lambda w: w**2 + w),
    ("w sin(w)", lambda w: w * mp.sin(w)),
    ("wsin(w)", lambda w: w * mp.sin(w)),
    ("ww", lambda w: w**2),
    ("2pi w", lambda w: 2 * mp.pi * w),
    ("2πw", lambda w: 2 * mp.pi * w),
    ("1/2w", lambda w: w / 2),
    ("1/(2w)", lambda w: 1 / (2 * w)),
    ("2^-w", lambda w: mp.power(2, -w)),
    ("2^w^2", lambda w: mp.power(2, w**2)),
    ("w^w", lambda w: mp.power(w, w)),
    ("e^w", lambda w: mp.exp(w)),
    ("e^(-w)", lambda w: mp.exp(-w)),
    ("e^-w^2", lambda w: mp.exp(-(w**2))),
    ("2e^w", lambda w: 2 * mp.exp(w)),
    ("2e w", lambda w: 2 * mp.e * w),
    ("ew²", lambda w: mp.e * w**2),
    ("1e-3w", lambda w: w / 1000),
    (".5w^2 + 2.w", lambda w: w**2 / 2 + 2 * w),
    ("|w|", lambda w: abs(w)),
    ("|w-1| + |w+1|", lambda w: abs(w - 1) + abs(w + 1)),
    ("2|w|", lambda w: 2 * abs(w)),
    ("|w||w-2|", lambda w: abs(w) * abs(w - 2)),
    ("||w|-1|", lambda w: abs(abs(w) - 1)),
    ("|w|²", lambda w: w**2),
    ("|(2|w|) - w²|", lambda w: abs(2 * abs(w) - w**2)),
    ("|sin(w|w|) - 1|w", lambda w: abs(mp.sin(w * abs(w)) - 1) * w),
    ("sin w", lambda w: mp.sin(w)),
    ("sin 2w", lambda w: mp.sin(2 * w)),
    ("sin w cos w", lambda w: mp.sin(w) * mp.cos(w)),
    ("sin cos w", lambda w: mp.sin(mp.cos(w))),
    ("sin w^2", lambda w: mp.sin(w**2)),
    ("sin²(w) + cos^2 w", lambda w: mp.mpf(1) + 0 * w),
    ("sin(w)^2", lambda w: mp.sin(w) ** 2),
    ("2sin(2)w", lambda w: 2 * mp.sin(2) * w),
    ("ln w", lambda w: mp.log(w)),
    ("log2(w) + log10 w", lambda w: mp.log(w, 2) + mp.log10(w)),
    ("arcsin(w/2) + acos(w/3)", lambda w: mp.asin(w / 2) + mp.acos(w / 3)),
    ("arctan w", lambda w: mp.atan(w)),
    ("asinh(w) + arcosh(w+1) + atanh(w/2)", lambda w: mp.asinh(w) + mp.acosh(w + 1) + mp.atanh(w / 2)),
    ("tan(w/2) sinh(w)", lambda w: mp.tan(w / 2) * mp.sinh(w)),
    ("max(w, 0)", lambda w: w),
    ("max(1, w, w^2, -w)", lambda w: max(mp.mpf(1), w, w**2, -w)),
    ("min(w, 1)^2", lambda w: min(w, mp.mpf(1)) ** 2),
    ("relu(w - 0.5)", lambda w: w - mp.mpf(1) / 2),
    ("sigmoid(3w)", lambda w: 1 / (1 + mp.exp(-3 * w))),
    ("softplus(w)", lambda w: mp.log(1 + mp.exp(w))),
    ("erf(w)", lambda w: mp.erf(w)),
    ("Sin(W) EXP(w)", lambda w: mp.sin(w) * mp.exp(w)),
    ("where(w < 0.5, w^2, w - 0.25)", lambda w: w - mp.mpf(1) / 4),
    ("where(w² >= 2, 1, w³)", lambda w: w**3),
    ("L(w) = w^2", lambda w: w**2),
    ("y = 3w", lambda w: 3 * w),
    ("w**2 / (1 + w**2)", lambda w: w**2 / (1 + w**2)),
    ("(w - 1)^100", lambda w: (w - 1) ** 100),
    ("−−w", lambda w: w),
    ("w - -2w", lambda w: 3 * w),
    ("２ｗ^２", lambda w: 2 * w**2),
    ("𝑤²", lambda w: w**2),
    ("  3 \t w ", lambda w: 3 * w),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_a_formula_means_what_a_reader_takes_it_for(text, meaning):
    formula, place = parse(text, W), 0.7
    with mp.workdps(30):
        value, slope = float(meaning(mp.mpf(place))), float(mp.diff(meaning, mp.mpf(place)))
    w = tf.constant(place, "float64")
    with tf.GradientTape() as tape:
        tape.watch(w)
        recorded = formula.tensorflow(w)
    close = {"rtol": 1e-12, "atol": 1e-13}
    np.testing.assert_allclose(formula.numpy(np.float64(place)), value, **close)
    np.testing.assert_allclose(recorded.numpy(), value, **close)
    np.testing.assert_allclose(tape.gradient(recorded, w).numpy(), slope, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(formula.derivative("w").numpy(np.float64(place)), slope, rtol=1e-11, atol=1e-12)
    by_symbols = formula.sympy.subs(sympy.Symbol("w", real=True), sympy.Rational(7, 10))
    np.testing.assert_allclose(float(by_symbols), value, **close)


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_the_agreed_form_of_a_formula_is_the_same_formula(text, meaning):
    formula = parse(text, W)
    again = parse(formula.written, W)
    assert again.written == formula.written
    assert again.numpy(np.float64(0.7)) == formula.numpy(np.float64(0.7))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("xy", lambda x, y, g: x * y),
        ("2xy²", lambda x, y, g: 2 * x * y**2),
        ("100(y - x²)² + (1 - x)²", lambda x, y, g: 100 * (y - x**2) ** 2 + (1 - x) ** 2),
        ("x - learning_rate * y", lambda x, y, g: x - g * y),
        ("learning_rate x", lambda x, y, g: g * x),
        ("ysin(x)", lambda x, y, g: y * math.sin(x)),
        ("xexp(y)", lambda x, y, g: x * math.exp(y)),
        ("x^y", lambda x, y, g: x**y),
        ("f(x, y) = x/y", lambda x, y, g: x / y),
    ],
)
def test_several_parameters(text, meaning):
    at = 1.5, 2.25, 0.1
    formula = parse(text, ("x", "y", "learning_rate"))
    assert formula.numpy(*map(np.float64, at)) == pytest.approx(meaning(*at), rel=1e-14)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(
    "text",
    [
        "0.1*w**2 + sin(w)/3",
        "sin(2)*w",
        "5",
        "where(w > 0, 1, 0)",
        "max(pi, 1, w) + relu(w) - erf(w)",
        "1e11*w",
        "pi",
        "w",
    ],
)
def test_a_formula_keeps_the_precision_of_its_values(text, dtype):
    formula = parse(text, W)
    with np.errstate(over="ignore"):
        assert formula.numpy(np.dtype(dtype).type(0.7)).dtype == dtype
    assert formula.tensorflow(tf.constant(0.7, dtype)).dtype == dtype


def test_arrays_and_plain_numbers():
    formula = parse("w^2 - 1", W)
    np.testing.assert_array_equal(formula.numpy(np.array([1.0, 2.0, 3.0])), [0, 3, 8])
    np.testing.assert_array_equal(formula.numpy(np.array([1, 2, 3])), [0, 3, 8])
    assert formula.numpy(3) == 8
    np.testing.assert_array_equal(parse("1/w + w^-1", W).numpy(np.array([1, 2, 4])), [2, 1, 0.5])
    np.testing.assert_array_equal(
        parse("5", ("x", "y")).numpy(np.zeros((1, 3)), np.zeros((2, 1))), np.full((2, 3), 5.0)
    )


def test_a_negative_number_has_no_root_rather_than_a_complex_one():
    with np.errstate(invalid="ignore"):
        assert np.isnan(parse("w^0.5", W).numpy(-1.0))


def test_derivatives_are_formulas():
    assert parse("w**4 - 3*w**2 + w", W).derivative("w").text == "4*w**3 - 6*w + 1"
    assert parse("x**2 * y", ("x", "y")).derivative("y").text == "x**2"
    assert parse("abs(w)", W).derivative("w").text == "sign(w)"
    np.testing.assert_allclose(parse("exp(2*w)", W).derivative("w").numpy(0.5), 2 * math.e)


def test_what_jumps_has_values_and_no_derivative():
    for text, left, right in [("sgn(w) w", 2, 2), ("where(w < 1, 0, w)", 0, 2), ("sign(w - 1)", -1, 1)]:
        formula = parse(text, W)
        assert (formula.numpy(-2.0), formula.numpy(2.0)) == (left, right)
        with pytest.raises(FormulaError, match="jumps"):
            formula.derivative("w")


def test_a_kink_has_no_second_derivative():
    for text in ("abs(w)", "relu(w)", "max(w, -w)", "where(w < 1, 1, w)"):
        slope = parse(text, W).derivative("w")
        with pytest.raises(FormulaError):
            slope.derivative("w")


def test_functions_are_those_that_are_called():
    assert parse("sin(w) + |w| + e^w + 2", W).functions == {"sin", "abs", "exp"}
    assert parse("w^2 + 3^2", W).functions == frozenset()
    # The derivative of a power by its exponent calls the logarithm.
    assert parse("2^w", W).functions == {"log"}


def test_source_names_each_librarys_function():
    assert parse("log(cosh(w)) + pi", W).source("tf") == f"tf.math.log(tf.cosh(w)) + {math.pi!r}"
    assert parse("w²", W).source("np") == "w**2"
    assert parse("erf(w)", W).imports("np") == ("from scipy import special",)
    assert parse("erf(w)", W).imports("tf") == ()


def test_places_in_the_tree_are_places_in_what_was_typed():
    text = "L(w) =  3w·sin 2w²"
    tree = parse(text, W).tree
    assert text[tree.col_offset : tree.end_col_offset] == "3w·sin 2w²"
    assert text[tree.right.col_offset : tree.right.end_col_offset] == "sin 2w²"
    (argument,) = tree.right.args
    assert text[argument.right.col_offset : argument.right.end_col_offset] == "w²"


def test_a_number_typed_whole_stays_whole():
    assert type(parse("w^3", W).tree.right.value) is int
    assert type(parse("w^3.0", W).tree.right.value) is float
