"""Six screens for a first visit, each with a sentence on what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.links import Shared, from_query, to_query


@dataclass(frozen=True, kw_only=True)
class Try:
    """Something to try: a title, the sentence that says what is seen then, and the link's query that sets the screen."""

    title: str
    look_at: str
    query: tuple[tuple[str, str], ...]


def _try(title: str, look_at: str, **query: str) -> Try:
    return Try(title=title, look_at=look_at, query=tuple(query.items()))


TRIES: Mapping[str, Try] = {
    "too_fast": _try(
        "A learning rate that is too large",
        "At 1.05 each step lands farther off than it began. Drag the rate back: at 1 it swings for ever, at 0.5 a single "
        "step arrives, at 0.1 it creeps.",
        learning_rate="1.05",
    ),
    "wrong_sign": _try(
        "A wrong sign in your own update",
        "Your own update, in the box above, adds where it should subtract: by hand the loss climbs while the tape descends. "
        "Put the minus back and the two curves are one.",
        update="w + learning_rate * g",
    ),
    "uncorrected": _try(
        "Adam without its bias correction",
        "Keras corrects the averages that begin at 0, the rule by hand does not here: its first step is 3.2 times as long. "
        "Play, and watch the dashed path overshoot.",
        problem="exponential",
        optimizer="adam",
        convention="uncorrected",
        learning_rate="0.3",
        start="3",
    ),
    "two_valleys": _try(
        "Two valleys, and a start between them",
        "From 0.16 it ends in the left valley. Drag the start to 0.18: the same loss and the same rate, and it ends in the "
        "right one, which is not the lowest.",
        problem="double_well",
        start="0.16",
    ),
    "no_step": _try(
        "A step that rounding swallows",
        "In float16 a step of 0.001 from 5 is less than half a unit in the last place: w stands still. Choose float32 in the "
        "sidebar and it moves.",
        learning_rate="0.0001",
        dtype="float16",
    ),
    "kink": _try(
        "A kink that nothing settles in",
        "The slope of |w| is 1 however near the minimum is, so SGD hops about it for ever. Drag the rate: the hop is as wide "
        "as the rate, and no rate is small enough.",
        problem="absolute",
    ),
}


def tried(shared: Shared) -> Try | None:
    """Which of them a screen is, to the last setting."""
    query = to_query(shared)
    return next((TRIES[name] for name in TRIES if _written(name) == query), None)


@cache
def _written(name: str) -> dict[str, str]:
    return to_query(from_query(dict(TRIES[name].query))[0])
