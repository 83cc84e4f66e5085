"""Axes of pictures: where their numbers stand, one way to write all numbers of an axis, and a left edge that stays."""

from typing import Any

import altair as alt

from core.pictures.extents import Extent, ticks_of

# So wide are the numbers left of a picture, in pixels: with another number there its edge does not move.
NUMBERS_WIDE = 50
STEPS = alt.Axis(tickMinStep=1, format="d")


def step_axis(title: str = "step") -> alt.X:
    """The steps of a run along the bottom."""
    return alt.X("step:Q", title=title, axis=STEPS, scale=alt.Scale(nice=False))


def height_axis(field: str, title: str, scale: str, count: int = 6, wide: int = NUMBERS_WIDE) -> alt.Y:
    """Heights on a log axis, as long as the table "extent" says, or on a linear one with about `count` numbers.

    `wide` is the room for the numbers of a log axis, in pixels.
    """
    if scale == "log":
        places = alt.expr(f"slice(pluck(data('extent'), '{field}'), 2)")
        axis = alt.Axis(
            values=places, labelExpr=_written("y", 1e-3, 1e4, low_too=True), minExtent=wide, maxExtent=max(wide, 200)
        )
        return alt.Y(f"{field}:Q", title=title, scale=alt.Scale(type="log", nice=False), axis=axis)
    return alt.Y(f"{field}:Q", title=title, scale=alt.Scale(zero=False), axis=linear("y", tickCount=count))


def linear(channel: str, **options: Any) -> alt.Axis:
    """An evenly divided axis of the channel "x" or "y"."""
    wide: dict[str, Any] = {"minExtent": NUMBERS_WIDE} if channel == "y" else {}
    return alt.Axis(labelExpr=_written(channel, 1e-3, 1e6), **wide, **options)


def given(channel: str, places: list[float]) -> alt.Axis:
    """An axis of "x" or "y" with numbers at these places alone, all of them short."""
    wide: dict[str, Any] = {"minExtent": NUMBERS_WIDE} if channel == "y" else {}
    return alt.Axis(values=places, format=".12~g", **wide)


def log_across(ends: Extent) -> alt.Axis:
    """A log axis along the bottom between ends that are always the same."""
    return given("x", ticks_of(ends))


def _written(channel: str, least: float, most: float, *, low_too: bool = False) -> str:
    """How Vega writes the numbers of an axis: plain where all of them are short, else all of them with powers of ten."""
    low, high = f"domain('{channel}')[0]", f"domain('{channel}')[1]"
    size = f"max(abs({low}), abs({high}))"
    short = f"{low} >= {least} && {high} <= {most}" if low_too else f"{size} >= {least} && {size} < {most}"
    return f"{short} ? format(datum.value, '.12~g') : {power('datum.value')}"


def power(value: str) -> str:
    """A number with its power of ten, as Vega is to write it: 2.5e-8, 1, 1e20."""
    return f"replace(replace(format({value}, '.9~e'), 'e+0', ''), 'e+', 'e')"
