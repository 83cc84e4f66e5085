import ast

import numpy as np
import pytest
import sympy
from scipy import special

from core.formulas import FormulaError, parse
from core.formulas.functions import ALIASES, CONSTANTS, FUNCTIONS
from core.formulas.paper import by_rules
from core.formulas.reading.characters import FRACTIONS
from core.tape.exact import EXACT_UNDER_XLA, tf

W = ("w",)
# Where a function is defined that is not so everywhere between -2 and 3.
DOMAINS = dict.fromkeys(("sqrt", "log", "log2", "log10"), (0.05, 3.0)) | {
    "asin": (-0.95, 0.95),
    "acos": (-0.95, 0.95),
    "atanh": (-0.95, 0.95),
    "acosh": (1.05, 3.0),
    "tan": (-1.4, 1.4),
    "sec": (-1.4, 1.4),
    "log1p": (-0.95, 3.0),
    "logit": (0.05, 0.95),
    **dict.fromkeys(("csc", "cot", "csch", "coth"), (0.1, 1.4)),
}
CALLS = {name: f"{name}(w)" for name in FUNCTIONS} | {
    "min": "min(w, 1, w^2/2)",
    "max": "max(w, 1, w^2/2)",
    "hypot": "hypot(w, w^2 - 2)",
    "atan2": "atan2(w, w^2 - 2)",
    "where": "where(w <= 1, w^2, 2w - 1)",
}
# Units in the last place that the libraries may be apart: what they call approximates.
TOLERANCES = {"float16": 4e-3, "float32": 2e-6, "float64": 1e-13}


