"""What is said of a map in words: what it shows, what was computed, and what the run of a cell came to."""

import numpy as np

from core.atlas.links import DOUBLING, SWEEP, SharedMap, of_two
from core.atlas.paints import PAINTS
from core.glossary import HYPERPARAMETERS
from core.maps.axes import Axis
from core.maps.doubling import ITERATES
from core.maps.runs import Ends
from core.rules import RULES
from core.settings import DescentSettings
from core.theory.findings import WORDS
from core.theory.outcome import said


def said_of_axis(settings: DescentSettings, name: str) -> str:
    """What a number of the settings is called."""
    if name in settings.problem.parameters:
        return f"start, {name}" if of_two(settings) else "start"
    return name if name in HYPERPARAMETERS else name.replace("_", " ")


def _stretch(settings: DescentSettings, axis: Axis) -> str:
    # With as many digits as tell the ends apart.
    ends = ((f"{axis.low:.{digits}g}", f"{axis.high:.{digits}g}") for digits in range(4, 18))
    low, high = next((pair for pair in ends if pair[0] != pair[1]), (repr(axis.low), repr(axis.high)))
    return f"{said_of_axis(settings, axis.name)} from {low} to {high}"


def shown(shared: SharedMap) -> str:
    """What the picture shows, in one sentence."""
    settings, title = shared.settings, RULES[shared.settings.optimizer].title
    problem = settings.problem.title
    across = _stretch(settings, shared.across)
    if shared.kind == DOUBLING:
        last = f"the last {ITERATES} of {max(settings.steps, ITERATES):,} steps"
        last += " (the fewest here)" if settings.steps < ITERATES else ""
        return f"Where {last} of {title} lie on {problem}, for every {across}."
    said_of = PAINTS[shared.paint].said
    if shared.kind == SWEEP:
        beside = "".join(f", {RULES[name].title}" for name in shared.also)
        steps = f"{settings.steps:,} steps of {title}{beside}"
        return f"The last loss, and the {said_of} {steps} on {problem}, for every {across}."
    up = _stretch(settings, shared.up)
    steps = "" if "steps" in (shared.across.name, shared.up.name) else f"{settings.steps:,} steps of "
    return f"The {said_of} {steps}{title} on {problem}, for every {across} and every {up}."


def counted(settings: DescentSettings, ends: Ends) -> str:
    """Which share of the cells came to what, the most frequent first."""
    counts = np.bincount(ends.word.ravel(), minlength=len(WORDS))
    found = [(int(counts[word]), WORDS[word]) for word in np.argsort(-counts, kind="stable") if counts[word]]
    return ", ".join(f"{count / ends.word.size:.1%} {said(word, settings.problem)}" for count, word in found)
