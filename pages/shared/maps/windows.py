"""Which part of a map is looked at, and the way back to all of it."""

import streamlit as st

from core.atlas.links import SWEEP, SharedMap
from core.maps.axes import axes_of
from pages.shared.maps.state import CELL, HOME, MAPS, PREFIX


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
