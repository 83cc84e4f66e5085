"""What a book could mean otherwise is said, with a text that means that."""

import pytest

from core.formulas import parse

NAMES = ("w", "x", "y")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("1/2π w", {"1/(2π w)": "1/(2*pi*w)"}),
        ("w/2π", {"w/(2π)": "w/(2*pi)"}),
        ("1/xy", {"1/(xy)": "1/(x*y)"}),
        ("6w/3w", {"6w/(3w)": "6*w/(3*w)"}),
        ("1/2(w+1)(w-1) + w", {"1/(2(w+1)(w-1)) + w": "1/(2*(w + 1)*(w - 1)) + w"}),
        ("sin w/2", {"sin (w/2)": "sin(w/2)"}),
        ("sin²2w/3", {"sin²(2w/3)": "sin(2*w/3)**2"}),
        ("sin 2*w", {"sin (2*w)": "sin(2*w)"}),
        ("e^2w", {"e^(2w)": "exp(2*w)"}),
        ("e^-xy", {"e^(-xy)": "exp(-x*y)"}),
        ("e^-w^2/2", {"e^(-w^2/2)": "exp(-w**2/2)"}),
        ("w^1/3", {"w^(1/3)": "w**(1/3)"}),
        ("√2w", {"√(2w)": "sqrt(2*w)"}),
        (r"L(w) = \sin w/2", {r"L(w) = \sin (w/2)": "sin(w/2)"}),
        (r"\frac{1/2\pi}{w}", {r"\frac{1/(2\pi)}{w}": "1/(2*pi)/w"}),
        ("(1/2w)^2", {"(1/(2w))^2": "(1/(2*w))**2"}),
        ("sin w/2π", {"sin w/(2π)": "sin(w)/(2*pi)", "sin (w/2π)": "sin(w/2*pi)"}),
    ],
)
def test_another_reading_is_a_text_that_means_it(text, others):
    assert {other: parse(other, NAMES).written for other in parse(text, NAMES).others} == others


@pytest.mark.parametrize(
    "text",
    [
        "w^2/2 + w/2",
        "w/2*x",
        "½w",
        r"\frac{1}{2}w",
        "1/(2w)",
        "(1/2)w",
        "sin(w)/2",
        "sin w/w",
        "sin w/cos w",
        "sin w cos w",
        "w^2(w-1)",
        "w^2 x",
        "x²y",
        "e^(2)w",
        "e^{2}w",
        "e^w x",
        "√(2)w",
        "√w x/3 - √2*w",
        "w/2/3",
        "|w|/2",
    ],
)
def test_what_has_one_meaning_is_left_alone(text):
    found = parse(text, NAMES).others
    assert found == (("√(w x)/3 - √2*w",) if text.startswith("√w") else ())
