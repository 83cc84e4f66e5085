"""What is known of maps from theory comes out, cell by cell."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.maps.axes import Axis, cell_of, resolved, value_of, values, with_value
from core.maps.contrasts import fragile
from core.maps.doubling import ITERATES, period_doubling
from core.maps.grid import Map
from core.maps.runs import ends_by_hand, ends_with_tape
from core.problems import PROBLEMS, typed_landscape, typed_problem
from core.settings import DescentSettings, first_settings, with_optimizer

WELLS = typed_problem("(w^2 - 1)^2/4")
VALLEY = typed_landscape("(x*y - 1)^2/2")


def settings_of(problem, **changes) -> DescentSettings:
    return replace(first_settings(problem), dtype="float64", **changes)


def axis(name: str, low: float, high: float, spacing: str = "even") -> Axis:
    return Axis(name=name, low=low, high=high, spacing=spacing)


def stayed(ends) -> np.ndarray:
    """Bounded: the last loss is a number, and no large one."""
    return ends.loss < 1e8


def test_two_wells_keep_exactly_the_starts_of_theory():
    """Bounded iff |start| < sqrt(1 + 2 / learning_rate), for learning rates up to 2; at the middles of 400 x 400 cells."""
    map = Map(
        settings=settings_of(WELLS, steps=200),
        across=axis("w", -3, 3),
        up=axis("learning_rate", 0, 2),
        columns=400,
        rows=400,
    )
    starts, rates = values(map.across, 400), values(map.up, 400)[:, np.newaxis]
    theory = np.abs(starts) < np.sqrt(1 + 2 / rates)
    for compute in (ends_by_hand, ends_with_tape):
        ends = compute(map)
        np.testing.assert_array_equal(stayed(ends), theory)
        assert stayed(ends).mean() == 0.649625
        np.testing.assert_array_equal(ends.word, ends.word[:, ::-1])
        np.testing.assert_array_equal(ends.loss, ends.loss[:, ::-1])


def test_a_product_keeps_the_starts_within_an_ellipse_and_reaches_only_flat_minima():
    """Of (x*y - 1)^2/2 at a learning rate of 0.2; at the middles of 400 x 400 cells."""
    rate = 0.2
    map = Map(
        settings=settings_of(VALLEY, learning_rate=rate, steps=200),
        across=axis("x", -5, 5),
        up=axis("y", -5, 5),
        columns=400,
        rows=400,
    )
    x, y = values(map.across, 400), values(map.up, 400)[:, np.newaxis]
    theory = (x + y) ** 2 / (4 * (2 / rate + 1)) + (x - y) ** 2 / (4 * (2 / rate - 1)) < 1
    ends = ends_by_hand(map)
    np.testing.assert_array_equal(stayed(ends), theory)
    assert stayed(ends).mean() == 0.6252375
    reached = ends.loss < 1e-20
    assert reached.mean() > 0.5
    assert np.sum(ends.place[reached] ** 2, axis=1).max() < 2 / rate * (1 + 1e-9)


@pytest.mark.parametrize(
    ("rate", "before", "after"),
    [(1, 1, 2), (1.23606798, 2, 4), (1.28803175, 4, 8), (1.29922794, 8, 16), (1.30162891, 16, 32)],
)
def test_periods_double_where_they_are_known_to(rate, before, after):
    apart = (1.3016 - rate) * 0.01 + 1e-4
    map = Map(
        settings=settings_of(WELLS, steps=20_000, start=(0.3,)),
        across=axis("learning_rate", rate - 2 * apart, rate + 2 * apart),
        columns=2,
    )
    iterates = period_doubling(map)
    assert iterates.shape == (2, ITERATES)
    assert [period(places) for places in iterates] == [before, after]


def period(places: np.ndarray) -> int:
    return next(k for k in (1, 2, 4, 8, 16, 32) if np.abs(places[k:] - places[:-k]).max() < 1e-7)


def test_the_border_of_a_wrinkled_bowl_gets_longer_the_closer_one_looks():
    # Near the border the last digits decide, so that another form of the same derivative draws another border.
    slope = "2*w*(1 + 0.2*cos(2*pi*w/0.1)) - w^2*0.2*sin(2*pi*w/0.1)*2*pi/0.1"
    wrinkled = replace(typed_problem("w^2*(1 + 0.2*cos(2*pi*w/0.1))"), gradient=(slope,), derived_by="visitor")
    found = []
    for n in range(10):
        count = 2**n + 1
        # So that the middles of the cells are linspace(0, 1.5, count).
        half = 1.5 / (count - 1) / 2
        map = Map(
            settings=settings_of(wrinkled, steps=1000, start=(1.0,)),
            across=axis("learning_rate", -half, 1.5 + half),
            columns=count,
        )
        gone = ~(ends_by_hand(map).loss[0] <= 1e8)
        found.append(int(np.count_nonzero(gone[1:] != gone[:-1])))
    assert found == [1, 1, 1, 1, 3, 5, 7, 13, 21, 27]


def test_momentum_on_a_parabola_is_stable_where_theory_says():
    """Stable iff learning_rate * L'' < 2 + 2 * momentum, for a momentum below 1; slow cells along the border may differ."""
    bowl = with_optimizer(settings_of(PROBLEMS["parabola"], steps=2000, start=(1.0,)), "momentum")
    map = Map(settings=bowl, across=axis("momentum", 0, 1), up=axis("learning_rate", 0, 2.5), columns=100, rows=100)
    momentum, rate = values(map.across, 100), values(map.up, 100)[:, np.newaxis]
    stable = 2 * rate < 2 + 2 * momentum
    differ = np.count_nonzero((ends_by_hand(map).loss < 1) != stable, axis=0)
    assert differ.max() <= 1


def test_the_middles_of_cells_are_symmetric_and_found_again():
    for spacing, low, high in (("even", -3, 3), ("log", 1e-4, 100), ("near one", 0, 0.9999)):
        along = axis("learning_rate", low, high, spacing)
        middles = values(along, 400)
        assert np.all(np.diff(middles) > 0)
        assert low < middles[0]
        assert middles[-1] < high
        assert [cell_of(along, 400, value) for value in middles[::37]] == [*range(0, 400, 37)]
    even = values(axis("w", -3, 3), 7)
    np.testing.assert_array_equal(even, -even[::-1])
    assert values(axis("steps", 0, 10), 4).tolist() == [1, 4, 6, 9]


def test_an_axis_says_when_neighbours_are_the_same_number():
    assert resolved(axis("w", 1, 1 + 1e-10), 256)
    assert not resolved(axis("w", 1, math.nextafter(1, 2)), 256)
    assert not resolved(axis("w", 1, 1 + 1e-5), 256, "float32")


def test_a_value_is_put_where_an_axis_lies_and_read_from_there():
    settings = with_optimizer(settings_of(VALLEY), "adam")
    for name, value in (("learning_rate", 0.25), ("steps", 7.0), ("x", 1.5), ("y", -2.0), ("beta_1", 0.5)):
        assert value_of(with_value(settings, name, value), name) == value


def test_only_cells_along_a_border_are_fragile():
    """What starts a unit in the last place farther up ends elsewhere only where the border passes."""
    map = Map(
        settings=settings_of(WELLS, steps=100),
        across=axis("w", 2.2, 2.7),
        up=axis("learning_rate", 0.3, 0.5),
        columns=48,
        rows=48,
    )
    starts, rates = values(map.across, 48), values(map.up, 48)[:, np.newaxis]
    theory = np.sqrt(1 + 2 / rates)
    assert not fragile(map, "start")[np.abs(starts - theory) > 0.01].any()
    closest = axis("w", math.sqrt(5) - 5e-15, math.sqrt(5) + 5e-15)
    on_it = replace(map, settings=replace(map.settings, learning_rate=0.5, steps=1000), across=closest, up=None)
    assert fragile(on_it, "start").any()
