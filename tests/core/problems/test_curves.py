import numpy as np
import pytest
import sympy

from core.formulas import parse
from core.hyperparameters import LEARNING_RATES
from core.problems import PROBLEMS
from core.settings import STEPS

each_problem = pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)


def points(problem) -> np.ndarray:
    ((low, high),) = problem.domain
    return np.linspace(low, high, 37) + 1e-3


def test_there_are_at_least_eight_and_the_lesson_is_one():
    assert len(PROBLEMS) >= 8
    assert PROBLEMS["parabola"].loss == "w**2"


@each_problem
def test_the_hand_derived_gradient_is_that_of_a_finite_difference(problem):
    loss, slope = parse(problem.loss, problem.parameters), parse(problem.gradient[0], problem.parameters)
    at, h = points(problem), 1e-6
    difference = (loss.numpy(at + h) - loss.numpy(at - h)) / (2 * h)
    np.testing.assert_allclose(slope.numpy(at), difference, rtol=1e-6, atol=1e-7)


@each_problem
def test_the_hand_derived_gradient_is_that_of_sympy(problem):
    loss, slope = parse(problem.loss, problem.parameters), parse(problem.gradient[0], problem.parameters)
    w = sympy.Symbol("w", real=True)
    assert sympy.simplify(sympy.diff(loss.sympy, w).rewrite(sympy.exp) - slope.sympy.rewrite(sympy.exp)) == 0


@each_problem
def test_the_known_minima_are_minima_and_the_first_is_the_lowest(problem):
    loss = parse(problem.loss, problem.parameters)
    values = [loss.numpy(np.float64(minimum[0])) for minimum in problem.minima]
    for (minimum,), value in zip(problem.minima, values, strict=True):
        assert value < min(loss.numpy(minimum - 1e-3), loss.numpy(minimum + 1e-3))
    assert min(values) == values[0]
    assert values[0] <= loss.numpy(points(problem)).min()


@each_problem
def test_no_minimum_in_the_domain_is_missing(problem):
    values = parse(problem.loss, problem.parameters).numpy(np.linspace(*problem.domain[0], 5001))
    assert np.count_nonzero((values[1:-1] < values[:-2]) & (values[1:-1] <= values[2:])) == len(problem.minima)


@each_problem
def test_a_visit_begins_within_the_controls(problem):
    assert PROBLEMS[problem.name] is problem
    assert problem.domain[0][0] <= problem.start[0] <= problem.domain[0][1]
    assert LEARNING_RATES[0] <= problem.learning_rate <= LEARNING_RATES[1]
    assert STEPS[0] <= problem.steps <= STEPS[1]
    assert problem.look_for.endswith(".")
