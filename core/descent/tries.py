"""Screens for a first visit, each with a sentence on what to look at."""

from collections.abc import Mapping
from functools import cache

from core.links import from_query, to_query
from core.links.tries import Try, to_try
from core.queries import write_query

STORY = "The same descent twice: TensorFlow's tape finds the slope, you derive it by hand."


TRIES: Mapping[str, Try] = {
    "slow": to_try(
        "0.1",
        f"{STORY} Each step multiplies w by 0.8: on the log axis that is a straight line.",
        of="Learning rate",
        learning_rate="0.1",
    ),
    "at_once": to_try(
        "0.5",
        "At 0.5 = 1/L'' a single step lands on the minimum, and the loss is 0, which has no place on a log axis.",
        of="Learning rate",
        learning_rate="0.5",
    ),
    "for_ever": to_try(
        "1",
        "At 1 = 2/L'' each step lands as far off on the other side: w is 5, -5, 5, -5 for ever. Now a little more.",
        of="Learning rate",
        learning_rate="1.0",
    ),
    "too_fast": to_try(
        "1.05",
        "Past the limit each step lands farther off than it began, and no number of steps helps. Drag the rate back over 1.",
        of="Learning rate",
        learning_rate="1.05",
    ),
    "wrong_sign": to_try(
        "A wrong sign",
        "Your own update, in the box below, adds where it should subtract: by hand the loss climbs while the tape descends. "
        "Put the minus back and the two curves are one.",
        update="w + learning_rate * g",
    ),
    "uncorrected": to_try(
        "Adam uncorrected",
        "Keras corrects the averages that begin at 0, the rule by hand does not here: its first step is 3.2 times as long. "
        "Play, and watch the dashed path overshoot.",
        problem="exponential",
        optimizer="adam",
        convention="uncorrected",
        learning_rate="0.3",
        start="3",
    ),
    "left_valley": to_try(
        "0.16",
        "From 0.16 it ends in the left valley. Now from 0.18: the same loss and the same rate.",
        of="Two valleys, from",
        problem="double_well",
        start="0.16",
    ),
    "right_valley": to_try(
        "0.18",
        "From 0.18 it ends in the right valley, which is not the lower one: where you start decides where you end.",
        of="Two valleys, from",
        problem="double_well",
        start="0.18",
    ),
    "no_step": to_try(
        "float16",
        "In float16 a step of 0.001 from 5 is less than half a unit in the last place: w stands still. Choose float32 in the "
        "sidebar and it moves.",
        learning_rate="0.0001",
        dtype="float16",
    ),
}


@cache
def link_of(name: str) -> str:
    """The query of the link to one of them, as the screen writes it."""
    return write_query(to_query(from_query(dict(TRIES[name].query))[0]))
