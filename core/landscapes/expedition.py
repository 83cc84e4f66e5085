"""Up to six racers on one landscape: each an optimizer, a method, a learning rate and hyper-parameters of its own."""

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np

from core.methods import METHODS
from core.problems import LANDSCAPES, Problem
from core.rules import RULES
from core.settings import DescentSettings, with_optimizer
from core.theory.stretches import reaching
from core.trajectory import Trajectory, flushing, gap

MOST_RACERS = 6
STEPS = (1, 10_000)
# Goldstein-Price is a thousand times as steep at its edges as a rate of 1e-4 can take.
SMALLEST_RATE = 1e-7
# A share of the map's width: how long the first steps are of rules that divide by the size of the gradient.
SHARE_OF_THE_MAP = 0.01


@dataclass(frozen=True, kw_only=True)
class Racer:
    """One way to go down: `method` is tape or manual; what `hyperparameters` does not name is where the optimizer begins."""

    optimizer: str
    method: str = "tape"
    learning_rate: float
    hyperparameters: tuple[tuple[str, float | bool], ...] = ()

    @property
    def title(self) -> str:
        """The optimizer and the method, in words."""
        return f"{RULES[self.optimizer].title}, {self.method}"


@dataclass(frozen=True, kw_only=True)
class ExpeditionSettings:
    """Who goes down where: one to six racers from one start, for as many steps, in one precision."""

    problem: Problem
    racers: tuple[Racer, ...]
    start: tuple[float, float]
    steps: int
    dtype: str = "float32"

    def of(self, racer: Racer) -> DescentSettings:
        """The one descent of a racer; its method decides who runs it."""
        alone = DescentSettings(problem=self.problem, start=self.start, steps=self.steps, dtype=self.dtype)
        first = with_optimizer(alone, racer.optimizer)
        values = dict(first.hyperparameters) | dict(racer.hyperparameters)
        return replace(first, learning_rate=racer.learning_rate, hyperparameters=tuple(values.items()))


@dataclass(frozen=True, kw_only=True)
class PathGap:
    """How far the tape's and the manual path of the same settings are apart at most; `tape` and `manual` count racers from 0.

    `distance` is that between the two points of a step, in the parameters' units, `ulp` that of the two losses in units in
    the last place, `step` the first step at which they are `ulp` apart. inf where one alone has overflowed or has no value.
    `why` is what makes a gap of numbers that one method flushes to zero, in words, and empty for others.
    """

    tape: int
    manual: int
    distance: float
    ulp: float
    step: int
    why: str = ""

    @property
    def said(self) -> str:
        """The gap in words."""
        if self.ulp == 0 and self.distance == 0:
            return "bit for bit the same at every step"
        if math.isinf(self.ulp):
            return f"beyond all numbers: at step {self.step} one of the two losses has a value and the other has none"
        on_the_map = "without bound" if math.isinf(self.distance) else f"{self.distance:.3g}"
        return f"at most {self.ulp:.0f} ULP in the loss (step {self.step}{self.why}) and {on_the_map} on the map"


def first_rate(problem: Problem, optimizer: str) -> float:
    """The learning rate with which an optimizer begins on `problem`."""
    if RULES[optimizer].linear:
        return problem.learning_rate
    width = max(high - low for low, high in problem.domain)
    return float(f"{SHARE_OF_THE_MAP * width:.1g}")


def rates_around(problem: Problem) -> tuple[float, float]:
    """The learning rates that a rail shows on `problem`: whole decades, the rates with which optimizers begin among them."""
    low, high = reaching(*(first_rate(problem, optimizer) for optimizer in RULES))
    return min(low, SMALLEST_RATE), high


def first_racer(problem: Problem, optimizer: str, method: str = "tape") -> Racer:
    """A racer as it begins on `problem`."""
    return Racer(optimizer=optimizer, method=method, learning_rate=first_rate(problem, optimizer))


def first_expedition(problem: Problem = LANDSCAPES["rosenbrock"]) -> ExpeditionSettings:
    """The expedition with which a visit to `problem` begins: three optimizers, and one of them by both methods."""
    first = (("sgd", "tape"), ("momentum", "tape"), ("adam", "tape"), ("adam", "manual"))
    racers = tuple(first_racer(problem, optimizer, method) for optimizer, method in first)
    x, y = problem.start
    return ExpeditionSettings(problem=problem, racers=racers, start=(x, y), steps=problem.steps)


def titles(settings: ExpeditionSettings) -> tuple[str, ...]:
    """The racers' titles in their order, no two the same: the second "Adam, tape" is "Adam, tape 2"."""
    seen: Counter[str] = Counter()
    names = []
    for racer in settings.racers:
        seen[racer.title] += 1
        count = seen[racer.title]
        names.append(racer.title if count == 1 else f"{racer.title} {count}")
    return tuple(names)


@lru_cache(maxsize=48)
def descent(settings: DescentSettings, method: str) -> Trajectory:
    """The run of one racer, kept for the next picture: what another racer's slider does costs this one nothing."""
    return METHODS[method](settings)


@lru_cache(maxsize=8)
def runs(settings: ExpeditionSettings) -> tuple[Trajectory, ...]:
    """Every racer's run in their order, each exactly what it is alone."""
    return tuple(descent(settings.of(racer), racer.method) for racer in settings.racers)


def gaps(settings: ExpeditionSettings) -> tuple[PathGap, ...]:
    """The gap of every two racers that differ in the method alone."""
    numbered = [(k, racer.method, settings.of(racer)) for k, racer in enumerate(settings.racers)]
    by_method = {method: [(k, alone) for k, of, alone in numbered if of == method] for method in METHODS}
    return tuple(
        path_gap(k, other, descent(alone, "tape"), descent(alone, "manual"))
        for (k, alone), (other, same) in product(by_method["tape"], by_method["manual"])
        if alone == same
    )


def path_gap(k: int, other: int, tape: Trajectory, manual: Trajectory) -> PathGap:
    """The gap of two runs of as many steps, made by racers `k` and `other`."""
    a, b = tape.parameters.astype(np.float64), manual.parameters.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        apart = np.where(same, 0.0, np.where(np.isfinite(a) & np.isfinite(b), a - b, np.inf))
        distances = np.hypot(*apart.T)
    losses = gap(tape, manual)
    # A loss that is a number beside one that is none is the largest gap there is.
    ulp = np.where(np.isinf(losses["absolute"]), np.inf, losses["ulp"])
    step = int(np.argmax(ulp))
    why, farthest = flushing(tape, manual, step), float(np.max(distances))
    return PathGap(tape=k, manual=other, distance=farthest, ulp=float(ulp[step]), step=step, why=why)
