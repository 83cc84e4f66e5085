import numpy as np

from core.problems import LANDSCAPES, PROBLEMS, typed_problem
from core.theory.lows import nearest_minima, nearest_minimum


def test_the_nearest_of_several_minima():
    problem = PROBLEMS["double_well"]
    left, right = sorted(low for (low,) in problem.minima)
    points = np.array([[0.9], [-0.1], [np.nan], [np.inf], [1.7e308]])
    assert nearest_minima(problem, points)[:, 0].tolist()[:2] == [right, left]
    assert np.isnan(nearest_minima(problem, points)[2:4]).all()
    assert nearest_minima(problem, points)[4, 0] in (left, right)


def test_of_two_parameters_it_has_two_numbers():
    assert nearest_minimum(LANDSCAPES["himmelblau"], np.array([2.5, 2.5], np.float32)) == (3.0, 2.0)


def test_without_a_known_one_there_is_none():
    assert nearest_minimum(typed_problem("exp(-w)"), np.array([1.0])) is None
