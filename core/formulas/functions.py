"""The functions that a formula may call: their names as people type them, and what each is in NumPy and TensorFlow.

What a function is in a library is written as that library's code in the arguments a, b, c. The same line is run and shown.
All keep the dtype of their arguments. `special` is `scipy.special`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function, as code in each library.

    `arguments` is how many it takes; `more` says that further ones may follow, taken in pairs from the left.
    """

    numpy: str
    tensorflow: str
    arguments: int = 1
    more: bool = False


def _alike(name: str) -> Function:
    return Function(numpy=f"np.{name}(a)", tensorflow=f"tf.{name}(a)")


def _inverse(name: str) -> Function:
    return Function(numpy=f"np.arc{name}(a)", tensorflow=f"tf.a{name}(a)")


def _one_over(name: str) -> Function:
    return Function(numpy=f"1 / np.{name}(a)", tensorflow=f"1 / tf.{name}(a)")


FUNCTIONS: Mapping[str, Function] = {
    "abs": _alike("abs"),
    "sign": _alike("sign"),
    "sqrt": _alike("sqrt"),
    "cbrt": Function(numpy="np.cbrt(a)", tensorflow="tf.sign(a) * tf.abs(a)**(1 / 3)"),
    "exp": _alike("exp"),
    "log": Function(numpy="np.log(a)", tensorflow="tf.math.log(a)"),
    "log2": Function(numpy="np.log2(a)", tensorflow=f"tf.math.log(a) / {math.log(2)!r}"),
    "log10": Function(numpy="np.log10(a)", tensorflow=f"tf.math.log(a) / {math.log(10)!r}"),
    "sin": _alike("sin"),
    "cos": _alike("cos"),
    "tan": _alike("tan"),
    "asin": _inverse("sin"),
    "acos": _inverse("cos"),
    "atan": _inverse("tan"),
    "sinh": _alike("sinh"),
    "cosh": _alike("cosh"),
    "tanh": _alike("tanh"),
    "asinh": _inverse("sinh"),
    "acosh": _inverse("cosh"),
    "atanh": _inverse("tanh"),
    "sec": _one_over("cos"),
    "csc": _one_over("sin"),
    "cot": _one_over("tan"),
    "sech": _one_over("cosh"),
    "csch": _one_over("sinh"),
    "coth": _one_over("tanh"),
    "log1p": Function(numpy="np.log1p(a)", tensorflow="tf.math.log1p(a)"),
    "expm1": Function(numpy="np.expm1(a)", tensorflow="tf.math.expm1(a)"),
    "min": Function(numpy="np.minimum(a, b)", tensorflow="tf.minimum(a, b)", arguments=2, more=True),
    "max": Function(numpy="np.maximum(a, b)", tensorflow="tf.maximum(a, b)", arguments=2, more=True),
    "relu": Function(numpy="np.maximum(a, 0)", tensorflow="tf.nn.relu(a)"),
    "sigmoid": Function(numpy="special.expit(a)", tensorflow="tf.sigmoid(a)"),
    "softplus": Function(numpy="np.logaddexp(a, 0)", tensorflow="tf.math.softplus(a)"),
    "swish": Function(numpy="a * special.expit(a)", tensorflow="a * tf.sigmoid(a)"),
    # TensorFlow has neither of these two; near 0 and 1 this logit is as exact as SciPy's, and within 1e-16 elsewhere.
    "logit": Function(numpy="special.logit(a)", tensorflow="tf.math.log(a) - tf.math.log1p(-a)"),
    "hypot": Function(numpy="np.hypot(a, b)", tensorflow="tf.sqrt(a**2 + b**2)", arguments=2),
    "atan2": Function(numpy="np.arctan2(a, b)", tensorflow="tf.atan2(a, b)", arguments=2),
    "erf": Function(numpy="special.erf(a)", tensorflow="tf.math.erf(a)"),
    "where": Function(numpy="np.where(a, b, c)", tensorflow="tf.where(a, b, c)", arguments=3),
}

