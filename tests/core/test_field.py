from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from core.field import (
    MOST_LEVELS,
    MOST_POINTS,
    contours,
    gradient_field,
    grid,
    height_of,
    levels,
    lowest_loss,
    minima_table,
    surface_table,
)
from core.formulas import parse
from core.landscapes import LANDSCAPES
from core.typed_landscapes import typed_landscape

each_landscape = pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)
FLAT = replace(LANDSCAPES["bowl_1"], loss="1 + 0*x", gradient=("0*x", "0*y"), minima=())


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


@each_landscape
def test_levels_are_few_ascend_and_lie_between_the_lowest_and_the_highest(problem):
    found, (_, _, loss) = levels(problem), grid(problem)
    assert 5 <= len(found) <= MOST_LEVELS
    assert list(found) == sorted(set(found))
    assert lowest_loss(problem) < found[0]
    assert found[-1] < loss.max()
    assert len(contours(problem)) <= MOST_POINTS


def test_levels_are_even_on_a_round_bowl_and_logarithmic_in_a_valley():
    assert levels(LANDSCAPES["bowl_1"]) == (10, 20, 30, 40, 50, 60, 70, 80, 90)
    assert levels(LANDSCAPES["rosenbrock"]) == pytest.approx((0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000))
    rises = np.array(levels(LANDSCAPES["goldstein_price"])) - 3
    assert rises == pytest.approx([30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6])


def test_a_loss_that_is_the_same_everywhere_has_no_lines_and_no_way_downhill():
    assert levels(FLAT) == ()
    assert len(contours(FLAT)) == len(gradient_field(FLAT)) == len(minima_table(FLAT)) == 0
    assert set(surface_table(FLAT)["height"].to_pylist()) == {0.0}


def test_a_loss_a_million_times_as_high_has_the_same_lines():
    problem = LANDSCAPES["saddle"]
    high = replace(
        problem, loss=f"1000000*({problem.loss})", gradient=tuple(f"1000000*({g})" for g in problem.gradient)
    )
    assert contours(high).drop_columns("level").num_rows == contours(problem).num_rows
    np.testing.assert_allclose(np.array(levels(high)), 1e6 * np.array(levels(problem)))


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "ackley", "bowl_100"])
def test_a_small_part_of_the_map_has_levels_of_its_own(name):
    (west, _), (south, _) = LANDSCAPES[name].domain
    part = replace(LANDSCAPES[name], domain=((west, west + 0.01), (south, south + 0.01)))
    _, _, loss = grid(part)
    assert 5 <= len(levels(part)) <= MOST_LEVELS
    assert loss.min() <= levels(part)[0] < levels(part)[-1] <= loss.max()
    assert len(contours(part)) >= 10


def test_where_the_loss_has_no_value_nothing_is_drawn():
    problem = typed_landscape("log(x) + y**2")
    x, _, loss = grid(problem)
    assert np.isnan(loss[:, x <= 0]).all()
    assert np.isfinite(loss[:, x > 0]).all()
    assert min(contours(problem)["x"].to_pylist()) > 0
    surface = surface_table(problem).to_pandas()
    assert surface["height"][surface["x"] <= 0].isna().all()


@each_landscape
def test_arrows_point_downhill_and_the_steeper_the_longer(problem):
    x, y, x2, y2, slope = columns(gradient_field(problem), "x", "y", "x2", "y2", "slope")
    gradient = np.array([np.broadcast_to(parse(text, ("x", "y")).numpy(x, y), x.shape) for text in problem.gradient])
    lengths = np.hypot(x2 - x, y2 - y)
    cosine = -np.sum(gradient * [x2 - x, y2 - y], axis=0) / lengths / np.hypot(*gradient)
    assert cosine.min() > 1 - 1e-4
    np.testing.assert_allclose(slope, np.hypot(*gradient), rtol=1e-4, atol=1e-4 * slope.max())
    steeper = slope[:, np.newaxis] > 1.001 * slope
    assert np.all((lengths[:, np.newaxis] > lengths)[steeper])
    assert lengths.max() > 2 * lengths.min()
    low, high = np.array(problem.domain).T
    assert np.all((np.column_stack([x2, y2]) >= low) & (np.column_stack([x2, y2]) <= high))


def test_the_minima_say_which_are_lowest():
    table = minima_table(LANDSCAPES["styblinski_tang"]).to_pandas()
    assert table["lowest"].tolist() == [True, False, False, False]
    assert table["loss"].tolist() == pytest.approx([-78.33233, -64.19561, -64.19561, -50.05889], rel=1e-6)
    assert minima_table(LANDSCAPES["himmelblau"])["lowest"].to_pylist() == [True] * 4


def test_the_surface_is_the_loss_on_the_maps_scale():
    problem = LANDSCAPES["booth"]
    table = surface_table(problem)
    x, y, loss, height = columns(table, "x", "y", "loss", "height")
    np.testing.assert_allclose(loss, parse(problem.loss, ("x", "y")).numpy(x, y), rtol=1e-4, atol=1e-3)
    order = np.argsort(loss)
    assert np.diff(height[order]).min() >= 0
    assert height.max() == 1
    edges = height_of(problem, np.array(levels(problem)))
    np.testing.assert_allclose(np.diff(edges), edges[0])
