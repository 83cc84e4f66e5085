"""Formulas as people type them, made at random together with what they mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import mpmath as mp
import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.formulas import FormulaError, parse
from core.tape.exact import tf

W = ("w",)
SUM, BARE, PRODUCT, SIGN, POWER, ATOM = range(6)
LARGEST, NEAREST_KINK = 1e4, 1e-3


class NoValueError(Exception):
    """A part has no real value, a large one, or is too near to a kink or an edge for a difference."""


@dataclass(frozen=True)
class Typed:
    """A text, how tightly it binds, and its meaning in mpmath."""

    text: str
    binds: int
    meaning: Callable

    def at_least(self, level: int) -> str:
        return self.text if self.binds >= level else f"({self.text})"


def typed(text: str, binds: int, meaning: Callable, *parts: Typed, kink: Callable | None = None) -> Typed:
    def checked(w):
        values = [part.meaning(w) for part in parts]
        if kink and abs(kink(*values)) < NEAREST_KINK:
            raise NoValueError
        try:
            value = mp.mpmathify(meaning(*values) if parts else meaning(w))
        except (ZeroDivisionError, ValueError, OverflowError):
            raise NoValueError from None
        if isinstance(value, mp.mpc) or not mp.isfinite(value) or abs(value) > LARGEST:
            raise NoValueError
        return value

    return Typed(text, binds, checked)


NUMBERS = {"2": 2, "3": 3, "10": 10, ".5": mp.mpf("0.5"), "0.25": mp.mpf("0.25"), "1e-3": mp.mpf("0.001"), "7.": 7}
SIGNS = {"−": "-", "·": "*", "×": "*", "÷": "/"}
RAISED = {
    "²": 2,
    "³": 3,
    "⁻¹": -1,
    "^2": 2,
    "**3": 3,
    "^(1/2)": mp.mpf("0.5"),
    "^-2": -2,
    "^½": mp.mpf("0.5"),
    "^1.5": mp.mpf("1.5"),
}
FUNCTIONS = {
    **{
        name: getattr(mp, name)
        for name in ("sin", "cos", "tan", "exp", "sqrt", "sinh", "cosh", "tanh", "atan", "erf", "asinh")
    },
    "ln": mp.log,
    "Log": mp.log,
    "arcsin": mp.asin,
    "sigmoid": lambda a: 1 / (1 + mp.exp(-a)),
    "softplus": lambda a: mp.log(1 + mp.exp(a)),
}
NAMES = {"w": lambda w: w, "W": lambda w: w, "pi": lambda w: mp.pi, "π": lambda w: mp.pi, "e": lambda w: mp.e}

leaves = st.one_of(
    st.just(Typed("w", ATOM, NAMES["w"])),
    st.sampled_from([Typed(name, ATOM, meaning) for name, meaning in NAMES.items()]),
    st.sampled_from([typed(text, ATOM, lambda w, value=value: mp.mpf(value)) for text, value in NUMBERS.items()]),
)


@st.composite
def composed(draw, inner):
    a, b = draw(inner), draw(inner)
    how = draw(st.sampled_from(MAKERS))
    return how(draw, a, b)


def added(draw, a, b):
    sign = draw(st.sampled_from("+-−"))
    meaning = (lambda x, y: x + y) if sign == "+" else (lambda x, y: x - y)
    return typed(f"{a.text}{draw(st.sampled_from(['', ' ']))}{sign} {b.at_least(BARE)}", SUM, meaning, a, b)


def multiplied(draw, a, b):
    sign = draw(st.sampled_from(["*", "/", " · ", "×", "÷"]))
    meaning = (lambda x, y: x / y) if sign in "/÷" else (lambda x, y: x * y)
    return typed(f"{a.at_least(PRODUCT)}{sign}{b.at_least(SIGN)}", PRODUCT, meaning, a, b)


def side_by_side(draw, a, b):
    left, right = a.at_least(PRODUCT), b.at_least(POWER)
    # A number, or a bar that could close another one, does not stand behind a factor without a sign.
    right = f"({right})" if right[0] in "0123456789.|" else right
    # With a space where two names would become another one, or a number and e its exponent.
    space = draw(st.sampled_from(["", " "])) if right[0] in "(√∛" or left[-1] in ")|" else " "
    return typed(f"{left}{space}{right}", PRODUCT, lambda x, y: x * y, a, b)


def stuck_together(draw, a, b):
    names = draw(st.lists(st.sampled_from(["w", "pi", "e"]), min_size=2, max_size=4))
    parts = [Typed(name, ATOM, NAMES[name]) for name in names]
    return typed("".join(names), PRODUCT, lambda *values: reduce(lambda x, y: x * y, values), *parts)


def signed(draw, a, b):
    return typed(f"-{a.at_least(SIGN)}", SIGN, lambda x: -x, a)


def raised(draw, a, b):
    text = draw(st.sampled_from(list(RAISED)))
    return typed(f"{a.at_least(ATOM)}{text}", POWER, lambda x: mp.power(x, RAISED[text]), a, kink=lambda x: x)


def exponential(draw, a, b):
    return typed(f"e^{a.at_least(SIGN)}", POWER, mp.exp, a)


def called(draw, a, b):
    name = draw(st.sampled_from(list(FUNCTIONS)))
    edge = {"sqrt": lambda x: x, "arcsin": lambda x: 1 - abs(x)}.get(name)
    return typed(f"{name}({a.text})", ATOM, FUNCTIONS[name], a, kink=edge)


def called_bare(draw, a, b):
    name, factor = (
        draw(st.sampled_from(["sin", "cos", "exp", "tanh"])),
        draw(st.sampled_from(["w", "2w", "3 w", "2pi w", "w²"])),
    )
    factors = {"w": 1, "2w": 2, "3 w": 3, "2pi w": 2 * mp.pi}
    meaning = (lambda w: FUNCTIONS[name](w**2)) if factor == "w²" else (lambda w: FUNCTIONS[name](factors[factor] * w))
    return typed(f"{name} {factor}", BARE, meaning)


def squared_call(draw, a, b):
    name, square = draw(st.sampled_from(["sin", "cos", "tanh"])), draw(st.sampled_from(["²", "^2"]))
    return typed(f"{name}{square}({a.text})", POWER, lambda x: FUNCTIONS[name](x) ** 2, a)


def in_bars(draw, a, b):
    return typed(f"|{a.text}|", ATOM, abs, a, kink=lambda x: x)


def beside_bars(draw, a, b):
    # In parentheses of its own, so that no bar outside can be taken for one of these.
    return typed(f"({a.at_least(PRODUCT)}|{b.text}|)", ATOM, lambda x, y: x * abs(y), a, b, kink=lambda x, y: y)


def root(draw, a, b):
    sign, order = draw(st.sampled_from([("√", 2), ("∛", 3)]))
    text = f"{sign}({a.text})"
    return typed(
        text,
        PRODUCT,
        lambda x: mp.sign(x) ** (order - 2) * mp.root(abs(x) if order == 3 else x, order),
        a,
        kink=lambda x: x,
    )


def extreme(draw, a, b):
    name, meaning = draw(st.sampled_from([("max", max), ("min", min)]))
    return typed(f"{name}({a.text}, {b.text})", ATOM, meaning, a, b, kink=lambda x, y: x - y)


def where(draw, a, b):
    sign = draw(st.sampled_from(["<", "<=", ">", ">=", "≤"]))
    upwards = sign in ("<", "<=", "≤")
    meaning = lambda x, y: x if (x < y) == upwards else y  # noqa: E731
    return typed(f"where({a.text} {sign} {b.text}, {a.text}, {b.text})", ATOM, meaning, a, b, kink=lambda x, y: x - y)


MAKERS = [
    *(added, multiplied, side_by_side, stuck_together, signed, raised, exponential, called),
    *(called_bare, squared_call, in_bars, beside_bars, root, extreme, where),
]
formulas = st.recursive(leaves, composed, max_leaves=8)


def exact(typed: Typed, at: float) -> tuple[float, float]:
    """The value and its central difference, both in 40 digits."""
    with mp.workdps(40):
        w, width = mp.mpf(at), mp.mpf("1e-12")
        value = typed.meaning(w)
        difference = (typed.meaning(w + width) - typed.meaning(w - width)) / (2 * width)
    assume(abs(difference) < LARGEST)
    with mp.workdps(16):
        # What rounding alone decides, as ln(sin²(pi)) does, is nothing to agree on.
        assume(abs(typed.meaning(mp.mpf(at)) - value) <= 1e-9 * max(1, abs(value)))
    return float(value), float(difference)


def refused(work: Callable) -> FormulaError | None:
    try:
        work()
    except FormulaError as refusal:
        return refusal
    return None


@settings(max_examples=250, suppress_health_check=[HealthCheck.filter_too_much])
@given(formulas, st.sampled_from([0.3, 0.9, 1.7, -0.6, -1.3]))
def test_values_tape_symbols_and_differences_agree(made, at):
    try:
        value, difference = exact(made, at)
    except NoValueError:
        assume(False)
    assume(not refused(lambda: parse(made.text, W)))
    formula = parse(made.text, W)
    w = tf.constant(at, "float64")
    with tf.GradientTape() as tape:
        tape.watch(w)
        recorded = formula.tensorflow(w)
    slope = tape.gradient(recorded, w)
    close = {"rtol": 1e-8, "atol": 1e-8}
    np.testing.assert_allclose(formula.numpy(at), value, **close, err_msg=made.text)
    np.testing.assert_allclose(recorded.numpy(), value, **close, err_msg=made.text)
    np.testing.assert_allclose(0.0 if slope is None else slope.numpy(), difference, **close, err_msg=made.text)
    no_symbols = refused(lambda: formula.derivative("w"))
    if no_symbols:
        assert re.search("too long|at most|jumps", str(no_symbols)), made.text
    else:
        derivative = formula.derivative("w")
        np.testing.assert_allclose(derivative.numpy(at), difference, **close, err_msg=f"{made.text}: {derivative.text}")


@settings(max_examples=300)
@given(formulas)
def test_what_is_made_by_the_rules_is_read_and_what_is_written_again_is_the_same(made):
    refusal = refused(lambda: parse(made.text, W))
    if refusal:
        # What is made at random may be beyond a limit, or have a part without a value, but is never misread.
        assert re.search("at most|division by zero|real numbers|up to", str(refusal)), made.text
    else:
        formula = parse(made.text, W)
        again = parse(formula.written, W)
        assert (again.written, again.latex) == (formula.written, formula.latex)


@settings(max_examples=500)
@given(st.text(max_size=40) | st.text("w2()|+-*/^,.=<e sin√²", max_size=30))
def test_any_text_is_read_or_refused_within_it(text):
    refusal = refused(lambda: parse(text, W))
    if refusal:
        assert 0 <= refusal.position <= len(text)
        assert str(refusal).isprintable()
    else:
        written = parse(text, W).written
        assert parse(written, W).written == written
