"""Ticks stand at round numbers within the axis, and tell neighbours apart however narrow it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.atlas.ticks import share_of, ticks
from core.maps.axes import Axis


def texts(low: float, high: float, spacing: str = "even", name: str = "learning_rate") -> list[str]:
    return [tick.text for tick in ticks(Axis(name=name, low=low, high=high, spacing=spacing))]


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        ((-3, 3), ["-3", "-2", "-1", "0", "1", "2", "3"]),
        ((0, 0.3), ["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"]),
        ((1e-4, 100.0, "log"), ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100"]),
        ((1e-12, 1.0, "log"), ["1e-12", "1e-10", "1e-8", "1e-6", "0.0001", "0.01", "1"]),
        ((0.02, 0.3, "log"), ["0.05", "0.1", "0.15", "0.2", "0.25", "0.3"]),
        ((0.0, 0.9999, "near one"), ["0", "0.9", "0.99", "0.999", "0.9999"]),
        ((0, 10, "even", "steps"), ["0", "2", "4", "6", "8", "10"]),
        ((3, 5, "even", "steps"), ["3", "4", "5"]),
    ],
)
def test_they_are_round(axis, expected):
    assert texts(*axis) == expected


@given(
    middle=st.floats(-1e6, 1e6),
    width=st.floats(1e-9, 1e6),
    spacing=st.sampled_from(["even", "log", "near one"]),
)
def test_no_two_are_written_alike_and_all_lie_within(middle, width, spacing):
    low, high = middle - width, middle + width
    if spacing == "log":
        low, high = abs(low) + 1e-9, abs(low) + 1e-9 + width
    if spacing == "near one":
        low, high = 0.0, min(0.9999, width)
    if not low < high:
        return
    axis = Axis(name="learning_rate", low=low, high=high, spacing=spacing)
    found = ticks(axis)
    assert len({tick.text for tick in found}) == len(found)
    assert all(-1e-6 <= tick.share <= 1 + 1e-6 for tick in found)
    assert [tick.share for tick in found] == sorted(tick.share for tick in found)


@pytest.mark.parametrize("spacing", ["even", "log", "near one"])
def test_the_ends_lie_at_the_ends(spacing):
    axis = Axis(name="momentum", low=0.125, high=0.75, spacing=spacing)
    assert share_of(axis, 0.125) == 0
    assert share_of(axis, 0.75) == pytest.approx(1)
    assert 0 < share_of(axis, 0.5) < 1
