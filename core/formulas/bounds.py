"""What SymPy may take for one formula: so many calls, and no number with more digits than fill a page.

A short text can make SymPy calculate for ever: 2^(w - w + 1e12) is a number with 300 thousand million digits, and it wants
all of them. What is typed is checked by core.formulas.limits; what SymPy makes of it, here, while it makes it.
"""

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, TypeVar

import sympy
from mpmath.libmp import libelefun, libmpf
from sympy.core.cache import clear_cache
from sympy.core.evalf import evalf
from sympy.core.numbers import Integer, Rational
from sympy.ntheory.factor_ import factorint

from core.formulas.deadline import TooLong, within
from core.formulas.error import FormulaError

T = TypeVar("T")

# Some 50 ms; the longest derivative of a formula that a person would write by hand takes half of it.
MAX_CALLS = 200_000
MAX_BITS = 10_000
MAX_BITS_TO_FACTOR = 500
MAX_BITS_OF_EXPONENT = 64

# The first derivative of a process imports what SymPy imports late; that is no part of what a formula may take.
sympy.diff(sympy.Symbol("w", real=True) ** 2)


def _large_power(arguments: Mapping[str, Any]) -> bool:
    base, exponent = arguments["self"], arguments["expt"]
    if not isinstance(exponent, Rational) or abs(base.p) == base.q == 1 or not base.p:
        return False
    return max(base.p.bit_length(), base.q.bit_length()) * abs(exponent.p) > MAX_BITS * exponent.q


def _large_to_factor(arguments: Mapping[str, Any]) -> bool:
    return isinstance(arguments["n"], int | Integer) and int(arguments["n"]).bit_length() > MAX_BITS_TO_FACTOR


def _large_exponential(arguments: Mapping[str, Any]) -> bool:
    # A number of mpmath is (sign, mantissa, exponent, bits of the mantissa).
    _, mantissa, exponent, bits = arguments["x"]
    return bool(mantissa) and exponent + bits > MAX_BITS.bit_length()


def _large_repetition(arguments: Mapping[str, Any]) -> bool:
    return int(arguments["n"]).bit_length() > MAX_BITS_OF_EXPONENT


def _large_precision(arguments: Mapping[str, Any]) -> bool:
    return arguments["prec"] > MAX_BITS


_TOO_LARGE: Mapping[CodeType, Callable[[Mapping[str, Any]], bool]] = {
    Integer._eval_power.__code__: _large_power,
    Rational._eval_power.__code__: _large_power,
    factorint.__code__: _large_to_factor,
    evalf.__code__: _large_precision,
    libmpf.mpf_pow_int.__code__: _large_repetition,
    libelefun.mpf_exp.__code__: _large_exponential,
    libelefun.mpf_cosh_sinh.__code__: _large_exponential,
}


def bounded(work: Callable[[], T]) -> T:
    """What `work()` gives, if SymPy needs neither too long for it nor too deep. Raises FormulaError otherwise."""
    try:
        return within(MAX_CALLS, work, _TOO_LARGE)
    except TooLong:
        # SymPy notes what it is about to find out, and was interrupted there.
        clear_cache()
        raise FormulaError("this takes too long by symbols") from None
    except FormulaError:
        raise
    except (ValueError, TypeError, ArithmeticError, NotImplementedError, MemoryError):
        # What SymPy raises where it has no derivative, cannot compare two numbers, or has one with too many digits to print.
        raise FormulaError("SymPy has no derivative of this that a formula could write") from None
    except RecursionError:
        raise FormulaError("this nests too deep for symbols") from None
