"""What is refused although it could be read: what would be too large, has no value, or would take too long."""

import ast
import math
from dataclasses import dataclass

import numpy as np

from core.formulas.error import FormulaError
from core.formulas.functions import CONSTANTS
from core.formulas.libraries import OPERATORS
from core.formulas.lowering import value_of

MAX_LENGTH = 300
MAX_DEPTH = 40
MAX_NODES = 200
# A derivative may be longer than what people type.
MAX_DERIVED_DEPTH = 90
MAX_DERIVED_NODES = 800
MAX_DERIVED_NUMBER = 1e300
MAX_EXPONENT = 100
MAX_NUMBER = 1e12
MIN_NUMBER = 1e-30


def check_length(text: str) -> None:
    """Raise FormulaError where the text is too long."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula has at most {MAX_LENGTH} characters, this one has {len(text)}", MAX_LENGTH)


def check(tree: ast.expr, parameters: tuple[str, ...]) -> None:
    """Raise FormulaError at the first part of `tree` that is beyond a limit."""
    _check_size(tree, MAX_NODES)
    _Limits(parameters=parameters, depth=MAX_DEPTH, number=MAX_NUMBER, exponent=MAX_EXPONENT).checked(tree, 0)


def check_derived(tree: ast.expr, parameters: tuple[str, ...]) -> None:
    """Raise FormulaError where a derivative is too long, or has a number that no computer holds."""
    _check_size(tree, MAX_DERIVED_NODES)
    _Limits(parameters=parameters, depth=MAX_DERIVED_DEPTH, number=MAX_DERIVED_NUMBER, exponent=math.inf).checked(
        tree, 0
    )


def _check_size(tree: ast.expr, most: int) -> None:
    if sum(isinstance(node, ast.expr) for node in ast.walk(tree)) > most:
        raise FormulaError(f"a formula has at most {most} numbers, names and operations")


@dataclass(frozen=True, kw_only=True)
class _Limits:
    """Goes through a tree from below; of each part it knows the value, if that is a number, and the powers within."""

    parameters: tuple[str, ...]
    depth: int
    number: float
    exponent: float

    def checked(self, node: ast.expr, depth: int) -> tuple[float | None, float]:
        """The value of a part without parameters, else None; and the largest product of exponents in it."""
        place = getattr(node, "col_offset", 0)
        if depth > self.depth:
            raise FormulaError(f"a formula nests at most {self.depth} deep", place)
        inner = [self.checked(child, depth + 1) for child in _operands(node)]
        values, powers = [value for value, _ in inner], max((power for _, power in inner), default=1.0)
        if isinstance(node, ast.BinOp):
            powers = self.check_operation(node, values[1], powers)
        value = self.value(node, values)
        if value is not None and not isinstance(node, ast.Compare):
            self.check_number(value, place, typed=isinstance(node, ast.Constant))
        return value, powers

    def value(self, node: ast.expr, values: list[float | None]) -> float | None:
        """The value of a part whose own parts have `values`, None where it depends on a parameter."""
        if any(value is None for value in values):
            return None
        numbers = [np.float64(value) for value in values]  # type: ignore[arg-type]
        with np.errstate(all="ignore"):
            match node:
                case ast.Name(id=name):
                    return None if name in self.parameters else CONSTANTS[name]
                case ast.Constant(value=number):
                    return float(number)  # type: ignore[arg-type]
                case ast.UnaryOp(op=op) | ast.BinOp(op=op) | ast.Compare(ops=[op]):
                    return float(OPERATORS[type(op)](*numbers))
                case ast.Call(func=ast.Name(id=name)):
                    return value_of(name, numbers)
        raise TypeError(f"{type(node).__name__} is no part of a formula")

    def check_operation(self, node: ast.BinOp, right: float | None, powers: float) -> float:
        """Raise FormulaError at a division by zero and at high powers; the product of exponents with this one."""
        place = getattr(node.right, "col_offset", 0)
        if isinstance(node.op, ast.Div) and right == 0:
            raise FormulaError("this is a division by zero", place)
        if not isinstance(node.op, ast.Pow) or right is None:
            return powers
        if abs(right) > self.exponent:
            raise FormulaError(f"an exponent is a number up to {self.exponent:g}", place)
        if powers * abs(right) > self.exponent:
            raise FormulaError(f"powers of powers go up to {self.exponent:g} in all", place)
        return powers * max(abs(right), 1)

    def check_number(self, value: float, place: int, *, typed: bool) -> None:
        """Raise FormulaError at a number that is none, too large, or too small to have been meant."""
        if math.isnan(value):
            raise FormulaError("this has no value among the real numbers", place)
        if abs(value) > self.number:
            raise FormulaError(f"a number in a formula is at most {self.number:g}", place)
        if typed and 0 < abs(value) < MIN_NUMBER:
            raise FormulaError(f"a number in a formula is 0 or at least {MIN_NUMBER:g}", place)


def _operands(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return [left, right]
        case ast.Call(args=arguments):
            return arguments
    return []
