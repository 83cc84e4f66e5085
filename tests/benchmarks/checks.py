"""Whether the numbers that a visitor sees are those that core computes for what the sliders say."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from core.descent.comparison import compare_methods
from core.landscapes.expedition import first_expedition, runs
from core.methods import METHODS
from core.problems import PROBLEMS
from core.race.contest import first_race, ranking
from core.recording.answers import answers
from core.recording.links import tape_screen
from core.recording.record import record
from core.recording.table import digits
from core.settings import LESSON
from pages.shared.written import unbroken
from tests.benchmarks.visitor import Visitor


def _descent(visitor: Visitor) -> bool:
    values = visitor.values
    rate, start, steps = values["learning_rate"], values["start"], round(values["steps"])
    comparison = compare_methods(replace(LESSON, learning_rate=rate, start=(start,), steps=steps))
    return _said(visitor, *(f"<dd>{unbroken(repr(comparison.final_loss(method)))}</dd>" for method in METHODS))


def _compare(visitor: Visitor) -> bool:
    first, values = first_race(PROBLEMS["parabola"]), visitor.values
    racers = tuple((name, values[f"race.rate_{name}"]) for name, _ in first.racers)
    race = replace(first, racers=racers, start=(values["race.start"],), steps=round(values["race.steps"]))
    return _said(visitor, *(f"{row.loss:.4g}" for row in ranking(race).itertuples()))


def _landscapes(visitor: Visitor) -> bool:
    values, first = visitor.values, first_expedition()
    racers = (replace(first.racers[0], learning_rate=values["landscape.0.learning_rate"]), *first.racers[1:])
    start, steps = (values["landscape.start_x"], values["landscape.start_y"]), round(values["landscape.steps"])
    seen = visitor.table("landscape_player", "frames")["loss"].to_pylist()
    each = len(seen) // len(racers)
    return all(
        seen[(place + 1) * each - 1] == loss or not (math.isfinite(loss) or math.isfinite(seen[(place + 1) * each - 1]))
        for place, run in enumerate(runs(replace(first, racers=racers, start=start, steps=steps)))
        for loss in (float(run.loss[-1]),)
    )


def _tape(visitor: Visitor) -> bool:
    expression = tape_screen({})[0].expression
    values = tuple(visitor.values[f"tape.value.{name}"] for name in expression.parameters)
    found = answers(expression, record(expression, values))
    return _said(visitor, *(f"`{digits(each.tape, 'float32')}`" for each in found))


def _said(visitor: Visitor, *numbers: str) -> bool:
    return any(all(number in text for number in numbers) for text in visitor.texts.values())


# By the page's address; of Maps it is the picture that is its number.
CHECKS: Mapping[str, Callable[[Visitor], bool]] = {
    "": _descent,
    "compare": _compare,
    "landscapes": _landscapes,
    "tape": _tape,
}


def right(visitor: Visitor) -> bool:
    """Whether what is on a visitor's screen is what its sliders say; call it when all has followed."""
    check = CHECKS.get(visitor.page)
    return check is None or check(visitor)
