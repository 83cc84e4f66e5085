"""Mistakes with the derivative of a single function, as a table of what people write in its place."""

import ast
from collections.abc import Mapping

from core.derivation.mistakes.mistake import D, Mistake, Slip, Wrong
from core.formulas.derivative_table import DERIVATIVES
from core.formulas.trees import filled, product

_WITH_MINUS = {name: slope[1:] for name, slope in DERIVATIVES.items() if slope.startswith("-")}
_WITHOUT = ("sin", "sinh", "cosh", "tan", "tanh", "asin", "atan", "asinh")


def _called(wrong: Mapping[str, str]) -> Wrong:
    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.Call(func=ast.Name(id=name), args=[u]) if name in wrong:
                words = {"function": filled(f"{name}(u)"), "slope": filled(DERIVATIVES[name])}
                return Slip(product(filled(wrong[name], u=u), d(u)), words)
        return None

    return at


def _slips(did: str, *wrongs: Mapping[str, str]) -> tuple[Mistake, ...]:
    said = ", in {part}: the derivative of {function} is {slope}"
    return tuple(Mistake(did, _called(wrong), said) for wrong in wrongs)


def _one_piece(which: int) -> Wrong:
    def at(node: ast.expr, parameter: str, d: D) -> Slip | None:
        match node:
            case ast.Call(func=ast.Name(id="where"), args=[_, *pieces]) if len(pieces) == 2:
                return Slip(d(pieces[which]))
            case ast.Call(func=ast.Name(id="min" | "max"), args=[_, _] as pieces):
                return Slip(d(pieces[which]))
            case ast.Call(func=ast.Name(id="abs" | "relu"), args=[u]) if which:
                return Slip(d(u))
        return None

    return at


_ONE_SIDE = "You derived only one side"
_OTHER_SIDE = " of {part}: on the other it has another slope"

MINUS_FORGOTTEN = _slips("You forgot a minus sign", _WITH_MINUS)
MINUS_ADDED = _slips("You put a minus sign where there is none", {name: f"-({DERIVATIVES[name]})" for name in _WITHOUT})
HALF_OF_THE_ROOT = _slips("You left out the 1/2 of the root", {"sqrt": "1/sqrt(u)"})
ONE_SIDE = tuple(Mistake(_ONE_SIDE, _one_piece(which), _OTHER_SIDE) for which in (1, 0))
OTHERS = (
    *_slips(
        "You forgot a square",
        {"tanh": "1/cosh(u)", "tan": "1/cos(u)", "cot": "-1/sin(u)", "coth": "-1/sinh(u)", "cbrt": "1/(3*cbrt(u))"},
        {"tanh": "1 - tanh(u)", "tan": "1 + tan(u)", "atan": "1/(1 + u)", "atanh": "1/(1 - u)"},
    ),
    *_slips(
        "You got a sign wrong",
        {"tanh": "1 + tanh(u)**2", "tan": "1 - tan(u)**2", "atan": "1/(1 - u**2)", "asin": "1/sqrt(1 + u**2)"}
        | {"sigmoid": "sigmoid(u)*(1 + sigmoid(u))"},
    ),
    *_slips(
        "You left out one factor",
        {"sigmoid": "1 - sigmoid(u)", "log2": "1/u", "log10": "1/u", "erf": "exp(-u**2)", "cbrt": "1/cbrt(u)**2"},
        {"sigmoid": "sigmoid(u)", "sec": "tan(u)", "csc": "-cot(u)", "erf": "exp(-u**2)/sqrt(pi)"},
    ),
    *_slips(
        "You used the derivative of another function",
        {"sigmoid": "1 - sigmoid(u)**2", "tanh": "tanh(u)*(1 - tanh(u))", "asin": "1/(1 + u**2)", "log": "exp(u)"},
        {"log": "1/log(u)", "atan": "1/sqrt(1 - u**2)", "softplus": "sigmoid(u)*(1 - sigmoid(u))"},
    ),
    *_slips("You took the base for its logarithm", {"log2": "1/(2*u)", "log10": "1/(10*u)"}),
    *_slips("You derived one factor of it only", {"swish": "sigmoid(u)"}, {"swish": "u*sigmoid(u)*(1 - sigmoid(u))"}),
)
