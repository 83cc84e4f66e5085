from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from core.formulas import parse
from core.landscapes.contours import contours
from core.landscapes.ground import levels, lowest_loss
from core.problems import LANDSCAPES

each_landscape = pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)


def columns(table, *names) -> list[np.ndarray]:
    return [table[name].to_numpy().astype(np.float64) for name in names]


@each_landscape
def test_contour_lines_pass_through_points_of_their_level(problem):
    level, x, y = columns(contours(problem), "level", "x", "y")
    loss = parse(problem.loss, ("x", "y")).numpy(x, y)
    assert set(np.float32(levels(problem))) == set(np.float32(level))
    # The table's numbers are float32: where the loss is steep their last digit moves it.
    slope = np.hypot(*(np.broadcast_to(parse(text, ("x", "y")).numpy(x, y), x.shape) for text in problem.gradient))
    exact = (
        1e-6 * (level - lowest_loss(problem)) + 1e-6 * slope * np.maximum(np.abs(x), np.abs(y)) + 1e-6 * np.abs(level)
    )
    assert np.all(np.abs(loss - level) <= exact)


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "ackley", "saddle"])
def test_where_the_loss_crosses_a_level_there_is_a_line_of_it(name):
    """Crossings found on straight cuts through the map, each compared with the nearest line of its level."""
    problem, table = LANDSCAPES[name], contours(LANDSCAPES[name])
    line, level, x, y = columns(table, "line", "level", "x", "y")
    (west, east), (south, north) = problem.domain
    loss = parse(problem.loss, ("x", "y")).numpy
    joined = line[1:] == line[:-1]
    begin, end = np.column_stack([x, y])[:-1][joined], np.column_stack([x, y])[1:][joined]
    of, checked = level[1:][joined], 0
    for at in np.linspace(south, north, 9)[1:-1] + 0.0071:
        cut = np.linspace(west, east, 901)
        for value in levels(problem):
            heights = loss(cut, at) - value
            for k in np.flatnonzero(heights[1:] * heights[:-1] < 0):
                root = brentq(lambda x, at=at, value=value: loss(x, at) - value, cut[k], cut[k + 1])
                same = of == np.float32(value)
                assert distance((root, at), begin[same], end[same]) < 3 * (east - west) / 1500
                checked += 1
    assert checked > 30


def distance(point, begin, end) -> float:
    along = end - begin
    share = np.clip(np.sum((point - begin) * along, axis=1) / np.maximum(np.sum(along**2, axis=1), 1e-300), 0, 1)
    return float(np.hypot(*(begin + share[:, np.newaxis] * along - point).T).min())


def test_a_loss_a_million_times_as_high_has_the_same_lines():
    problem = LANDSCAPES["saddle"]
    high = replace(
        problem, loss=f"1000000*({problem.loss})", gradient=tuple(f"1000000*({g})" for g in problem.gradient)
    )
    assert contours(high).drop_columns("level").num_rows == contours(problem).num_rows
    np.testing.assert_allclose(np.array(levels(high)), 1e6 * np.array(levels(problem)))
