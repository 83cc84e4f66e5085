"""The derivative of every function of one argument, as a table in a book gives it."""

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
    "relu": "where(u > 0, 1, 0)",
    "sigmoid": "sigmoid(u)*(1 - sigmoid(u))",
    "softplus": "sigmoid(u)",
    "erf": "2/sqrt(pi)*exp(-u**2)",
}
