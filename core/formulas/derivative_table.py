"""The derivative of every function by its arguments u and v, as a table in a book gives it."""

from collections.abc import Mapping

DERIVATIVES: Mapping[str, str] = {
    "abs": "sign(u)",
    "sign": "0",
    "sqrt": "1/(2*sqrt(u))",
    "cbrt": "1/(3*cbrt(u)**2)",
    "exp": "exp(u)",
    "log": "1/u",
    "log2": "1/(u*log(2))",
    "log10": "1/(u*log(10))",
    "sin": "cos(u)",
    "cos": "-sin(u)",
    "tan": "1/cos(u)**2",
    "asin": "1/sqrt(1 - u**2)",
    "acos": "-1/sqrt(1 - u**2)",
    "atan": "1/(1 + u**2)",
    "sinh": "cosh(u)",
    "cosh": "sinh(u)",
    "tanh": "1 - tanh(u)**2",
    "asinh": "1/sqrt(u**2 + 1)",
    "acosh": "1/(sqrt(u - 1)*sqrt(u + 1))",
    "atanh": "1/(1 - u**2)",
    "sec": "sec(u)*tan(u)",
    "csc": "-csc(u)*cot(u)",
    "cot": "-1/sin(u)**2",
    "sech": "-sech(u)*tanh(u)",
    "csch": "-csch(u)*coth(u)",
    "coth": "-1/sinh(u)**2",
    "log1p": "1/(1 + u)",
    "expm1": "exp(u)",
    "relu": "where(u > 0, 1, 0)",
    "sigmoid": "sigmoid(u)*(1 - sigmoid(u))",
    "softplus": "sigmoid(u)",
    "swish": "sigmoid(u) + u*sigmoid(u)*(1 - sigmoid(u))",
    "logit": "1/(u*(1 - u))",
    "erf": "2/sqrt(pi)*exp(-u**2)",
}

# Of two arguments, by each of them.
DERIVATIVES_OF_TWO: Mapping[str, tuple[str, str]] = {
    "hypot": ("u/hypot(u, v)", "v/hypot(u, v)"),
    "atan2": ("v/(u**2 + v**2)", "-u/(u**2 + v**2)"),
}
