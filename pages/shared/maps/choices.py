"""What happens when something is chosen on the Maps page: another problem, formula, optimizer, axis, or part of the map."""

from dataclasses import replace

import streamlit as st

from core.atlas.links import DOUBLING, GRID, SWEEP, TYPED_OF_TWO, SharedMap, first_axes, of_two
from core.formulas import FormulaError
from core.maps.axes import axes_of
from core.problems import TYPED, Problem
from core.problems.typed_landscape import FIRST_DOMAIN
from core.problems.typed_range import OPEN
from core.settings import first_settings, with_optimizer
from pages.shared import optimizer_controls
from pages.shared.formula_box import forget_drafts
from pages.shared.maps.state import CELL, HOME, LOSS, MAPS, PREFIX, axis_entries, problem_of, typed


def show_all(side: str) -> None:
    """Let an axis reach as far as it does at first."""
    shared = MAPS.current()
    axis = axes_of(shared.settings)[st.session_state[f"{PREFIX}{side}"]]
    st.session_state.update(
        {f"{PREFIX}{side}_from": axis.low, f"{PREFIX}{side}_to": axis.high, f"{PREFIX}{side}_even": False}
    )


def another_axis(side: str) -> None:
    """Let the axis that was chosen reach as far as it does at first; the other one makes room, if it was that."""
    other = {"across": "up", "up": "across"}[side]
    settings = st.session_state["map.last"].settings
    before = getattr(st.session_state["map.last"], side)
    if st.session_state[f"{PREFIX}{side}"] == st.session_state[f"{PREFIX}{other}"]:
        entries = axis_entries(other, before, settings)
        st.session_state.update({f"{PREFIX}{name}": value for name, value in entries.items()})
    show_all(side)
    st.session_state[CELL] = None


def restart(problem: Problem) -> None:
    """Put learning rate, start, steps and axes to where a map of `problem` begins; optimizer and looks stay."""
    before = MAPS.current()
    first = first_settings(problem)
    settings = replace(
        before.settings,
        problem=problem,
        learning_rate=first.learning_rate,
        start=first.start,
        steps=before.settings.steps,
    )
    across, up = first_axes(settings)
    kind = GRID if of_two(settings) and before.kind == DOUBLING else before.kind
    st.session_state[CELL] = None
    MAPS.restore(replace(before, settings=settings, across=across, up=up, kind=kind))


def another_problem() -> None:
    """Begin anew on the chosen problem."""
    forget_drafts(LOSS)
    name = st.session_state["map.problem"]
    chosen = {"problem": name, "loss": _first_text(name), "gradient": "", "domain": FIRST_DOMAIN, "ends": OPEN}
    restart(problem_of(chosen))


def _first_text(name: str) -> str:
    """What stands in the box of a formula at first."""
    return {TYPED: "w^4 - 3w^2 + w", TYPED_OF_TWO: "(x*y - 1)^2 / 2"}.get(name, "")


def use_formula(text: str) -> None:
    """Map the loss that was typed. Raises FormulaError if it cannot be used."""
    restart(typed(text, st.session_state["map.problem"] == TYPED_OF_TWO))
    if not text:
        raise FormulaError("a formula stands here")


def another_optimizer() -> None:
    """Put the chosen optimizer's own hyper-parameters to where they begin; all else stays."""
    optimizer_controls.begin_with(PREFIX, st.session_state["map.optimizer"])
    st.session_state.update({"map.convention": "keras", "map.update": "", "map.schedule": "constant"})


def start_over() -> None:
    """Put everything to where a map of the chosen problem begins, by its optimizer as it begins."""
    before = MAPS.current()
    MAPS.restore(replace(before, settings=with_optimizer(before.settings, before.settings.optimizer), also=()))
    restart(before.settings.problem)


def another_edge(side: str, end: str) -> None:
    """Take the end of an axis that was typed, or its other spacing; where nothing is left between, the other end gives."""
    last = st.session_state["map.last"]
    axis = getattr(last, side)
    low, high = st.session_state[f"{PREFIX}{side}_from"], st.session_state[f"{PREFIX}{side}_to"]
    even = st.session_state[f"{PREFIX}{side}_even"]
    if end == "even" and not even and low <= 0:
        st.session_state[f"{PREFIX}{side}_from"] = axes_of(last.settings)[axis.name].low
    elif end != "even" and not low < high:
        own = axes_of(last.settings)[axis.name]
        moved, other, to = ("from", "to", own.high) if end == "from" else ("to", "from", own.low)
        beyond = low >= to if moved == "from" else high <= to
        st.session_state[f"{PREFIX}{side}_{other}"] = (low + 1 if moved == "from" else high - 1) if beyond else to
    st.session_state[CELL] = None


def look(window: tuple[float, ...] | None) -> None:
    """Look at a part of the map, given by the ends of its axes, or at all that was there before anybody looked closer."""
    shared = MAPS.current()
    ends = window
    if ends is None:
        ends = _home(shared)
    elif _of(shared) not in st.session_state.get(HOME, {}):
        st.session_state[HOME] = {_of(shared): _seen(shared)}
    sides = ("across",) if shared.kind == SWEEP else ("across", "up")
    for side, (low, high) in zip(sides, (ends[:2], ends[2:]), strict=False):
        st.session_state.update({f"{PREFIX}{side}_from": low, f"{PREFIX}{side}_to": high})
    st.session_state[CELL] = None


def at_home(shared: SharedMap) -> bool:
    """Whether all of the map is seen."""
    return _home(shared) == _seen(shared)


def _home(shared: SharedMap) -> tuple[float, ...]:
    """The ends that were seen before anybody looked closer, or those that a map begins with."""
    return st.session_state.get(HOME, {}).get(_of(shared)) or _all_of(shared)


def _of(shared: SharedMap) -> tuple[str, ...]:
    """What a part of a map can be a part of: the problem and the axes, whatever their ends."""
    axes = (shared.across, shared.up)
    return shared.settings.problem.loss, *(name for axis in axes for name in (axis.name, axis.spacing))


def _seen(shared: SharedMap) -> tuple[float, ...]:
    return shared.across.low, shared.across.high, shared.up.low, shared.up.high


def _all_of(shared: SharedMap) -> tuple[float, ...]:
    """The ends of both axes as they are at first; of one that is spaced otherwise as they are now."""
    known_axes = axes_of(shared.settings)
    firsts = (
        known_axes[axis.name] if known_axes[axis.name].spacing == axis.spacing else axis
        for axis in (shared.across, shared.up)
    )
    return tuple(end for axis in firsts for end in (axis.low, axis.high))
