"""What happens when something is chosen on the Maps page: another problem, formula, kind, optimizer or axis."""

from dataclasses import replace

import streamlit as st

from core.atlas.links import DOUBLING, GRID, TYPED_OF_TWO, SharedMap, first_axes, of_two
from core.formulas import FormulaError
from core.maps.axes import Axis, axes_of
from core.problems import TYPED, Problem
from core.problems.typed_landscape import FIRST_DOMAIN
from core.problems.typed_range import OPEN
from core.settings import first_settings, with_optimizer
from pages.shared import optimizer_controls
from pages.shared.formula_box import forget_drafts
from pages.shared.maps.state import CELL, LOSS, MAPS, PREFIX, SIDES, axis_entries, problem_of, typed


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


def another_kind() -> None:
    """Give a map back the sides that it had before its last places were looked at, which lie along the parameter."""
    last = st.session_state["map.last"]
    to = st.session_state["map.kind"]
    if to == DOUBLING:
        st.session_state[SIDES] = last.settings.problem.loss, last.across, last.up
    elif last.kind == DOUBLING:
        _give_back(last, *st.session_state.pop(SIDES, ("", None, None)))
    st.session_state[CELL] = None


def _give_back(last: SharedMap, loss: str, across: Axis | None, up: Axis | None) -> None:
    """What lay across stays as it was changed meanwhile, unless the parameter was put out of its place there."""
    there = axes_of(last.settings)
    if across is None or up is None or loss != last.settings.problem.loss:
        return
    sides = {"across": across if across.name in last.settings.problem.parameters else last.across, "up": up}
    names = {axis.name for axis in sides.values()}
    if len(names) == len(sides) and names <= there.keys():
        for side, axis in sides.items():
            entries = axis_entries(side, axis, last.settings)
            st.session_state.update({f"{PREFIX}{name}": value for name, value in entries.items()})


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
