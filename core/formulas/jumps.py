"""Where a formula is known to jump: there it has no derivative, and a derivative that jumps is that of a kink."""

import ast
import math
from dataclasses import dataclass

import numpy as np

from core.formulas.error import FormulaError
from core.formulas.libraries import function_of
from core.formulas.lowering import lowered

# How far, relative to their size, two branches may be apart where they meet.
_SAME = 1e-9
_PROBES = (0.0, 1.0, -1.0, 3.0, -2.0)


def check_jumps(tree: ast.expr, parameters: tuple[str, ...], parameter: str) -> None:
    """Raise FormulaError at the first `where` whose branches are apart where its condition changes.

    Known is that place if the condition is of first degree in `parameter` and of nothing else; elsewhere the branches are
    taken to meet.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, then, otherwise]):
                values = _Values(parameters, parameter)
                place = values.change(condition)
                if place is not None and values.apart(then, otherwise, place):
                    raise FormulaError(f"where jumps at {parameter} = {place:.4g} and has no derivative there")


@dataclass(frozen=True)
class _Values:
    """Values of trees in one of the parameters; a tree in others has the value NaN."""

    parameters: tuple[str, ...]
    parameter: str

    def change(self, condition: ast.Compare) -> float | None:
        """Where both sides of a comparison are equal, None where that is not known."""
        difference = ast.BinOp(condition.left, ast.Sub(), condition.comparators[0])
        heights = [self.at(difference, probe) for probe in _PROBES]
        offset, slope = heights[0], heights[1] - heights[0]
        straight = [offset + slope * probe for probe in _PROBES]
        if slope == 0 or not np.allclose(heights, straight, rtol=1e-12, atol=1e-12):
            return None
        return -offset / slope + 0.0

    def apart(self, then: ast.expr, otherwise: ast.expr, place: float) -> bool:
        """Whether two branches differ at `place`; not where one of them has no value."""
        a, b = self.at(then, place), self.at(otherwise, place)
        return bool(abs(a - b) > _SAME * (1 + abs(a)))

    def at(self, tree: ast.expr, place: float) -> float:
        """The value of a tree."""
        values = tuple(np.float64(place if name == self.parameter else math.nan) for name in self.parameters)
        with np.errstate(all="ignore"):
            return float(function_of(lowered(tree, "np", self.parameters), self.parameters)(values))
