from dataclasses import replace

import numpy as np
import pytest

from core.formulas import parse
from core.landscapes.contours import contours
from core.landscapes.field import gradient_field, minima_table, surface_table
from core.landscapes.ground import grid, height_of, levels
from core.problems import LANDSCAPES, typed_landscape

each_landscape = pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)
FLAT = replace(LANDSCAPES["bowl_1"], loss="1 + 0*x", gradient=("0*x", "0*y"), minima=())


def columns(table, *names) -> list[np.ndarray]:
    return [table[name].to_numpy().astype(np.float64) for name in names]


def test_a_loss_that_is_the_same_everywhere_has_no_lines_and_no_way_downhill():
    assert levels(FLAT) == ()
    assert len(contours(FLAT)) == len(gradient_field(FLAT)) == len(minima_table(FLAT)) == 0
    assert set(surface_table(FLAT)["height"].to_pylist()) == {0.0}


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
