"""Formulas as people type them, checked, and read by NumPy, TensorFlow and SymPy alike.

Nothing is ever evaluated by Python itself: `reading` makes a tree of the text, `limits` refuses what would be too large, and
interpreters of a few cases walk the tree (`lowering`) with the operations of the library that was asked for (`libraries`),
which has its `functions`; `powers` are those of many numbers at once, `magnitude` is where a formula has a value for sure.
`latex` shows it as it was typed, `others` as a book could have meant it.

Derivatives are SymPy's (`derivatives`, with `symbols` for what formulas mean, `rewriting` for the way back, `jumps` for where
there is none, `bounds` and `deadline` for what must end) or our own, rule by rule (`paper`, with a table of patterns in
`derivative_table`; `trees` builds what they write). `error` is the sentence that refuses.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.formulas import latex as in_latex
from core.formulas import libraries, powers
from core.formulas.error import FormulaError, said
from core.formulas.limits import MAX_DEPTH, MAX_DERIVED_DEPTH, check, check_derived, check_length
from core.formulas.lowering import code_of, lowered
from core.formulas.reading.headings import DERIVATIVE, LOSS, UPDATE
from core.formulas.reading.syntax import read, syntax_tree

__all__ = ["DERIVATIVE", "LOSS", "UPDATE", "Formula", "FormulaError", "parse", "said"]


@dataclass(frozen=True)
class Formula:
    """A checked formula in named parameters. Make one with `parse`.

    `tree` is its syntax tree, for reading only; places in it are places in `text`. `notes` are sentences about what was read
    as something else ("x is read as w"), `others` texts with parentheses where these could have been meant.
    """

    text: str
    parameters: tuple[str, ...]
    tree: ast.expr = field(repr=False, compare=False)
    notes: tuple[str, ...] = field(default=(), repr=False, compare=False)
    others: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def functions(self) -> frozenset[str]:
        """Names of the functions that the formula calls: exp for e^w, and log for w^w, whose derivative calls it."""
        called = {node.func.id for node in ast.walk(self.tree) if isinstance(node, ast.Call)}  # type: ignore[attr-defined]
        return frozenset(called | ({"log"} if any(map(self._is_open_power, ast.walk(self.tree))) else set()))

    def _is_open_power(self, node: ast.AST) -> bool:
        """Whether a node is a power with a parameter in its exponent."""
        exponent = ast.walk(node.right) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) else ()
        return any(isinstance(part, ast.Name) and part.id in self.parameters for part in exponent)

    @cached_property
    def written(self) -> str:
        """The formula in one agreed form, in which every * is written: 3*w**2 for 3w²."""
        text = ast.unparse(self.tree)
        return text.replace(" ** ", "**").replace(" * ", "*").replace(" / ", "/")

    @cached_property
    def numpy(self) -> Callable[..., Any]:
        """The formula as a function of one NumPy number or array per parameter, in their dtype."""
        return self.in_numpy(frozenset())

    @cached_property
    def numpy_of_each(self) -> Callable[..., Any]:
        """The same, where each element of an array gets to the last bit what `numpy` gives it as a number of its own."""
        return self.in_numpy(frozenset(self.parameters))

    def in_numpy(self, scalars: frozenset[str]) -> Callable[..., Any]:
        """The same where those parameters, if they are arrays, stand for as many numbers."""
        tree = lowered(self.tree, "np", self.parameters)
        power = powers.for_scalars(scalars, self.parameters) if scalars else None
        whole = libraries.function_of(tree, self.parameters, power=power)

        def in_numpy(*values: Any) -> Any:
            result = whole(tuple([v if type(v) in libraries.REAL else libraries.real(v) for v in values]))
            if isinstance(result, np.floating):
                return result
            if isinstance(result, np.ndarray):
                return result[()]
            shape = np.broadcast_shapes(*map(np.shape, values))
            return np.full(shape, result, libraries.dtype_of(values[0]))[()]

        return in_numpy

    @cached_property
    def _in_tensorflow(self) -> ast.expr:
        return lowered(self.tree, "tf", self.parameters)

    def tensorflow(
        self, *tensors: Any, constant: Callable[[float], Any] | None = None, multiplied: bool = False
    ) -> Any:
        """The value at `tensors`, one per parameter, recorded by any tape that is open.

        `constant` makes the tensor for a number that meets a tensor; by default TensorFlow converts it as it does in
        typed code. Whole powers may be `multiplied`, which is far quicker and may differ in the last place.
        """
        import tensorflow as tf

        def lift(values: Any, number: float) -> Any:
            return constant(number) if constant else tf.constant(number, values[0].dtype)

        result = libraries.function_of(
            self._in_tensorflow,
            self.parameters,
            lift=constant,
            power=powers.multiplied if multiplied else None,
            lift_argument=lift,
        )(tensors)
        return tf.zeros_like(tensors[0]) + lift(tensors, result) if isinstance(result, int | float) else result

    @cached_property
    def sympy(self) -> Any:
        """The formula as a SymPy expression over real symbols, numbers as exact fractions."""
        from core.formulas.bounds import bounded
        from core.formulas.derivatives import expression

        return bounded(lambda: expression(self.tree, self.parameters))

    @cached_property
    def latex(self) -> str:
        """The formula as LaTeX, in the order in which it was typed."""
        return in_latex.latex(self.tree)

    def derivative(self, parameter: str) -> "Formula":
        """The derivative by symbols, itself a formula in the same parameters, which may be longer than what people type.

        Raises FormulaError where there is none (as of `sign`, the derivative of `abs`), where no formula can write it, and
        where it would take SymPy too long.
        """
        found = _derivative(self, parameter)
        if isinstance(found, FormulaError):
            raise FormulaError(str(found), found.position)
        return found

    def source(self, library: str) -> str:
        """The formula as a line of Python for `library`, "tf" or "np"; what it needs besides is in `imports`."""
        tree = self._in_tensorflow if library == "tf" else lowered(self.tree, "np", self.parameters)
        return code_of(tree, self.parameters)

    def imports(self, library: str) -> tuple[str, ...]:
        """The lines of import that `source(library)` needs besides that of the library itself."""
        return ("from scipy import special",) if "special." in self.source(library) else ()


@lru_cache(maxsize=256)
def parse(text: str, parameters: tuple[str, ...], of: str = LOSS) -> Formula:
    """Read `text` as people type formulas, check it, and return it as a `Formula` in `parameters`.

    `of` says what it is: the LOSS, a DERIVATIVE or an UPDATE, which may stand before it as L(w) =, dL/dw = and w <-.
    core.formulas.reading says how it is read, core.formulas.functions has the functions. Raises FormulaError with a sentence
    and a position.
    """
    check_length(text)
    found = read(text, parameters, MAX_DEPTH, of)
    check(found.tree, parameters)
    return Formula(text, parameters, found.tree, found.notes, found.others)


@lru_cache(maxsize=512)
def _derivative(formula: Formula, parameter: str) -> Formula | FormulaError:
    """The derivative, or why there is none: that takes as long to find out, and is asked for as often."""
    from core.formulas.derivatives import derivative

    try:
        tree = derivative(formula.tree, formula.parameters, parameter)
        check_derived(tree, formula.parameters)
        text = Formula("", formula.parameters, tree).written
        return Formula(text, formula.parameters, syntax_tree(text, formula.parameters, MAX_DERIVED_DEPTH))
    except FormulaError as error:
        # Without the places in the program that led there, which would keep everything they know.
        return FormulaError(str(error), error.position)