# As other books, languages and libraries call them.
ALIASES: Mapping[str, str] = {
    "ln": "log",
    "sgn": "sign",
    "fabs": "abs",
    "expit": "sigmoid",
    "logistic": "sigmoid",
    "minimum": "min",
    "maximum": "max",
    "fmin": "min",
    "fmax": "max",
    "silu": "swish",
    "cosec": "csc",
    "cosech": "csch",
    "cotan": "cot",
    "ctg": "cot",
    "tg": "tan",
    "log_2": "log2",
    "log_10": "log10",
    "log_e": "log",
    "arctg": "atan",
    "arctan2": "atan2",
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"ar{name}": f"a{name}" for name in ("sinh", "cosh", "tanh")},
}

# What is read as other functions: for each number of arguments it may have, how it is written in these, a and b.
READ_AS: Mapping[str, Mapping[int, str]] = {
    "log": {2: "log(a)/log(b)"},
    "pow": {2: "a**b"},
    "power": {2: "a**b"},
    "square": {1: "a**2"},
    "exp2": {1: "2**a"},
    "reciprocal": {1: "1/a"},
    "rsqrt": {1: "1/sqrt(a)"},
    "negative": {1: "-a"},
    "add": {2: "a + b"},
    "subtract": {2: "a - b"},
    "multiply": {2: "a*b"},
    "divide": {2: "a/b"},
}
# A logarithm of this base is a function of its own, exact at the base's powers.
LOGARITHMS: Mapping[float | None, str] = {2: "log2", 10: "log10"}

_SLOPELESS = "another function: its slope is 0 wherever it has one"
_PLACELESS = "another function: this one is not known here"

# What people type that has another form here, or none. Whatever stands here is no misspelling of something else.
INSTEAD: Mapping[str, str] = {
    "if": "where(condition, a, b)",
    "else": "where(condition, a, b)",
    "piecewise": "where(condition, a, b)",
    "cases": "where(condition, a, b)",
    "heaviside": "where(... < 0, 0, 1)",
    "step_function": "where(... < 0, 0, 1)",
    "clip": "max(lowest, min(..., highest))",
    "clamp": "max(lowest, min(..., highest))",
    "lg": "log2(...) or log10(...)",
    "ld": "log2(...)",
    "lb": "log2(...)",
    "erfc": "1 - erf(...)",
    "sinc": "sin(a)/a",
    "acot": "atan(1/...)",
    "arccot": "atan(1/...)",
    "asec": "acos(1/...)",
    "arcsec": "acos(1/...)",
    "acsc": "asin(1/...)",
    "arccsc": "asin(1/...)",
    "versin": "1 - cos(...)",
    "logsigmoid": "-softplus(-...)",
    "log_sigmoid": "-softplus(-...)",
    "logaddexp": "log(exp(a) + exp(b))",
    "elu": "where(a < 0, expm1(a), a)",
    "gelu": "a*(1 + erf(a/sqrt(2)))/2",
    "relu6": "min(relu(...), 6)",
    "leaky_relu": "max(a, 0.01*a), with the slope that is meant",
    "mish": "a*tanh(softplus(a))",
    "softsign": "a/(1 + |a|)",
    "norm": "hypot(a, b) or |a|",
    "root": "a^(1/n)",
    "infinity": "a number",
    "inf": "a number",
    "nan": "a number",
    "mod": "another function: a remainder has no useful slope",
    **dict.fromkeys(("floor", "ceil", "round", "rint", "trunc", "fix"), _SLOPELESS),
    **dict.fromkeys(
        ("cis", "arg", "gamma", "lgamma", "zeta", "erfinv", "var", "std", "sum", "prod", "mean"), _PLACELESS
    ),
    **dict.fromkeys(
        ("median", "argmin", "argmax", "integral", "diff", "selu", "softmax", "sinpi", "cospi"), _PLACELESS
    ),
}
