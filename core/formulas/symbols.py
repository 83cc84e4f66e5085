"""Functions for SymPy as formulas mean them: of real numbers, with the derivative that a tape takes.

SymPy's own Abs, Max and Piecewise ask so much about their arguments that a short text can keep them busy for minutes, and
where two branches meet they differentiate into what no formula can write. These ask nothing. Where branches meet the
derivative is the one TensorFlow takes: max(a, b) goes with a, relu(0) has slope 0, sign(0) is 0.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, cast

import sympy

from core.formulas.error import FormulaError


class _Real(sympy.Function):
    """A function that is real, and evaluated only where all its arguments are numbers."""

    is_extended_real = True

    # SymPy calls a function's simplification by this name; no text is evaluated.
    @classmethod
    def eval(cls, *arguments: Any) -> Any:
        return cls.of_numbers(*arguments) if all(a.is_Number for a in arguments) else None

    def _eval_evalf(self, prec: int) -> Any:
        arguments = [a._eval_evalf(prec) for a in self.args]
        return self.of_numbers(*arguments) if all(a.is_Number for a in arguments) else self


class Absolute(_Real):
    """|a|; its slope is the sign of a."""

    of_numbers = staticmethod(sympy.Abs)

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        return Sign(self.args[0])


class Sign(_Real):
    """-1, 0 or 1, without a derivative, since at 0 there is none."""

    of_numbers = staticmethod(sympy.sign)

    def fdiff(self, argindex: int = 1) -> Any:
        """Raise FormulaError."""
        raise FormulaError("sign has no derivative where it jumps")


class CubeRoot(_Real):
    """The real cube root, of negative numbers too."""

    of_numbers = staticmethod(lambda a: sympy.sign(a) * sympy.Abs(a) ** sympy.Rational(1, 3))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        return 1 / (3 * self**2)


class Sigmoid(_Real):
    """1 / (1 + exp(-a))."""

    of_numbers = staticmethod(lambda a: 1 / (1 + sympy.exp(-a)))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        return self * (1 - self)


class Softplus(_Real):
    """log(1 + exp(a)); its slope is the sigmoid."""

    of_numbers = staticmethod(lambda a: sympy.log(1 + sympy.exp(a)))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        return Sigmoid(self.args[0])


class LogOfOnePlus(_Real):
    """log(1 + a), exact where a is small."""

    of_numbers = staticmethod(lambda a: sympy.log(1 + a))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        a: Any = self.args[0]
        return 1 / (1 + a)


class ExpMinusOne(_Real):
    """exp(a) - 1, exact where a is small."""

    of_numbers = staticmethod(lambda a: sympy.exp(a) - 1)

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        return sympy.exp(self.args[0])


class Logit(_Real):
    """log(a / (1 - a)), the inverse of the sigmoid."""

    of_numbers = staticmethod(lambda a: sympy.log(a / (1 - a)))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by the argument."""
        a: Any = self.args[0]
        return 1 / (a * (1 - a))


class Hypotenuse(_Real):
    """sqrt(a^2 + b^2)."""

    of_numbers = staticmethod(lambda a, b: sympy.sqrt(a**2 + b**2))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by one of the arguments, counted from 1."""
        return self.args[argindex - 1] / self


class Angle(_Real):
    """atan2(a, b): the angle of the point that is b to the right and a up."""

    of_numbers = staticmethod(sympy.atan2)

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative by one of the arguments, counted from 1."""
        a, b = cast(tuple[Any, Any], self.args)
        return (b if argindex == 1 else -a) / (a**2 + b**2)


class Where(_Real):
    """`then` where a comparison of `left` and `right` holds, else `otherwise`. A subclass says which comparison."""

    sign = ""
    holds: Callable[[Any, Any], Any]

    # As above: SymPy's name, no evaluation of text.
    @classmethod
    def eval(cls, *arguments: Any) -> Any:
        """One branch, where that is known or both are the same."""
        left, right, then, otherwise = arguments
        if then == otherwise:
            return then
        return cls.of_numbers(left, right, then, otherwise) if left.is_Number and right.is_Number else None

    @classmethod
    def of_numbers(cls, left: Any, right: Any, then: Any, otherwise: Any) -> Any:
        """The branch that the comparison of two numbers chooses."""
        return then if cls.holds(left, right) else otherwise


class WhereLess(Where):
    """`where(left < right, then, otherwise)`."""

    sign, holds = "<", staticmethod(operator.lt)


class WhereLessOrEqual(Where):
    """`where(left <= right, then, otherwise)`."""

    sign, holds = "<=", staticmethod(operator.le)


class WhereGreater(Where):
    """`where(left > right, then, otherwise)`."""

    sign, holds = ">", staticmethod(operator.gt)


class WhereGreaterOrEqual(Where):
    """`where(left >= right, then, otherwise)`."""

    sign, holds = ">=", staticmethod(operator.ge)


class Larger(_Real):
    """The larger of two."""

    of_numbers = staticmethod(lambda a, b: a if a >= b else b)


class Smaller(_Real):
    """The smaller of two."""

    of_numbers = staticmethod(lambda a, b: a if a <= b else b)


class Ramp(_Real):
    """relu(a), which is a where that is positive, else 0."""

    of_numbers = staticmethod(lambda a: a if a > 0 else sympy.Integer(0))


WHERE: Mapping[str, type[Where]] = {
    where.sign: where for where in (WhereLess, WhereLessOrEqual, WhereGreater, WhereGreaterOrEqual)
}
# SymPy's function for every function of formulas but `where`; `min` and `max` are of two.
SYMBOLIC: Mapping[str, Callable[..., Any]] = {
    "abs": Absolute,
    "sign": Sign,
    "cbrt": CubeRoot,
    "sigmoid": Sigmoid,
    "softplus": Softplus,
    "swish": lambda a: a * Sigmoid(a),
    "logit": Logit,
    "log1p": LogOfOnePlus,
    "expm1": ExpMinusOne,
    "hypot": Hypotenuse,
    "atan2": Angle,
    "relu": Ramp,
    "max": Larger,
    "min": Smaller,
    "sqrt": sympy.sqrt,
    "log2": lambda a: sympy.log(a) / sympy.log(2),
    "log10": lambda a: sympy.log(a) / sympy.log(10),
    **{name: getattr(sympy, name) for name in ("exp", "log", "erf", "sin", "cos", "tan", "asin", "acos", "atan")},
    **{name: getattr(sympy, name) for name in ("sec", "csc", "cot", "sech", "csch", "coth")},
    **{name: getattr(sympy, name) for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh")},
}
# And back: SymPy's own Abs and sign come from the root of a square.
WRITTEN: Mapping[Any, str] = {function: name for name, function in SYMBOLIC.items() if isinstance(function, type)} | {
    sympy.Abs: "abs",
    sympy.sign: "sign",
}
