"""A formula's tree as LaTeX, in the order in which it was typed, so that people see what was understood."""

import ast
import re

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)

_NAMES = {name: rf"\{name}" for name in ("sin", "cos", "tan", "sec", "csc", "cot")} | {
    **{name: rf"\{name}" for name in ("sinh", "cosh", "tanh", "coth", "min", "max", "exp")},
    "log": r"\ln",
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    **{f"a{name}": rf"\operatorname{{ar{name}}}" for name in ("sinh", "cosh", "tanh")},
}
_COMPARISONS = {ast.Lt: "<", ast.LtE: r"\leq", ast.Gt: ">", ast.GtE: r"\geq"}
_GREEK = {"alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "pi", "rho", "sigma", "phi", "omega"}


def latex(node: ast.expr) -> str:
    """The tree as LaTeX for mathematics mode; nothing that was typed gets there but names, numbers and known functions."""
    return _written(node)[0]


def _written(node: ast.expr) -> tuple[str, int]:
    """LaTeX, and how tightly its outermost operation binds."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return _number(value)
        case ast.Name(id=name):
            return _name(name), _ATOM
        case ast.UnaryOp(op=op, operand=operand):
            return ("-" if isinstance(op, ast.USub) else "+") + _at_least(operand, _POWER), _SIGN
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return rf"\frac{{{latex(left)}}}{{{latex(right)}}}", _PRODUCT
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(left, latex(right)), _POWER
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _product(left, right), _PRODUCT
        case ast.BinOp(left=left, op=op, right=right):
            term = _at_least(right, _PRODUCT)
            term = rf"\left({term}\right)" if term[0] in "+-" else term
            return f"{latex(left)} {'-' if isinstance(op, ast.Sub) else '+'} {term}", _SUM
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{latex(left)} {_COMPARISONS[type(op)]} {latex(right)}", _SUM
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments)
    raise TypeError(f"{type(node).__name__} is no part of a formula")


def _at_least(node: ast.expr, least: int) -> str:
    text, binding = _written(node)
    return text if binding >= least else rf"\left({text}\right)"


def _number(value: float) -> tuple[str, int]:
    digits, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        return digits.removesuffix(".0"), _ATOM
    power = f"10^{{{int(exponent)}}}"
    return (power, _POWER) if digits == "1" else (rf"{digits} \cdot {power}", _PRODUCT)


def _name(name: str) -> str:
    """A letter as it is, x1 with an index, the name of a Greek letter as that letter, any other name spelled out."""
    letters, index = re.fullmatch(r"(.*?)(\d*)", name).groups()  # type: ignore[union-attr]
    if letters in _GREEK:
        letters = rf"\{letters}"
    elif len(letters) != 1:
        letters = rf"\text{{{letters}}}".replace("_", r"\_")
    return f"{letters}_{{{index}}}" if index else letters


def _product(left: ast.expr, right: ast.expr) -> str:
    before, after = _at_least(left, _PRODUCT), _at_least(right, _POWER)
    # A fraction, unlike a product, needs no parentheses behind another factor.
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Div):
        after = latex(right)
    between = r" \cdot " if after[0].isdigit() or after.startswith((r"\frac", "10")) else " "
    return f"{before}{between}{after}"


def _power(base: ast.expr, exponent: str) -> str:
    match base:
        case ast.Call(func=ast.Name(id=name), args=[argument]) if (
            name in _NAMES and name != "exp" and exponent.isdigit()
        ):
            return rf"{_NAMES[name]}^{{{exponent}}}\left({latex(argument)}\right)"
        case ast.Call(func=ast.Name(id=name)) if name not in ("abs", "exp", "where"):
            return rf"\left({latex(base)}\right)^{{{exponent}}}"
    return f"{_at_least(base, _ATOM)}^{{{exponent}}}"


def _call(name: str, arguments: list[ast.expr]) -> tuple[str, int]:
    inner = [latex(argument) for argument in arguments]
    match name:
        case _ if name.startswith("d/d"):
            return rf"\frac{{d}}{{d{name[3:]}}}\left[{inner[0]}\right]", _POWER
        case "abs":
            return rf"\left|{inner[0]}\right|", _ATOM
        case "sqrt":
            return rf"\sqrt{{{inner[0]}}}", _ATOM
        case "cbrt":
            return rf"\sqrt[3]{{{inner[0]}}}", _ATOM
        case "exp":
            return f"e^{{{inner[0]}}}", _POWER
        case "where":
            condition, then, otherwise = inner
            rows = rf"{then} & \text{{if }} {condition} \\ {otherwise} & \text{{otherwise}}"
            return rf"\begin{{cases}} {rows} \end{{cases}}", _SUM
    function = _NAMES.get(name) or rf"\operatorname{{{name}}}"
    return rf"{function}\left({', '.join(inner)}\right)", _ATOM
