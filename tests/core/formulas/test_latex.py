import re

import pytest

from core.formulas import parse


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("w**2 / 50", r"\frac{w^{2}}{50}"),
        ("1 + w² - 3w", r"1 + w^{2} - 3 w"),
        ("w - (2 - w)", r"w - \left(2 - w\right)"),
        ("w - -2w", r"w - \left(-2 w\right)"),
        ("-w^2", r"-w^{2}"),
        ("(-w)^2", r"\left(-w\right)^{2}"),
        ("2^-w", r"2^{-w}"),
        ("(w^2)^3", r"\left(w^{2}\right)^{3}"),
        ("w^2^3", r"w^{2^{3}}"),
        ("2*3", r"2 \cdot 3"),
        ("w*3", r"w \cdot 3"),
        ("1/2w", r"\frac{1}{2} w"),
        ("1/(2w)", r"\frac{1}{2 w}"),
        ("w(w+1)", r"w \left(w + 1\right)"),
        ("(w/2)^2", r"\left(\frac{w}{2}\right)^{2}"),
        ("sin 2w", r"\sin\left(2 w\right)"),
        ("sin w cos w", r"\sin\left(w\right) \cos\left(w\right)"),
        ("sin²(w)", r"\sin^{2}\left(w\right)"),
        ("sin(w)^0.5", r"\left(\sin\left(w\right)\right)^{0.5}"),
        ("e^-w", r"e^{-w}"),
        ("exp(w)^2", r"\left(e^{w}\right)^{2}"),
        ("|w|^3", r"\left|w\right|^{3}"),
        ("√(w+1) + ∛w", r"\sqrt{w + 1} + \sqrt[3]{w}"),
        ("ln w + log2 w", r"\ln\left(w\right) + \log_{2}\left(w\right)"),
        ("arctan w + arsinh w", r"\arctan\left(w\right) + \operatorname{arsinh}\left(w\right)"),
        ("max(w, 0) relu(w)", r"\max\left(w, 0\right) \operatorname{relu}\left(w\right)"),
        (
            "2 where(w<=0, -w, w)",
            r"2 \left(\begin{cases} -w & \text{if } w \leq 0 \\ w & \text{otherwise} \end{cases}\right)",
        ),
        ("1e-7w + 2.50w", r"10^{-7} w + 2.5 w"),
        ("3e-7w", r"3 \cdot 10^{-7} w"),
        ("2π", r"2 \pi"),
    ],
)
def test_latex_shows_what_was_understood_in_the_order_typed(text, latex):
    assert parse(text, ("w",)).latex == latex


def test_names_are_spelled_out():
    update = parse("w - learning_rate g/step", ("w", "g", "step", "learning_rate"))
    assert update.latex == r"w - \frac{\text{learning\_rate} g}{\text{step}}"
    assert parse("x1 + theta", ("x1", "theta")).latex == r"x_{1} + \theta"


@pytest.mark.parametrize("text", ["|w-|w-1||^w^2", "-(-(w+1)/w)^-2*where(w<1,w,-w)", "max(min(w,1),sin(w)/2)(w/3)"])
def test_braces_and_brackets_are_closed(text):
    latex = parse(text, ("w",)).latex
    assert latex.count("{") == latex.count("}")
    assert len(re.findall(r"\\left", latex)) == len(re.findall(r"\\right", latex))
