"""The slopes that the mistakes lead to, each made at one place of a loss, or at all places alike."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.derivation.mistakes.mistake import Mistake, Slip, finished
from core.derivation.slopes import values_of
from core.formulas import Formula
from core.formulas.paper import derivative, to_do
from core.formulas.trees import contains, number

MOST_CANDIDATES = 400
# Of all trees that they are computed from: a second's work. What people derive by hand takes a tenth of it.
MOST_NODES = 60_000


@dataclass(frozen=True, eq=False)
class Candidate:
    """A mistake made at some places: each a part and what became of it; and the slopes that come of it, shape (n,)."""

    mistake: Mistake
    places: tuple[tuple[ast.expr, Slip], ...]
    parameter: str
    slopes: np.ndarray

    @property
    def sentence(self) -> str:
        """What the visitor did, if this was it."""
        (part, slip), *more = self.places
        if more:
            return self.mistake.said_everywhere()
        return self.mistake.said(part, slip, self.parameter)


class Candidates:
    """The candidates for a loss of one parameter at some values of it; at one place each `MOST_CANDIDATES` at most.

    A derivative is linear in the derivative of each of its parts: it is `rest + share * slope of the part`. So a mistake at
    one place asks for the wrong slope of that part alone.
    """

    def __init__(self, loss: Formula, at: np.ndarray) -> None:
        self._loss, self._at = loss, at
        (self._parameter,) = loss.parameters
        self._parts = [part for part in _derived_parts(loss.tree) if contains(part, self._parameter)]
        self._found = self._nodes = 0
        self._linear: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self._derived = {id(part): derivative(part, self._parameter) for part in self._parts}
        self._right = self._values(self._derived[id(loss.tree)])

    @property
    def given_up(self) -> bool:
        """Whether the loss is so long that some candidates were left out."""
        return self._nodes > MOST_NODES

    def of(self, mistakes: tuple[Mistake, ...]) -> Iterator[Candidate]:
        """The candidates by these mistakes, in their order."""
        d = partial(to_do, parameter=self._parameter)
        for mistake in mistakes:
            slips = ((part, mistake.wrong(part, self._parameter, d)) for part in self._parts)
            places = tuple((part, slip) for part, slip in slips if slip)
            found = []
            for place in places[: MOST_CANDIDATES - self._found]:
                if self.given_up:
                    return
                found.append(self._at_one(*place))
                yield Candidate(mistake, (place,), self._parameter, found[-1])
            self._found += len(found)
            if len(found) > 1:
                yield Candidate(mistake, places, self._parameter, self._at_all(places, found))

    def _at_one(self, part: ast.expr, slip: Slip) -> np.ndarray:
        share, rest = self._share_and_rest(part)
        wrong = self._values(finished(slip.tree, self._parameter, self._derived))
        # What has no share in the slope may have any, or none.
        return rest + np.where(share == 0, 0.0, share * wrong)

    def _at_all(self, places: tuple[tuple[ast.expr, Slip], ...], alone: list[np.ndarray]) -> np.ndarray:
        at = {id(part): slip.tree for part, slip in places}
        if not any(id(inner) in at for part, _ in places for inner in ast.walk(part) if inner is not part):
            # None stands within another, so each adds its own difference.
            return self._right + sum(slopes - self._right for slopes in alone)
        return self._values(derivative(self._loss.tree, self._parameter, lambda node: at.get(id(node))))

    def _share_and_rest(self, part: ast.expr) -> tuple[np.ndarray, np.ndarray]:
        def along(node: ast.expr) -> ast.expr | None:
            if node is part:
                return number(1)
            return None if any(each is part for each in ast.walk(node)) else number(0)

        if id(part) not in self._linear:
            share = derivative(self._loss.tree, self._parameter, along)
            rest = derivative(self._loss.tree, self._parameter, lambda node: number(0) if node is part else None)
            self._linear[id(part)] = self._values(share), self._values(rest)
        return self._linear[id(part)]

    def _values(self, tree: ast.expr) -> np.ndarray:
        self._nodes += sum(1 for _ in ast.walk(tree))
        try:
            return values_of(Formula("", self._loss.parameters, tree), self._at)
        except ArithmeticError:
            # A wrong rule may divide two numbers by each other of which the second is 0.
            return np.full(self._at.shape, np.nan)


def _derived_parts(tree: ast.expr) -> Iterator[ast.expr]:
    """Every part that is derived on the way: all but conditions and what stands in them."""
    if not isinstance(tree, ast.Compare):
        yield tree
        for child in ast.iter_child_nodes(tree):
            if isinstance(child, ast.expr):
                yield from _derived_parts(child)
