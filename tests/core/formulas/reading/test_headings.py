"""What stands before a formula, and by which names its parameters go."""

import pytest

from core.formulas import DERIVATIVE, LOSS, UPDATE, FormulaError, parse
from core.rules.typed import NAMES

W, XY = ("w",), ("x", "y")
EQUATION = "is a variable here, so this would be an equation; write what stands behind '=' alone"


@pytest.mark.parametrize(
    ("text", "parameters", "of", "means"),
    [
        ("L(w) = w^2", W, LOSS, "w**2"),
        ("L = w^2", W, LOSS, "w**2"),
        ("E := w^2", W, LOSS, "w**2"),
        ("y = f(x) = x^2", W, LOSS, "w**2"),
        ("y = x^2", W, LOSS, "w**2"),
        ("z = x^2 + y^2", XY, LOSS, "x**2 + y**2"),
        ("f(y, x) = x^2 + y", XY, LOSS, "x**2 + y"),
        ("f(b, a) = a^2 + b", XY, LOSS, "y**2 + x"),
        ("dL/dw = 2w", W, DERIVATIVE, "2*w"),
        ("L'(w) = 2w", W, DERIVATIVE, "2*w"),
        ("L’(w) = 2w", W, DERIVATIVE, "2*w"),
        ("f'(x) = 2x", W, DERIVATIVE, "2*w"),
        ("y' = 2x", W, DERIVATIVE, "2*w"),
        ("dy/dx = 2x", W, DERIVATIVE, "2*w"),
        ("∂L/∂w = 2w", W, DERIVATIVE, "2*w"),
        ("∇L(w) = 2w", W, DERIVATIVE, "2*w"),
        ("d/dw L(w) = 2w", W, DERIVATIVE, "2*w"),
        (r"\frac{\mathrm{d}L}{\mathrm{d}w} = 2w", W, DERIVATIVE, "2*w"),
        (r"L^{\prime}(w) = 2w", W, DERIVATIVE, "2*w"),
        ("dw = 2w", W, DERIVATIVE, "2*w"),
        ("grad = 2w", W, DERIVATIVE, "2*w"),
        ("w <- w - 0.1g", NAMES, UPDATE, "w - 0.1*g"),
        ("w ← w - 0.1g", NAMES, UPDATE, "w - 0.1*g"),
        ("w = w - 0.1g", NAMES, UPDATE, "w - 0.1*g"),
        ("w' = w - 0.1g", NAMES, UPDATE, "w - 0.1*g"),
        ("w_new = w - lr*grad", NAMES, UPDATE, "w - learning_rate*g"),
        (r"w_{t+1} = w_t - \eta g_t", NAMES, UPDATE, "w - learning_rate*g"),
        ("w -= 0.1g + w/2", NAMES, UPDATE, "w - (0.1*g + w/2)"),
        ("w *= 0.5", NAMES, UPDATE, "w*0.5"),
        ("w.assign_sub(0.1 * g)", NAMES, UPDATE, "w - 0.1*g"),
        ("w.assign(w - 0.1 * g)", NAMES, UPDATE, "w - 0.1*g"),
    ],
)
def test_a_heading_that_says_what_the_text_is(text, parameters, of, means):
    assert parse(text, parameters, of).written == means
    assert not any("passed over" in note for note in parse(text, parameters, of).notes)


@pytest.mark.parametrize(
    ("text", "parameters", "of", "position", "sentence"),
    [
        (
            "w = w^2",
            W,
            LOSS,
            0,
            "w " + EQUATION,
        ),
        (
            "y = x^2",
            XY,
            LOSS,
            0,
            "y " + EQUATION,
        ),
        (
            "sin(w) = w^2",
            W,
            LOSS,
            0,
            "'sin' has a meaning of its own here and cannot name this; write what stands behind '=' alone",
        ),
        ("dL/dw = 2w", W, LOSS, 0, "this is how a derivative begins; what is typed here is the loss itself"),
        ("L'(w) = 2w", W, LOSS, 0, "this is how a derivative begins; what is typed here is the loss itself"),
        (" dw = 2w", W, LOSS, 1, "this is how a derivative begins; what is typed here is the loss itself"),
        (
            "w = 2w",
            W,
            DERIVATIVE,
            0,
            "w " + EQUATION,
        ),
        ("L''(w) = 2", W, DERIVATIVE, 0, "what is typed here is the first derivative"),
        ("dL/dx = 2w", W, DERIVATIVE, 9, "there is no 'w' here; the variable is x"),
        (
            "g = 2",
            NAMES,
            UPDATE,
            0,
            "g " + EQUATION,
        ),
        ("L(5) = w", W, LOSS, 2, "the variable is w, not 5"),
        ("w -= 0.1", W, LOSS, 2, "write the new value itself: w - ..."),
    ],
)
def test_a_heading_that_says_something_else_is_refused(text, parameters, of, position, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text, parameters, of)
    assert (refusal.value.position, str(refusal.value)) == (position, sentence)


@pytest.mark.parametrize(
    ("text", "parameters", "of", "notes"),
    [
        ("w^2", W, LOSS, ()),
        ("L(w) = w^2", W, LOSS, ()),
        ("L(w) = 2w", W, DERIVATIVE, ("'L(w) =' is passed over; what stands behind it is taken as the derivative",)),
        ("x = 2w", NAMES, UPDATE, ("'x =' is passed over; what stands behind it is taken as the new w",)),
        ("x^2 + x", W, LOSS, ("x is read as w",)),
        ("xe^x", W, LOSS, ("x is read as w",)),
        ("X^2", W, LOSS, ("X is read as w",)),
        (r"J(\theta) = \theta^2", W, LOSS, (r"\theta is read as w",)),
        ("x₁² + x₂²", XY, LOSS, ("x₁ is read as x and x₂ is read as y",)),
        ("x2^2 + x1", XY, LOSS, ("x1 is read as x and x2 is read as y",)),
        ("x_{2} + x_{1}", XY, LOSS, ("x_{1} is read as x and x_{2} is read as y",)),
        ("lambda x: x[0]**2 + x[1]", XY, LOSS, ("x[0] is read as x and x[1] is read as y",)),
        ("uv + v^2", XY, LOSS, ("u is read as x and v is read as y",)),
        ("x^2 + z", XY, LOSS, ("z is read as y",)),
        ("w - eta*g", NAMES, UPDATE, ("eta is read as learning_rate",)),
        ("w - lr*gradient/t", NAMES, UPDATE, ()),
    ],
)
def test_what_is_read_as_something_else_is_said(text, parameters, of, notes):
    assert parse(text, parameters, of).notes == notes
