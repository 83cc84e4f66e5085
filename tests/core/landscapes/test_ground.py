from dataclasses import replace

import numpy as np
import pytest

from core.landscapes.contours import MOST_POINTS, contours
from core.landscapes.ground import MOST_LEVELS, grid, levels, lowest_loss
from core.problems import LANDSCAPES

each_landscape = pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)


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


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "ackley", "bowl_100"])
def test_a_small_part_of_the_map_has_levels_of_its_own(name):
    (west, _), (south, _) = LANDSCAPES[name].domain
    part = replace(LANDSCAPES[name], domain=((west, west + 0.01), (south, south + 0.01)))
    _, _, loss = grid(part)
    assert 5 <= len(levels(part)) <= MOST_LEVELS
    assert loss.min() <= levels(part)[0] < levels(part)[-1] <= loss.max()
    assert len(contours(part)) >= 10
