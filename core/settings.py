"""What the controls chose, as frozen plain values: a cache key, and what a link carries."""

import sys
from dataclasses import dataclass, replace

from core.hyperparameters import HYPERPARAMETERS, SCHEDULE_HYPERPARAMETERS, first_values
from core.problems import PROBLEMS, Problem

DTYPES = ("float16", "float32", "float64")
SCALES = ("log", "linear")
# The widest that may be typed, as core.hyperparameters.LEARNING_RATES is.
STEPS = (0, 10_000)
STARTS = (-sys.float_info.max, sys.float_info.max)


@dataclass(frozen=True, kw_only=True)
class DescentSettings:
    """One minimisation: everything that both methods need and nothing else.

    `optimizer` is a key of `core.rules.RULES`; `hyperparameters` are pairs of a Keras argument name and its value: all those
    of the optimizer and of the `schedule`, and weight decay or a clipping if there is one. `convention` is the form in which
    the manual method writes the rule, "keras" or a key of the rule's conventions, and `update` a formula that takes the
    rule's place (see core.rules.typed), or empty; the tape never sees either. `start` has one number per parameter; `dtype`
    is the precision in which both methods hold every number.
    """

    problem: Problem
    optimizer: str = "sgd"
    hyperparameters: tuple[tuple[str, float | bool], ...] = ()
    convention: str = "keras"
    update: str = ""
    schedule: str = "constant"
    learning_rate: float = 0.1
    start: tuple[float, ...] = (5.0,)
    steps: int = 50
    dtype: str = "float32"


def with_optimizer(settings: DescentSettings, optimizer: str, schedule: str = "constant") -> DescentSettings:
    """`settings` with another optimizer and schedule, their hyper-parameters where they begin, in Keras's convention."""
    values = first_values((*HYPERPARAMETERS[optimizer], *SCHEDULE_HYPERPARAMETERS[schedule]))
    return replace(settings, optimizer=optimizer, schedule=schedule, hyperparameters=values, convention="keras")


def first_settings(problem: Problem) -> DescentSettings:
    """The settings with which a visit to `problem` begins."""
    return DescentSettings(
        problem=problem, learning_rate=problem.learning_rate, start=problem.start, steps=problem.steps
    )


LESSON = first_settings(PROBLEMS["parabola"])
