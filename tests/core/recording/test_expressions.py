import numpy as np
import pytest

from core.recording.expressions import EXPRESSIONS, with_numpy, with_sympy
from core.tape.exact import tf


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_three_libraries_read_an_expression_alike(name):
    expression = EXPRESSIONS[name]
    values = [np.float64(value) for value in expression.start]
    by_numpy = with_numpy(expression, *values)
    by_tensorflow = float(expression.function(tf, *(tf.constant(value, tf.float64) for value in values)))
    symbols = {symbol: float(value) for symbol, value in zip(expression.parameters, values, strict=True)}
    by_sympy = float(with_sympy(expression).subs({s: symbols[s.name] for s in with_sympy(expression).free_symbols}))
    assert by_numpy == pytest.approx(by_tensorflow, rel=1e-14)
    assert by_numpy == pytest.approx(by_sympy, rel=1e-14)


def test_the_source_is_the_functions_own_under_a_tape_without_docstring():
    assert EXPRESSIONS["square"].source.splitlines() == [
        "with tf.GradientTape() as tape:",
        "    result = w**2",
        "gradients = tape.gradient(result, [w])",
    ]
    first, *_, last, asked = EXPRESSIONS["micrograd"].source.splitlines()[1:]
    assert (first, last, asked) == ("    c = a + b", "    g += 10.0 / f", "gradients = tape.gradient(g, [a, b])")


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_visit_begins_within_the_ranges(name):
    for variable in EXPRESSIONS[name].variables:
        assert variable.limits[0] <= variable.start <= variable.limits[1]
