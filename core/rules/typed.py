"""An update that a visitor typed in place of a rule: a formula in w, g, step and learning_rate."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.formulas import UPDATE, Formula, parse
from core.rules.given import Given
from core.rules.lines import Line
from core.rules.momentum import Nothing

# w, the gradient, the number of the step counted from 1, and the learning rate of that step. A text may call them gradient, t
# and lr as well.
NAMES = ("w", "g", "step", "learning_rate")
# What is one number for all parameters of a run.
_SCALARS = frozenset({"step", "learning_rate"})
_IN_A_RULE = {"g": ("", "gradient"), "step": ("given", "t"), "learning_rate": ("given", "learning_rate")}


@dataclass(frozen=True)
class TypedUpdate:
    """`text` as an update rule; its `step` is a rule like any other, without memory. Raises FormulaError as `parse` does."""

    text: str

    @cached_property
    def formula(self) -> Formula:
        """The text, understood."""
        return parse(self.text, NAMES, UPDATE)

    @cached_property
    def _after(self) -> Callable[..., Any]:
        return self.formula.in_numpy(_SCALARS)

    def check(self) -> None:
        """Raise FormulaError unless the text is an update."""
        parse(self.text, NAMES, UPDATE)

    def step(self, w: np.ndarray, gradient: np.ndarray, before: Nothing, given: Given) -> tuple[np.ndarray, Nothing]:
        """The parameters after one step."""
        after = self._after(w, gradient, given.t, given.learning_rate)
        return np.broadcast_to(np.asarray(after, w.dtype), w.shape), Nothing()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The one line of it, in the names that rules have."""
        code, typed = (
            Line("w", text).written(_in_a_rule) for text in (self.formula.source("np"), self.formula.written)
        )
        return (Line("w", code, typed),)


def _in_a_rule(owner: str, name: str) -> str:
    own, known = _IN_A_RULE.get(name, ("", name)) if not owner else (owner, name)
    return f"{own}.{known}" if own else known
