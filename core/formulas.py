"""Formulas as text, checked against a white list, and read by NumPy, TensorFlow and SymPy alike.

Nothing is ever evaluated by Python itself: the text becomes a syntax tree, every node of the tree is checked, and an
interpreter of four cases walks it with the operations of the library that was asked for.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import Any

MAX_LENGTH = 300
MAX_DEPTH = 30
MAX_EXPONENT = 16
MAX_NUMBER = 1e12

OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function of one argument, by its name in each library."""

    numpy: str
    tensorflow: str
    sympy: str


FUNCTIONS: Mapping[str, Function] = {
    "abs": Function(numpy="abs", tensorflow="abs", sympy="Abs"),
    "sign": Function(numpy="sign", tensorflow="sign", sympy="sign"),
    "sqrt": Function(numpy="sqrt", tensorflow="sqrt", sympy="sqrt"),
    "exp": Function(numpy="exp", tensorflow="exp", sympy="exp"),
    "log": Function(numpy="log", tensorflow="math.log", sympy="log"),
    "sin": Function(numpy="sin", tensorflow="sin", sympy="sin"),
    "cos": Function(numpy="cos", tensorflow="cos", sympy="cos"),
    "tan": Function(numpy="tan", tensorflow="tan", sympy="tan"),
    "sinh": Function(numpy="sinh", tensorflow="sinh", sympy="sinh"),
    "cosh": Function(numpy="cosh", tensorflow="cosh", sympy="cosh"),
    "tanh": Function(numpy="tanh", tensorflow="tanh", sympy="tanh"),
}


class FormulaError(ValueError):
    """A formula that cannot be used: a sentence for the person who typed it, and the place in the text.

    `position` is the index of the first offending character, 0-based.
    """

    def __init__(self, sentence: str, position: int = 0) -> None:
        super().__init__(sentence)
        self.position = position


def _same(number: float) -> Any:
    return number


@dataclass(frozen=True)
class Formula:
    """A checked formula in named parameters. Make one with `parse`."""

    text: str
    parameters: tuple[str, ...]

    @cached_property
    def _tree(self) -> ast.expr:
        return ast.parse(self.text, mode="eval").body

    @cached_property
    def functions(self) -> frozenset[str]:
        """Names of the functions that the formula calls."""
        return frozenset(node.func.id for node in ast.walk(self._tree) if isinstance(node, ast.Call))  # type: ignore[attr-defined]

    @cached_property
    def numpy(self) -> Callable[..., Any]:
        """The formula as a function of one NumPy number or array per parameter, in their dtype."""
        import numpy as np

        return self._function(lambda name: attrgetter(FUNCTIONS[name].numpy)(np))

    def tensorflow(self, *tensors: Any, constant: Callable[[float], Any] | None = None) -> Any:
        """The value at `tensors`, one per parameter, recorded by any tape that is open.

        `constant` makes the tensor for a number that meets a tensor; by default TensorFlow converts it as it does in
        typed code.
        """
        import tensorflow as tf

        return self._function(lambda name: attrgetter(FUNCTIONS[name].tensorflow)(tf), lift=constant)(*tensors)

    @cached_property
    def sympy(self) -> Any:
        """The formula as a SymPy expression over real symbols, numbers as exact fractions."""
        import sympy

        exact = self._function(
            lambda name: getattr(sympy, FUNCTIONS[name].sympy),
            number=lambda value: sympy.Rational(repr(value)),
            constants={"pi": sympy.pi, "e": sympy.E},
        )
        return exact(*(sympy.Symbol(name, real=True) for name in self.parameters))

    @cached_property
    def latex(self) -> str:
        """The formula as LaTeX, in SymPy's order of terms."""
        import sympy

        return sympy.latex(self.sympy)

    def derivative(self, parameter: str) -> "Formula":
        """The derivative by symbols, itself a formula in the same parameters.

        Raises FormulaError where the derivative needs a function that formulas do not have (as the second derivative of
        `abs` does).
        """
        import sympy

        derived = sympy.diff(self.sympy, sympy.Symbol(parameter, real=True))
        return parse(sympy.sstr(derived).replace("Abs(", "abs(").replace("E", "e"), self.parameters)

    def source(self, library: str) -> str:
        """The formula as a line of Python for `library`, "tf" or "np"."""
        names = {name: f.tensorflow if library == "tf" else f.numpy for name, f in FUNCTIONS.items()}
        tree = ast.parse(self.text, mode="eval")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                node.func.id = f"{library}.{names[node.func.id]}"
            elif isinstance(node, ast.Name) and node.id in CONSTANTS and node.id not in self.parameters:
                node.id = repr(CONSTANTS[node.id])
        return ast.unparse(tree).replace(" ** ", "**")

    def _function(
        self,
        function: Callable[[str], Callable[[Any], Any]],
        *,
        number: Callable[[float], Any] = _same,
        lift: Callable[[float], Any] | None = None,
        constants: Mapping[str, Any] = CONSTANTS,
    ) -> Callable[..., Any]:
        """The tree as nested Python functions over one library's operations.

        `number` reads a number that was typed, `lift` turns one into a tensor where it meets a tensor.
        """

        def built(node: ast.expr) -> Callable[[tuple[Any, ...]], Any]:
            match node:
                case ast.Constant(value=value):
                    fixed = number(value)  # type: ignore[arg-type]
                    return lambda values: fixed
                case ast.Name(id=name) if name in self.parameters:
                    return itemgetter(self.parameters.index(name))
                case ast.Name(id=name):
                    return lambda values: constants[name]
                case ast.UnaryOp(op=op, operand=operand):
                    operation, inner = OPERATORS[type(op)], built(operand)
                    return lambda values: operation(inner(values))
                case ast.BinOp(left=left, op=op, right=right):
                    return joined(OPERATORS[type(op)], built(left), built(right))
                case ast.Call(func=ast.Name(id=name), args=[argument]):
                    call, inner = function(name), built(argument)
                    return lambda values: call(inner(values))
            raise FormulaError(f"{type(node).__name__} cannot stand in a formula", node.col_offset)

        def joined(operation: Any, left: Any, right: Any) -> Callable[[tuple[Any, ...]], Any]:
            if lift is None:
                return lambda values: operation(left(values), right(values))
            lifter = lift
            return lambda values: operation(*lifted(left(values), right(values), lifter))

        def lifted(a: Any, b: Any, lift: Callable[[float], Any]) -> tuple[Any, Any]:
            # Numbers among themselves stay Python's, as in typed code.
            match isinstance(a, int | float), isinstance(b, int | float):
                case True, False:
                    return lift(a), b
                case False, True:
                    return a, lift(b)
            return a, b

        whole = built(self._tree)
        return lambda *values: whole(values)


