"""What theory draws on a map: its limit lies where runs begin to leave, and its best place is the fastest."""

from dataclasses import replace

import numpy as np
import pytest

from core.atlas.links import from_query
from core.atlas.places import PLACES
from core.atlas.theory import limit, marks, own_place, predicted
from core.maps.axes import with_value
from core.maps.runs import ends_by_hand
from core.problems.bottoms import loss_of


def place(name: str, **query: str):
    shared, _ = from_query({**dict(PLACES[name].query), "cells": "64", **query})
    return shared


def test_momentum_on_a_bowl_settles_exactly_left_of_the_line():
    shared = place("momentum", steps="600")
    (line, best) = marks(shared)
    assert (line.label, best.label) == ("limit", "best")
    loss, first = ends_by_hand(shared.map).loss, loss_of(shared.settings.problem, shared.settings.start)
    rows, columns = loss.shape
    wrong = 0
    for row in range(rows):
        reach = np.interp((row + 0.5) / rows, [y for _, y in line.points], [x for x, _ in line.points])
        stable = (np.arange(columns) + 0.5) / columns < reach
        wrong += np.count_nonzero(stable != (loss[row] < first))
    # With a momentum near 1 a swing hardly changes: at most a row of slow cells.
    assert wrong <= columns


def test_the_best_place_is_where_theory_predicts_the_smallest_factor():
    shared = place("momentum")
    (x, y) = marks(shared)[1].points[0]
    best = with_value(with_value(shared.settings, "learning_rate", 4 * x), "momentum", y)
    here = predicted(best, (0.0, 0.0))
    for name, step in (("learning_rate", 0.02), ("momentum", 0.02)):
        for by in (-step, step):
            other = with_value(best, name, {"learning_rate": 4 * x, "momentum": y}[name] + by)
            assert predicted(other, (0.0, 0.0)) > here


def test_of_one_parameter_the_limit_is_that_of_the_minimum_nearest_to_the_start():
    shared = place("doubling")
    assert limit(shared.settings) == pytest.approx(1)
    (line,) = marks(shared)
    assert [x for x, _ in line.points] == pytest.approx([(1 - 0.9) / 0.9] * 2)


@pytest.mark.parametrize("optimizer", ["adam", "lion"])
def test_no_line_is_drawn_where_theory_knows_none(optimizer):
    shared, _ = from_query({"optimizer": optimizer})
    assert marks(shared) == ()
    assert predicted(shared.settings, shared.settings.problem.minima[0]) is None


def test_the_settings_own_place_is_where_the_sliders_stand_and_nowhere_beyond_the_map():
    shared, _ = from_query({"learning_rate": "0.01", "start": "0"})
    x, y = own_place(shared)
    assert x == pytest.approx(1 / 3)
    assert y == pytest.approx(0.5)
    assert own_place(replace(shared, settings=replace(shared.settings, start=(9.0,)))) is None
