"""What the controls of the Maps page say, each entry under `map.` and its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.atlas.links import (
    CHOICES,
    DOUBLING,
    GRID,
    MOST_OTHERS,
    TYPED_OF_TWO,
    SharedMap,
    first_axes,
    from_query,
    of_two,
    to_query,
)
from core.links.landscape import has_inside
from core.maps.axes import RATE, Axis, axes_of
from core.problems import LANDSCAPES, TYPED, Problem, typed_landscape
from core.problems.typed_curve import problem_of as curve_of
from core.problems.typed_landscape import FIRST_DOMAIN
from core.problems.typed_range import OPEN, ends_of
from core.rules import RULES, conventions_of
from core.settings import DescentSettings, first_settings, with_optimizer
from pages.shared import optimizer_controls
from pages.shared.formula_box import forget_drafts, kept_as_draft
from pages.shared.screen import Screen

PREFIX = "map."
LOSS = "map.loss"
# The column and the row of the cell that is meant.
CELL = "map.cell"
# What a map lay along before its last places were looked at: the loss and both axes.
SIDES = "map.sides"
# What was seen before anybody looked closer: the ends of both axes, by what they belong to.
HOME = "map.home"
# The cell that was pressed, until its page is shown; and the pieces of a map that were asked for.
PRESSED, ASKED = "map.pressed", "map.asked"


def _read(query: Mapping[str, str]) -> tuple[SharedMap, tuple[str, ...]]:
    forget_drafts(LOSS)
    shared, repairs = from_query(query)
    problem, text = shared.settings.problem, query.get("loss", "")
    if problem.name == TYPED and text.strip() not in ("", problem.loss.strip()):
        kept_as_draft(LOSS, text, lambda text: typed(text, of_two(shared.settings)))
    return shared, repairs


def typed(text: str, two: bool, domain: Any = FIRST_DOMAIN) -> Problem:
    """The problem that somebody typed, of one or of two parameters. Raises FormulaError if it cannot be used."""
    return typed_landscape(text.strip(), domain) if two else curve_of(TYPED, text, "")


def _entries(shared: SharedMap) -> dict[str, Any]:
    settings, problem = shared.settings, shared.settings.problem
    two = of_two(settings)
    entries: dict[str, Any] = {
        "problem": TYPED_OF_TWO if two and problem.name == TYPED else problem.name,
        "loss": problem.loss,
        "gradient": problem.gradient[0] if problem.derived_by == "visitor" else "",
        # Of a typed loss its map, or the ends of its range, open or not.
        "domain": problem.domain,
        "ends": ends_of(problem) if problem.name == TYPED and not two else OPEN,
        "schedule": settings.schedule,
        "convention": settings.convention,
        "update": settings.update,
        "learning_rate": settings.learning_rate,
        **{f"start_{name}": start for name, start in zip(problem.parameters, settings.start, strict=True)},
        "steps": settings.steps,
        "also": list(shared.also),
        **CHOICES.entries(shared),
        **axis_entries("across", shared.across, settings),
        **axis_entries("up", shared.up, settings),
    }
    named = {f"{PREFIX}{name}": value for name, value in entries.items()}
    return named | optimizer_controls.entries(PREFIX, settings.optimizer, dict(settings.hyperparameters))


def axis_entries(side: str, axis: Axis, settings: DescentSettings) -> dict[str, Any]:
    """What the controls of a side say of an axis, by their names."""
    even = axis.spacing == "even" and axes_of(settings)[axis.name].spacing != "even"
    return {side: axis.name, f"{side}_from": axis.low, f"{side}_to": axis.high, f"{side}_even": even}


def _gathered(state: Mapping[str, Any]) -> SharedMap:
    chosen = {name.removeprefix(PREFIX): value for name, value in state.items() if name.startswith(PREFIX)}
    problem = problem_of(chosen)
    settings = replace(
        with_optimizer(first_settings(problem), chosen["optimizer"], chosen["schedule"]),
        update=chosen["update"],
        learning_rate=chosen["learning_rate"],
        start=tuple(
            chosen.get(f"start_{name}", first) for name, first in zip(problem.parameters, problem.start, strict=True)
        ),
        steps=chosen["steps"],
    )
    values = optimizer_controls.gathered(PREFIX, state, dict(settings.hyperparameters))
    settings = replace(settings, hyperparameters=tuple(values.items()))
    convention = chosen["convention"] if chosen["convention"] in conventions_of(settings) else "keras"
    settings = replace(settings, convention=convention)
    first_across, first_up = first_axes(settings)
    across = _axis(chosen, "across", settings, first_across)
    up = _axis(chosen, "up", settings, first_up)
    kind = chosen["kind"]
    if kind == DOUBLING and of_two(settings):
        kind = GRID
    if kind == DOUBLING:
        axes, parameter = axes_of(settings), problem.parameters[0]
        across = axes[RATE] if across.name == parameter else across
        up = up if up.name == parameter else axes[parameter]
    also = tuple(name for name in chosen["also"] if name in RULES and name != settings.optimizer)[:MOST_OTHERS]
    shared = CHOICES.gathered(state, SharedMap(settings=settings, across=across, up=up, also=also), PREFIX)
    return replace(shared, kind=kind)


def problem_of(chosen: Mapping[str, Any]) -> Problem:
    """The problem that is chosen; of typed formulas the last good one."""
    name = chosen["problem"]
    if name in LANDSCAPES:
        return LANDSCAPES[name]
    if name == TYPED_OF_TWO:
        domain = chosen["domain"]
        return typed_landscape(
            chosen["loss"].strip(), domain if len(domain) > 1 and has_inside(domain) else FIRST_DOMAIN
        )
    return curve_of(name, chosen["loss"], chosen["gradient"], chosen["ends"])


def _axis(chosen: Mapping[str, Any], side: str, settings: DescentSettings, first: Axis) -> Axis:
    """The axis that the controls say, or the first one where the settings have no such number any more."""
    own = axes_of(settings).get(chosen[side])
    if own is None:
        return first
    spacing = "even" if chosen[f"{side}_even"] else own.spacing
    low, high = chosen[f"{side}_from"], chosen[f"{side}_to"]
    if not low < high or (spacing == "log" and low <= 0):
        return replace(own, spacing=spacing)
    return replace(own, low=low, high=high, spacing=spacing)


MAPS = Screen(name="map", read=_read, write=to_query, entries=_entries, gathered=_gathered)
