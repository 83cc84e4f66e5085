import pytest

from core.formulas import FormulaError, parse
from core.formulas.reading.names import words


@pytest.mark.parametrize(
    ("typed", "parameters", "names"),
    [
        ("w", ("w",), ["w"]),
        ("W", ("w",), ["w"]),
        ("xy", ("x", "y"), ["x", "y"]),
        ("xy", ("x", "y", "xy"), ["xy"]),
        ("pie", ("w",), ["pi", "e"]),
        ("xexp", ("x",), ["x", "exp"]),
        ("arcsin", ("w",), ["asin"]),
        ("Ln", ("w",), ["log"]),
        ("E", ("w",), ["e"]),
        ("e", ("e",), ["e"]),
        ("exp", ("e", "x", "p"), ["exp"]),
        ("max", ("m", "a", "x"), ["max"]),
        ("learning_rate", ("w", "learning_rate"), ["learning_rate"]),
    ],
)
def test_a_name_is_one_word_or_a_product_of_words(typed, parameters, names):
    assert [word.name for word in words(typed, parameters, 0)] == names


@pytest.mark.parametrize(
    ("text", "parameters", "position", "sentence"),
    [
        ("x^2 + z", ("w",), 0, "there is no 'x' here; the variable is w"),
        ("w + a + b", ("x", "y"), 0, "there is no 'w' here; the variables are x, y"),
        ("f(x) = w^2", ("w",), 7, "there is no 'w' here; the variable is x"),
        ("sinx", ("w",), 0, "there is no 'sinx' here; did you mean sin(x)?"),
        ("x2", ("w",), 0, "'x2' can be x_2, x*2 or x^2; write which"),
        ("x2 + y2", ("x", "y"), 0, "'x2' is not a name here; write x*2 or x^2"),
        ("f(w, v) = w", ("w",), 5, "the variable is w, not v"),
        ("sine(w)", ("w",), 0, "there is no 'sine' here; did you mean sin?"),
        ("2 + sinw", ("w",), 4, "there is no 'sinw' here; did you mean sin(w)?"),
        ("sqr(w)", ("w",), 0, "there is no 'sqr' here; did you mean sqrt?"),
        ("sigmiod(w)", ("w",), 0, "there is no 'sigmiod' here; did you mean sigmoid?"),
        ("lerning_rate", ("w", "learning_rate"), 0, "there is no 'lerning_rate' here; did you mean learning_rate?"),
        ("erfc(w)", ("w",), 0, "there is no 'erfc' here; write 1 - erf(...)"),
        ("sinc(w)", ("w",), 0, "there is no 'sinc' here; write sin(a)/a"),
        ("cis(w)", ("w",), 0, "there is no 'cis' here; write another function: this one is not known here"),
        ("sinf(w)", ("w",), 0, "there is no 'sinf' here; did you mean sin?"),
        ("cosg(w)", ("w",), 0, "there is no 'cosg' here; did you mean cos?"),
        ("log1q(w)", ("w",), 0, "there is no 'log1q' here; the variable is w"),
        ("lag(w)", ("w",), 0, "there is no 'lag' here; the variable is w"),
        ("arsin(w)", ("w",), 0, "there is no 'arsin' here; the variable is w"),
        ("w2", ("w",), 0, "'w2' is not a name here; write w*2 or w^2"),
        ("sin2(w)", ("w",), 0, "'sin2' is not a name here; write sin^2(...)"),
        ("w'", ("w",), 1, '"\'" cannot stand in a formula'),
        ("а^2", ("w",), 0, "'а' (CYRILLIC SMALL LETTER A) is not a name here; the variable is w"),
        ("xyx", ("xy", "x", "yx"), 0, "'xyx' can be read as x*yx or xy*x; write the * signs"),
        ("foo.sin(w)", ("w",), 3, "no library is called 'foo' here; write the function alone, as in sin(...)"),
        ("w -= 0.1", ("w",), 2, "write the new value itself: w - ..."),
        (
            "y = w = 2",
            ("w",),
            4,
            "w is a variable here, so this would be an equation; write what stands behind '=' alone",
        ),
        ("y = 2w = 2", ("w",), 7, "write the formula alone: an equation with something behind '=' has no value"),
    ],
)
def test_a_name_that_stands_for_nothing_gets_a_sentence(text, parameters, position, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text, parameters)
    assert (refusal.value.position, str(refusal.value)) == (position, sentence)
