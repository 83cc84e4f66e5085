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
    "min": Function(numpy="np.minimum(a, b)", tensorflow="tf.minimum(a, b)", arguments=2, more=True),
    "max": Function(numpy="np.maximum(a, b)", tensorflow="tf.maximum(a, b)", arguments=2, more=True),
    "relu": Function(numpy="np.maximum(a, 0)", tensorflow="tf.nn.relu(a)"),
    "sigmoid": Function(numpy="special.expit(a)", tensorflow="tf.sigmoid(a)"),
    "softplus": Function(numpy="np.logaddexp(a, 0)", tensorflow="tf.math.softplus(a)"),
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
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"ar{name}": f"a{name}" for name in ("sinh", "cosh", "tanh")},
}

# What people type that has another form here.
INSTEAD: Mapping[str, str] = {
    "cot": "1/tan(...)",
    "sec": "1/cos(...)",
    "csc": "1/sin(...)",
    "pow": "a^b",
    "power": "a^b",
    "square": "(...)^2",
    "if": "where(condition, a, b)",
    "else": "where(condition, a, b)",
    "heaviside": "where(... < 0, 0, 1)",
    "step_function": "where(... < 0, 0, 1)",
    "lg": "log2(...) or log10(...)",
    "mod": "another function: a remainder has no useful slope",
    "floor": "another function: its slope is 0 wherever it has one",
    "ceil": "another function: its slope is 0 wherever it has one",
    "round": "another function: its slope is 0 wherever it has one",
    "infinity": "a number",
    "inf": "a number",
    "nan": "a number",
}
