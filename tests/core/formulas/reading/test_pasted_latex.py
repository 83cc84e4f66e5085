"""Formulas as they stand in other places: LaTeX, notebooks, word processors."""

import numpy as np
import pytest

from core.formulas import FormulaError, parse

W, XY = ("w",), ("x", "y")


def written(text, parameters=W):
    return parse(text, parameters).written


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (r"\frac{1}{2}(w-3)^2", "1/2*(w - 3)**2"),
        (r"{\displaystyle f(w)=w^{4}-3w^{2}+w}", "w**4 - 3*w**2 + w"),
        (r"$$ \dfrac{w^2}{50} $$", "w**2/50"),
        (r"\frac12w", "1/2*w"),
        (r"\tfrac1{2}\,w", "1/2*w"),
        (r"2\cdot w\times3\div w", "2*w*3/w"),
        (r"\sqrt{w+1}+\sqrt[3]{w}", "sqrt(w + 1) + cbrt(w)"),
        (r"\left|w-1\right|+\lvert w\rvert+\vert w\vert", "abs(w - 1) + abs(w) + abs(w)"),
        (r"\left[ (w+1)\left\{w-1\right\} \right]^{2}", "((w + 1)*(w - 1))**2"),
        (r"\bigl(w+1\bigr)w", "(w + 1)*w"),
        (r"\sin^2w+\cos^{2}\left(w\right)", "sin(w)**2 + cos(w)**2"),
        (r"\ln w+\log_{10}w+\log_2(w)", "log(w) + log10(w) + log2(w)"),
        (r"\arctan w\,\tanh w", "atan(w)*tanh(w)"),
        (r"e^{-\frac{w^2}{2}}", "exp(-(w**2/2))"),
        (r"\mathrm{e}^{w}\operatorname{relu}(w)", "exp(w)*relu(w)"),
        (r"\max\{0,1-w\}", "max(0, 1 - w)"),
        (r"\left[1-w\right]_+ + (w)_{+}", "relu(1 - w) + relu(w)"),
        (r"\pi w", "pi*w"),
        (r"f(x) &= \frac{x^2}{2}", "w**2/2"),
    ],
)
def test_latex(text, means):
    assert written(text) == means


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (r"\begin{cases}", "environments of LaTeX are not read here; write cases as where(condition, a, b)"),
        (r"w \pm 1", "a formula has one value; write + or -"),
        (r"\hat w", r"\hat is not read here"),
        (r"{1 \over w}", r"write \frac{a}{b} instead of \over"),
        (r"\sqrt[4]{w}", "write a root of this order as a power: (...)^(1/n)"),
        (r"\frac{w}", "something is missing behind this"),
        (r"\sin^{-1} w", "this could be the inverse or 1/sin(...); write the one that is meant"),
    ],
)
def test_latex_that_is_not_read_gets_a_sentence(text, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    assert str(refusal.value) == sentence


def test_ackleys_function_as_wikipedia_has_it():
    text = (
        r"{\displaystyle f(x,y)=-20\exp \left[-0.2{\sqrt {0.5\left(x^{2}+y^{2}\right)}}\right]"
        r"-\exp \left[0.5\left(\cos 2\pi x+\cos 2\pi y\right)\right]+e+20}"
    )
    assert parse(text, XY).numpy(0.0, 0.0) == pytest.approx(0, abs=1e-14)
    assert parse(text, XY).numpy(1.0, -2.0) == pytest.approx(5.422131717799509, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("np.exp(-x)", "exp(-w)"),
        ("tf.math.log(w) + math.sqrt(w)", "log(w) + sqrt(w)"),
        ("torch.nn.functional.relu(w) - jnp.abs(w)", "relu(w) - abs(w)"),
        ("2np.pi*w", "2*pi*w"),
        ("np.where(w > 0, w, -w)", "where(w > 0, w, -w)"),
        ("tf.nn.swish(w) + special.expit(w)", "swish(w) + sigmoid(w)"),
        ("np.arctan2(w, 1)", "atan2(w, 1)"),
        ("lambda x: x**2", "w**2"),
        ("f = lambda x: x**2;", "w**2"),
        ("def f(x): return x**2", "w**2"),
        ("return w**2", "w**2"),
        ("(x) => x**2", "w**2"),
        ("@(x) x.^2 + 2.*x./3", "w**2 + 2.0*w/3"),
        ("x ↦ x²", "w**2"),
        ("max{0, 1-w}", "max(0, 1 - w)"),
        ("[1-w]_+", "relu(1 - w)"),
        ("[w+1]²", "(w + 1)**2"),
        ("(w>0)*w", "where(w > 0, 1, 0)*w"),
        ("w(w <= 1)", "w*where(w <= 1, 1, 0)"),
        ("x[0]**2", "w**2"),
        ("f(x) = x² - 4x + 4", "w**2 - 4*w + 4"),
        ("J(θ) = (θ - 3)²", "(w - 3)**2"),
        ("w\u200b^2\u00ad+\u00a01\ufeff", "w**2 + 1"),
        ("2\u2062w – 1 − w\u2009\x0b", "2*w - 1 - w"),
    ],
)
def test_notebooks_books_and_word_processors(text, means):
    assert written(text) == means


def test_a_comparison_in_parentheses_is_one_or_zero():
    np.testing.assert_array_equal(parse("(w>0)*w + (w<=-1)", W).numpy(np.array([-2.0, -0.5, 3.0])), [1, 0, 3])


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("\u200bx\u200b + \u00ady", 1),
        ("\U0001d464^2 + \U0001d464·b", 8),
        (r"\frac{1}{2} w + \left(3q\right)", 23),
        ("np.sin(w) + np.sin(w, 1)", 20),
        ("lambda w: w + x", 14),
        (r"{\displaystyle f(w)=w^{4}-3w^{2}+v}", 33),
        ("x_{1}^{2} + w_{1} + w_{2}", 0),
    ],
)
def test_the_place_of_an_error_is_that_in_the_text_as_typed(text, position):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    assert refusal.value.position == position
