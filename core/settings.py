"""What the controls chose, as frozen plain values: a cache key, and what a link carries."""

from dataclasses import dataclass

from core.problems import PROBLEMS, Problem

DTYPES = ("float16", "float32", "float64")
SCALES = ("log", "linear")
LEARNING_RATES = (1e-4, 100.0)
STEPS = (0, 1000)


@dataclass(frozen=True, kw_only=True)
class DescentSettings:
    """One minimisation: everything that both methods need and nothing else.

    `optimizer` is a key of `core.rules.RULES`; `hyperparameters` are pairs of a Keras argument name and its value;
    `start` has one number per parameter; `dtype` is the precision in which both methods hold every number.
    """

    problem: Problem
    optimizer: str = "sgd"
    hyperparameters: tuple[tuple[str, float | bool], ...] = ()
    learning_rate: float = 0.1
    start: tuple[float, ...] = (5.0,)
    steps: int = 50
    dtype: str = "float32"


def first_settings(problem: Problem) -> DescentSettings:
    """The settings with which a visit to `problem` begins."""
    return DescentSettings(
        problem=problem, learning_rate=problem.learning_rate, start=problem.start, steps=problem.steps
    )


LESSON = first_settings(PROBLEMS["parabola"])