@lru_cache(maxsize=256)
def parse(text: str, parameters: tuple[str, ...]) -> Formula:
    """Check `text` and return it as a `Formula` in `parameters`.

    Allowed are numbers, the parameters, `pi`, `e`, the four operations, powers with a number as exponent, and the
    functions of `FUNCTIONS`. Raises FormulaError with a sentence and a position.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula has at most {MAX_LENGTH} characters, this one has {len(text)}", MAX_LENGTH)
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        # An offset of 0 is the parser's way to say that the text ends too early.
        position = error.offset - 1 if error.offset else len(text)
        raise FormulaError("this is not a complete formula", min(position, len(text))) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaError("this is not a formula") from None
    _check(tree, parameters, 0)
    return Formula(text, parameters)


def _check(node: ast.AST, parameters: tuple[str, ...], depth: int) -> None:
    place = getattr(node, "col_offset", 0)
    if depth > MAX_DEPTH:
        raise FormulaError(f"a formula nests at most {MAX_DEPTH} deep", place)
    match node:
        case ast.Constant(value=bool() | complex() | str() | bytes() | None):
            raise FormulaError("only numbers can stand here", place)
        case ast.Constant(value=int() | float() as number):
            if abs(number) > MAX_NUMBER:
                raise FormulaError(f"a number in a formula is at most {MAX_NUMBER:g}", place)
        case ast.Name(id=name):
            if name not in parameters and name not in CONSTANTS:
                known = ", ".join((*parameters, *CONSTANTS))
                raise FormulaError(f"there is no '{name}' here; the names are {known}", place)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            _check(operand, parameters, depth + 1)
        case ast.BinOp(op=ast.Pow(), left=base, right=exponent):
            _check(base, parameters, depth + 1)
            _check_exponent(exponent)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), left=left, right=right):
            _check(left, parameters, depth + 1)
            _check(right, parameters, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            _check(argument, parameters, depth + 1)
        case ast.Call():
            raise FormulaError(f"the functions are {', '.join(FUNCTIONS)}, each of one argument", place)
        case _:
            raise FormulaError("only numbers, parameters, + - * / ** and functions can stand here", place)


def _check_exponent(node: ast.expr) -> None:
    inner = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else node
    match inner:
        # A fraction in parentheses is what SymPy writes for a root.
        case ast.BinOp(op=ast.Div(), left=ast.Constant(value=int()), right=ast.Constant(value=int() as bottom)) if (
            bottom
        ):
            return
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and number <= MAX_EXPONENT:
            return
    raise FormulaError(f"an exponent is a number up to {MAX_EXPONENT}", node.col_offset)
