import json

import numpy as np
import pytest
import sympy
from scipy.optimize import minimize

from core.formulas import parse
from core.hyperparameters import LEARNING_RATES
from core.landscapes.expedition import STEPS
from core.problems import LANDSCAPES
from core.tape.exact import tf
from tests.conftest import ROOT

PUBLISHED = json.loads((ROOT / "tests" / "numbers.json").read_text(encoding="utf-8"))["test_functions"]
# Minima at which the loss has no slope: the end of Ackley's cone, and a place on Bukin's fold.
TIPS = {("ackley", 0.0, 0.0), ("bukin", -10.0, 1.0)}
each_landscape = pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)


def loss_at(problem, *point):
    return parse(problem.loss, problem.parameters).numpy(*map(np.float64, point))


def gradient_at(problem, x, y) -> np.ndarray:
    return np.array([np.broadcast_to(parse(text, ("x", "y")).numpy(x, y), np.shape(x)) for text in problem.gradient])


def places(problem, count: int = 200) -> np.ndarray:
    """Points all over the map, shape (2, count)."""
    low, high = np.array(problem.domain).T
    return (low + (high - low) * np.random.default_rng(5).random((count, 2))).T


def test_there_are_at_least_twelve_and_those_that_were_promised():
    promised = (
        "bowl_1 bowl_10 bowl_100 rosenbrock beale himmelblau booth matyas three_hump_camel goldstein_price mccormick "
        "styblinski_tang rastrigin ackley saddle ravine"
    )
    assert set(promised.split()) <= set(LANDSCAPES)
    assert all(LANDSCAPES[name].name == name for name in LANDSCAPES)


@each_landscape
def test_the_hand_derived_gradient_is_that_of_a_finite_difference(problem):
    (x, y), loss = places(problem), parse(problem.loss, ("x", "y")).numpy
    scale = np.abs(gradient_at(problem, x, y)).max()
    h = 1e-6
    difference = [(loss(x + h, y) - loss(x - h, y)) / (2 * h), (loss(x, y + h) - loss(x, y - h)) / (2 * h)]
    np.testing.assert_allclose(gradient_at(problem, x, y), difference, rtol=1e-5, atol=1e-7 * scale)


@each_landscape
def test_the_hand_derived_gradient_is_that_of_sympy_to_forty_digits(problem):
    symbols = [sympy.Symbol(name, real=True) for name in "xy"]
    for text, symbol in zip(problem.gradient, symbols, strict=True):
        apart = sympy.diff(parse(problem.loss, ("x", "y")).sympy, symbol) - parse(text, ("x", "y")).sympy
        for x, y in places(problem, 7).T:
            at = dict(zip(symbols, (sympy.Rational(str(round(x, 3))), sympy.Rational(str(round(y, 3)))), strict=True))
            assert abs(apart.evalf(60, subs=at, maxn=200)) < sympy.Float("1e-40")


@each_landscape
def test_the_hand_derived_gradient_is_that_of_the_tape(problem):
    x, y = places(problem)
    variables = [tf.Variable(x), tf.Variable(y)]
    with tf.GradientTape() as tape:
        loss = parse(problem.loss, ("x", "y")).tensorflow(*variables)
    slopes = gradient_at(problem, x, y)
    np.testing.assert_allclose(slopes, tape.gradient(loss, variables), rtol=1e-9, atol=1e-12 * np.abs(slopes).max())


@each_landscape
def test_the_known_minima_are_minima_and_the_first_is_the_lowest(problem):
    values = [loss_at(problem, *minimum) for minimum in problem.minima]
    angles = np.linspace(0, 2 * np.pi, 48)
    for (x, y), value in zip(problem.minima, values, strict=True):
        around = parse(problem.loss, ("x", "y")).numpy(x + 1e-4 * np.cos(angles), y + 1e-4 * np.sin(angles))
        assert (value < around).all()
        if (problem.name, x, y) not in TIPS:
            assert np.abs(gradient_at(problem, x, y)).max() < 1e-11
        assert value >= values[0] - 1e-12
    grid = parse(problem.loss, ("x", "y")).numpy(*places(problem, 2000))
    assert values[0] <= grid.min()


# All along Bukin's fold that method stops; tests of valleys hold it to the one minimum that it has.
@pytest.mark.parametrize(
    "problem", [LANDSCAPES[name] for name in LANDSCAPES if name != "bukin"], ids=lambda of: of.name
)
def test_no_minimum_on_the_map_is_missing(problem):
    """From every low point of a fine grid a method of SciPy's ends at a known minimum, or leaves the map."""
    x, y = np.meshgrid(*(np.linspace(low - 0.0123, high + 0.0123, 801) for low, high in problem.domain))
    loss = parse(problem.loss, ("x", "y")).numpy
    values = loss(x, y)
    shifts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    around = np.array([np.roll(values, shift, (0, 1))[1:-1, 1:-1] for shift in shifts])
    found = np.argwhere((values[1:-1, 1:-1] <= around).all(axis=0)) + 1
    low, high = np.array(problem.domain).T
    reached = set()
    for row, column in found:
        end = minimize(lambda p: float(loss(*p)), (x[row, column], y[row, column]), method="Nelder-Mead", tol=1e-12).x
        distances = np.hypot(*(np.array(problem.minima) - end).T)
        if np.all((end >= low) & (end <= high)):
            assert distances.min() < 1e-5
            reached.add(int(np.argmin(distances)))
    assert reached == set(range(len(problem.minima)))


@each_landscape
def test_a_visit_begins_within_the_map_and_the_controls(problem):
    assert problem.parameters == ("x", "y")
    for value, (low, high) in zip(problem.start, problem.domain, strict=True):
        assert low <= value <= high
    for minimum in problem.minima:
        assert all(low <= value <= high for value, (low, high) in zip(minimum, problem.domain, strict=True))
    assert LEARNING_RATES[0] <= problem.learning_rate <= LEARNING_RATES[1]
    assert STEPS[0] <= problem.steps <= STEPS[1]
    assert problem.look_for.endswith(".")


@pytest.mark.parametrize("name", ["rosenbrock", "beale"])
def test_published_values_and_gradients(name):
    published, problem = PUBLISHED[name], LANDSCAPES[name]
    at = published["at"]
    assert loss_at(problem, *at) == pytest.approx(published["value"], rel=1e-14)
    assert gradient_at(problem, *map(np.float64, at)) == pytest.approx(published["gradient"], rel=1e-13)
    assert problem.minima == (tuple(published["minimum"]),)
    assert loss_at(problem, *published["minimum"]) == 0


def test_published_minima_of_himmelblau():
    ours, published = (sorted(points) for points in (LANDSCAPES["himmelblau"].minima, PUBLISHED["himmelblau_minima"]))
    np.testing.assert_allclose(ours, published, atol=1e-6)


def test_published_minimum_of_goldstein_price():
    published, problem = PUBLISHED["goldstein_price"], LANDSCAPES["goldstein_price"]
    assert problem.minima[0] == tuple(published["minimum"])
    assert loss_at(problem, *published["minimum"]) == published["value"]
