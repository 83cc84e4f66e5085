"""An expedition as the query of a link, and a link's query as the nearest valid expedition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.hyperparameters import CLIPPINGS, LEARNING_RATES, known
from core.landscapes.expedition import (
    MOST_RACERS,
    STEPS,
    ExpeditionSettings,
    Racer,
    first_expedition,
    first_racer,
)
from core.links.fields import Field, Table, one_of, switch
from core.links.landscape import EDGES, has_inside, landscape_entries, read_landscape
from core.links.reader import Reader, start_keys
from core.methods import METHODS
from core.pictures.marks import stops_of
from core.problems import Problem
from core.problems.typed_landscape import FARTHEST
from core.problems.typed_range import fault
from core.rules import RULES
from core.settings import DTYPES, SCALES

SWITCH = ("off", "on")
PICTURES = ("map", "surface")
# The narrowest part of a map that is seen, of its sides.
NARROWEST_VIEW = 1e-5
# Entries that stand in no link while they have their first value.
_QUIET = frozenset({"view", "selected", "step"})

View = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class SharedExpedition:
    """What a link to the Landscapes page carries: the settings and how they are looked at.

    `view` is the part of the map that is seen: x from and to, y from and to; None for all. `selected` is the racer whose
    controls are shown, from 0; `step` is the step that is shown, None for the last.
    """

    settings: ExpeditionSettings
    scale: str = "log"
    picture: str = "map"
    equal: str = "off"
    field: str = "off"
    basins: str = "off"
    view: View | None = None
    selected: int = 0
    step: int | None = None


CHOICES = Table(
    (
        Field("dtype", one_of(DTYPES), within="settings"),
        Field("scale", one_of(SCALES)),
        Field("picture", one_of(PICTURES)),
        Field("equal", switch(*SWITCH)),
        Field("field", switch(*SWITCH)),
        Field("basins", switch(*SWITCH)),
    )
)


def to_query(shared: SharedExpedition) -> dict[str, str]:
    """The query of a link that restores `shared` exactly.

    A racer is `optimizer:method:learning rate`, and its hyper-parameters after that, as `:beta_1=0.9`.
    """
    settings, problem = shared.settings, shared.settings.problem
    numbered = {f"racer_{k}": _written(racer) for k, racer in enumerate(settings.racers, 1)}
    return {
        **landscape_entries(problem),
        **{key: repr(value) for key, value in zip(start_keys(problem), settings.start, strict=True)},
        "steps": str(settings.steps),
        **numbered,
        **CHOICES.written(shared),
        **({"view": ",".join(map(repr, shared.view))} if shared.view else {}),
        **({"selected": str(shared.selected + 1)} if shared.selected else {}),
        **({"step": str(shared.step)} if shared.step is not None else {}),
    }


def _written(racer: Racer) -> str:
    numbers = [f"{name}={value!r}" for name, value in racer.hyperparameters]
    return ":".join([racer.optimizer, racer.method, repr(racer.learning_rate), *numbers])


def from_query(query: Mapping[str, str]) -> tuple[SharedExpedition, tuple[str, ...]]:
    """The valid expedition nearest to `query`, and a sentence for everything that had to be changed.

    What is missing takes the problem's or the optimizer's own value without a word. The sentences never repeat the text of
    the link.
    """
    read = Reader(query)
    problem = read_landscape(read)
    first = first_expedition(problem)
    x, y = read.start(problem)
    settings = replace(
        first,
        racers=_racers(read, problem) or first.racers,
        start=(x, y),
        steps=read.whole("steps", *STEPS, first.steps),
    )
    shared = replace(
        CHOICES.read(read, SharedExpedition(settings=settings)),
        view=_view(read, problem),
        selected=read.whole("selected", 1, len(settings.racers), 1) - 1,
        step=_stop(read.whole("step", 0, settings.steps, settings.steps), settings.steps) if "step" in query else None,
    )
    return shared, read.finished({*to_query(shared), *_racer_keys(query), *_QUIET})


def _stop(step: int, steps: int) -> int | None:
    """Where a player that stops at some steps alone shows a step; None for the last.

    Were the step itself kept, the player would choose its stop anew whenever somebody comes back to such a link.
    """
    stops = stops_of(steps)
    stop = int(stops[np.argmin(np.abs(stops - step))])
    return stop if stop < steps else None


def _view(read: Reader, problem: Problem) -> View | None:
    """The part of the map that is seen, as far as it lies on the map."""
    if "view" not in read.query:
        return None
    own = Reader(dict(zip(EDGES, read.query["view"].split(","), strict=False)))
    edges = [edge for side in problem.domain for edge in side]
    limits = [limits for limits in problem.domain for _ in limits]
    x0, x1, y0, y1 = (own.number(*of) for of in zip(EDGES, *zip(*limits, strict=True), edges, strict=True))
    view = x0, x1, y0, y1
    x_from, x_to, y_from, y_to = edges
    if own.repairs or not can_be_seen(view, (x_from, x_to, y_from, y_to)) or read.query["view"].count(",") != 3:
        read.repairs.append("view was no part of the map and is now all of it")
        return None
    return view


def can_be_seen(view: View, of: View) -> bool:
    """Whether a part of a map is wide and high enough, beside all of it, to be drawn."""
    return min((view[k + 1] - view[k]) / (of[k + 1] - of[k]) for k in (0, 2)) >= NARROWEST_VIEW


def edges_fault(west: float | None, east: float | None, south: float | None, north: float | None) -> str:
    """What is wrong with the edges of a map as typed, None for one that is empty: a sentence, empty if nothing is."""
    if west is None or east is None or south is None or north is None:
        return "The map needs a number for each of its four edges."
    for axis, low, high in (("x", west, east), ("y", south, north)):
        wrong = fault(low, high, FARTHEST)
        if wrong:
            return f"Of {axis}: {wrong}."
    inside = has_inside(((west, east), (south, north)))
    return "" if inside else "One side of the map is too narrow beside the numbers at the other."


def _racer_keys(query: Mapping[str, str]) -> list[str]:
    return [f"racer_{k}" for k in range(1, MOST_RACERS + 1) if f"racer_{k}" in query]


def _racers(read: Reader, problem: Problem) -> tuple[Racer, ...]:
    found = (_racer(read, key, problem) for key in _racer_keys(read.query))
    return tuple(racer for racer in found if racer)


def _racer(read: Reader, key: str, problem: Problem) -> Racer | None:
    optimizer, *entries = read.query[key].split(":")
    if optimizer not in RULES:
        read.repairs.append(f"{key} had an unknown optimizer and was left out")
        return None
    own = Reader(dict(zip(("method", "learning_rate"), entries, strict=False)) | _pairs(entries[2:]))
    first = first_racer(problem, optimizer)
    settings = first_expedition(problem).of(first)
    clippings = [name for name in CLIPPINGS if name in own.query]
    named = {name: of for name, of in known(optimizer).items() if name in own.query and name not in clippings[1:]}
    racer = Racer(
        optimizer=optimizer,
        method=own.choice("method", METHODS, first.method),
        learning_rate=own.number("learning_rate", *LEARNING_RATES, first.learning_rate),
        hyperparameters=tuple((name, own.hyperparameter(settings, of)) for name, of in named.items()),
    )
    repairs = own.finished({"learning_rate", "method", *named})
    read.repairs.extend(f"{key}: {repair}" for repair in repairs)
    return racer


def _pairs(entries: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (entry.partition("=") for entry in entries)}
