import ast

import numpy as np
import pytest

from core.derivation.slopes import by_difference, by_tape
from core.derivation.text import derivation
from core.formulas import parse
from core.formulas.derivative_table import DERIVATIVES, DERIVATIVES_OF_TWO
from core.formulas.functions import FUNCTIONS
from core.formulas.paper import by_rules, is_to_do, steps
from core.problems import PROBLEMS, typed_problem

W = ("w",)
INSIDE = {"acosh": (1.2, 3.0), "log": (0.2, 3.0), "log2": (0.2, 3.0), "log10": (0.2, 3.0), "sqrt": (0.2, 3.0)} | {
    "logit": (0.1, 0.9),
    **dict.fromkeys(("csc", "cot", "csch", "coth"), (0.3, 1.4)),
}
FORMULAS = [
    "w^4 - 3w^2 + w",
    "sin(3w) + w^2/10",
    "ln(1 + e^(-w))",
    "(w + 1)(w - 2)/(w^2 + 1)",
    "e^(-w^2) cos(w)",
    "1/(2 + sin w)",
    "2^w - w^2/7",
    "-(w - 3)^3/5 + 4",
    "w/3 - (2w + 1)^2",
    "sqrt(w^2 + 1) tanh(w)",
    "max(w^2, 1 - w, 0.5)",
    "where(w < 1, w^2, 2w - 1)",
]


@pytest.mark.parametrize("name", DERIVATIVES)
def test_the_table_of_derivatives(name):
    low, high = INSIDE.get(name, (-0.93, 0.91))
    formula, at = parse(f"{name}(w)", W), np.linspace(low, high, 12)
    np.testing.assert_allclose(by_rules(formula, "w").numpy(at), by_difference(formula, at), rtol=1e-8, atol=1e-9)


def test_every_function_of_one_argument_is_in_the_table():
    assert set(DERIVATIVES) == {name for name, function in FUNCTIONS.items() if function.arguments == 1}
    plain = {name for name, function in FUNCTIONS.items() if function.arguments == 2 and not function.more}
    assert set(DERIVATIVES_OF_TWO) == plain


@pytest.mark.parametrize("text", FORMULAS + [problem.loss for problem in PROBLEMS.values()])
def test_the_last_step_is_the_derivative(text):
    formula, at = parse(text, W), np.array([-1.7, -0.45, 0.3, 0.8, 2.1])
    last = steps(formula.tree, "w")[-1].tree
    assert not any(is_to_do(node) for node in ast.walk(last))
    derived = by_rules(formula, "w")
    assert ast.unparse(derived.tree) == ast.unparse(last)
    np.testing.assert_allclose(derived.numpy(at) + 0 * at, by_tape(formula, at), rtol=1e-12)


def test_a_derivation_as_on_paper():
    assert [(step.rule, ast.unparse(step.tree)) for step in steps(parse("sin(3w) + w^2", W).tree, "w")] == [
        ("sum rule", "d/dw(sin(3 * w)) + d/dw(w ** 2)"),
        ("derivative of sin and chain rule", "cos(3 * w) * d/dw(3 * w) + d/dw(w ** 2)"),
        ("constant factor", "cos(3 * w) * 3 + d/dw(w ** 2)"),
        ("power rule", "cos(3 * w) * 3 + 2 * w"),
    ]


def test_a_long_derivation_comes_to_an_end():
    text = " + ".join(f"sin({k}w)cos(w)" for k in range(2, 12))
    formula, at = parse(text, W), np.array([0.3, 1.1])
    found = steps(formula.tree, "w")
    assert len(found) <= 41
    assert found[-1].rule == "the same rules to the end"
    np.testing.assert_allclose(by_rules(formula, "w").numpy(at), by_tape(formula, at))


def test_the_lines_begin_with_the_task():
    (task, first), *_, (_, last) = derivation(typed_problem("w^2 + 3w"))
    assert (task, first) == ("to derive", r"\frac{d}{dw}\left[w^{2} + 3 w\right]")
    assert last == "= 2 w + 3"