def points(name: str, dtype: str) -> np.ndarray:
    # None of them is 0 or 1, where slopes jump.
    return np.linspace(*DOMAINS.get(name, (-2.0, 3.0)), 12).astype(dtype)


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_numpy_and_tensorflow_agree_and_keep_the_precision(name, dtype):
    formula = parse(CALLS[name], W)
    at = points(name, dtype)
    for by_numpy in (formula.numpy(at), np.array([formula.numpy(w) for w in at])):
        assert by_numpy.dtype == dtype
        by_tensorflow = formula.tensorflow(tf.constant(at))
        assert by_tensorflow.dtype == dtype
        np.testing.assert_allclose(by_tensorflow.numpy(), by_numpy, rtol=TOLERANCES[dtype], atol=TOLERANCES[dtype] / 10)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_symbols_and_tape_agree_with_a_difference(name):
    formula, at = parse(CALLS[name], W), points(name, "float64")
    w = tf.constant(at)
    with tf.GradientTape() as tape:
        tape.watch(w)
        value = formula.tensorflow(w)
    slopes, width = tape.gradient(value, w).numpy(), 1e-6
    np.testing.assert_allclose(
        slopes, (formula.numpy(at + width) - formula.numpy(at - width)) / (2 * width), rtol=1e-7, atol=1e-8
    )
    symbol = sympy.Symbol("w", real=True)
    by_symbols = [float(formula.sympy.subs(symbol, sympy.Float(float(place), 20))) for place in at]
    np.testing.assert_allclose(by_symbols, formula.numpy(at), rtol=1e-13, atol=1e-14)
    if name != "sign":
        np.testing.assert_allclose(formula.derivative("w").numpy(at), slopes, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(
    ("text", "slope"),
    [
        ("abs(w)", 0),
        ("relu(w)", 0),
        ("max(w, 0)", 1),
        ("max(0, w)", 0),
        ("min(w, 0)", 1),
        ("min(0, w)", 0),
        ("|w|^3", 0),
    ],
)
def test_at_a_kink_symbols_take_the_slope_that_the_tape_takes(text, slope):
    formula, w = parse(text, W), tf.constant(0.0, "float64")
    with tf.GradientTape() as tape:
        tape.watch(w)
        value = formula.tensorflow(w)
    assert tape.gradient(value, w).numpy() == formula.derivative("w").numpy(0.0) == slope


@pytest.mark.parametrize("alias", ALIASES)
def test_another_name_is_the_same_function(alias):
    call = CALLS[ALIASES[alias]].replace(ALIASES[alias], alias, 1)
    assert parse(call, W).written == parse(CALLS[ALIASES[alias]], W).written
    assert parse(call.upper().replace("W", "w"), W).written == parse(call, W).written


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize(
    "name", [*FUNCTIONS, "where(w < 0, 1, 0) + sigmoid(2)w", "max(1, 2, w) + min(0.5, w)", "+w^-2 - (-0.5)^3"]
)
def test_the_code_shown_is_the_code_that_runs(name, dtype):
    formula = parse(CALLS.get(name, name), W)
    for w in points(name, dtype):
        names = {"np": np, "special": special, "tf": tf}
        shown = _run(formula.source("np"), {**names, "w": w})
        np.testing.assert_array_equal(np.asarray(shown, dtype), formula.numpy(w))
        shown = _run(formula.source("tf"), {**names, "w": tf.Variable(w)})
        assert shown.dtype == dtype
        np.testing.assert_array_equal(shown.numpy(), formula.tensorflow(tf.constant(w)).numpy())


def _run(source: str, names: dict) -> object:
    # Our own source of the formulas above: what a script shows is run as the script would run it.
    return eval(compile(ast.parse(source, mode="eval"), "formula", "eval"), names)


@pytest.mark.parametrize("name", CONSTANTS)
def test_constants_have_the_value_that_numpy_gives_them(name):
    assert parse(name, W).numpy(0.0) == getattr(np, name)


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_a_fraction_typed_as_one_character(fraction):
    top, bottom = FRACTIONS[fraction]
    assert parse(f"{fraction}w", W).numpy(3.0) == pytest.approx(3 * top / bottom, rel=1e-15)


def test_functions_far_out_neither_overflow_nor_lose_their_tail():
    for text, at, value in [
        ("softplus(w)", 1000.0, 1000.0),
        ("softplus(w)", -40.0, np.exp(-40.0)),
        ("sigmoid(w)", -40.0, np.exp(-40.0)),
        ("sigmoid(w)", 1000.0, 1.0),
        ("erf(w)", -50.0, -1.0),
        ("cbrt(w)", -8.0, -2.0),
        ("log1p(w)", 1e-20, 1e-20),
        ("log1p(w)", 1e300, np.log(1e300)),
        ("expm1(w)", -1e-20, -1e-20),
        ("expm1(w)", -50.0, -1.0),
        ("logit(w)", 1e-20, np.log(1e-20)),
        ("swish(w)", -40.0, -40.0 * np.exp(-40.0)),
        ("swish(w)", 1000.0, 1000.0),
        ("sech(w)", 300.0, 2 * np.exp(-300.0)),
        ("coth(w)", -300.0, -1.0),
        ("cot(w)", 1e-20, 1e20),
    ]:
        assert parse(text, W).numpy(at) == pytest.approx(value, rel=1e-13)
        assert float(parse(text, W).tensorflow(tf.constant(at, "float64"))) == pytest.approx(value, rel=1e-13)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("log(8, 2)", "log2(8)"),
        ("log(w, 10)", "log10(w)"),
        ("log(w, w + 1)", "log(w)/log(w + 1)"),
        ("pow(w, 3)", "w**3"),
        ("square(w)", "w**2"),
        ("exp2(w)", "2**w"),
        ("reciprocal(1 + w)", "1/(1 + w)"),
        ("rsqrt(w)", "1/sqrt(w)"),
        ("subtract(w, negative(multiply(2, w)))", "w - -(2*w)"),
        ("add(w, divide(1, w))", "w + 1/w"),
    ],
)
def test_what_is_read_as_other_functions(text, written):
    assert parse(text, W).written == written


@pytest.mark.parametrize(
    ("text", "position"), [("log(w, 1)", 7), ("log(w, -2)", 7), ("reciprocal(0)", 11), ("pow(w, 101)", 7)]
)
def test_limits_hold_for_what_is_read_as_other_functions_at_the_place_typed(text, position):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    assert refusal.value.position == position


@pytest.mark.parametrize("at", [(3.0, -4.0), (-1.0, -1.0), (2.0, 0.0)])
@pytest.mark.parametrize("text", ["hypot(x, y)", "atan2(x, y)", "hypot(x*y, x - y)", "atan2(x + y, 2y)"])
def test_functions_of_two_have_the_tapes_slope_by_both(text, at):
    formula = parse(text, ("x", "y"))
    x, y = (tf.constant(value, "float64") for value in at)
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        value = formula.tensorflow(x, y)
    slopes = [slope.numpy() for slope in tape.gradient(value, [x, y], unconnected_gradients="zero")]
    for found in (formula.derivative, lambda name: by_rules(formula, name)):
        np.testing.assert_allclose([found(name).numpy(*at) for name in "xy"], slopes, rtol=1e-13, atol=1e-15)


def test_only_functions_that_are_exact_there_are_compiled_by_xla():
    # Of all others the digits would depend on how many runs the server has seen.
    assert set(FUNCTIONS) >= EXACT_UNDER_XLA == {"abs", "sign", "sqrt", "sin", "cos"}
