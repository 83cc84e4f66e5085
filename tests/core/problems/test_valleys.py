"""What a search finds where a loss has kinks, valleys and flat ground: minima that are minima, and bottoms that are flat."""

from dataclasses import replace

import numpy as np
import pytest

from core.formulas import parse
from core.landscapes.expedition import Racer, first_expedition
from core.landscapes.field import minima_table
from core.landscapes.rates import rates
from core.landscapes.tables import ground, outcomes
from core.problems import typed_landscape
from core.problems.around import Surroundings
from core.problems.bottoms import known_lows, loss_of

BUKIN = "100*sqrt(|y - 0.01x^2|) + 0.01|x + 10|"
WIDE = ((-15.0, -5.0), (-3.0, 3.0))
TRAY = "-0.0001*(|sin(x)*sin(y)*exp(|100 - sqrt(x^2 + y^2)/pi|)| + 1)^0.1"
A = 1.349406685353340
ROOT = 2**0.5


@pytest.mark.parametrize(
    ("text", "domain", "minima"),
    [
        (BUKIN, WIDE, [(-10, 1)]),
        ("|x - y| + 0.01|x|", None, [(0, 0)]),
        ("max(|x|, |y|)", None, [(0, 0)]),
        ("|x| + |y| + |x*y|", None, [(0, 0)]),
        ("|1 - x| + 100|y - x^2|", ((-2.0, 2.0), (-1.0, 3.0)), [(1, 1)]),
        ("|x^2 + y^2 - 4| + (x - y)^2", None, [(ROOT, ROOT), (-ROOT, -ROOT)]),
        ("|x^2 + y^2 - 4| + 0.1|x - 1|", None, [(1, 3**0.5), (1, -(3**0.5))]),
        ("x^2 + y^20", None, [(0, 0)]),
        ("(x^2 + y^2)^10", None, [(0, 0)]),
    ],
)
def test_only_minima_are_minima(text, domain, minima):
    found = typed_landscape(text, *([domain] if domain else []))
    assert found.bottoms == ()
    np.testing.assert_allclose(sorted(found.minima), sorted(minima), atol=1e-6)


def test_the_lowest_of_a_cross_in_a_tray_are_four():
    problem = typed_landscape(TRAY, ((-10.0, 10.0), (-10.0, 10.0)))
    expected = [(-A, -A), (-A, A), (A, -A), (A, A)]
    np.testing.assert_allclose(sorted(problem.minima[:4]), expected, atol=1e-6)


@pytest.mark.parametrize(
    ("text", "level", "distance"),
    [
        ("(x - y)^2", 0, lambda x, y: x - y),
        ("x^2 + 0y", 0, lambda x, y: x),
        ("sqrt(|x*y|)", 0, lambda x, y: np.minimum(np.abs(x), np.abs(y))),
        ("max(0, 1 - x)", 0, lambda x, y: np.maximum(0, 1 - x)),
        ("max(0, |x| - 1) + max(0, |y| - 1) + 2", 2, lambda x, y: np.maximum(0, np.maximum(np.abs(x), np.abs(y)) - 1)),
        ("(x^2 + y^2 - 4)^2", 0, lambda x, y: np.hypot(x, y) - 2),
        ("|y - sin(x)|", 0, lambda x, y: y - np.sin(x)),
    ],
)
def test_a_valley_is_marked_along_its_floor(text, level, distance):
    problem = typed_landscape(text)
    assert problem.minima == ()
    (valley,) = problem.bottoms
    assert len(valley) >= 20
    np.testing.assert_allclose(distance(*np.array(valley).T), 0, atol=1e-6)
    assert loss_of(problem, valley[0]) == pytest.approx(level, abs=1e-6)
    assert known_lows(problem) == valley[:1]


def test_two_valleys_of_two_heights_are_two():
    low, high = typed_landscape("(x^2 - 1)^2 + 0.1x").bottoms
    np.testing.assert_allclose(np.array(low)[:, 0], -1.0122731634, atol=1e-6)
    np.testing.assert_allclose(np.array(high)[:, 0], 0.9872574766, atol=1e-6)


@pytest.mark.parametrize("text", ["1 + 0x", "sin(x)^2 + cos(x)^2", "-max(0, x)", "x + y", "exp(x*y)"])
def test_flat_everywhere_and_plateaus_are_no_bottoms(text):
    problem = typed_landscape(text)
    assert (problem.minima, problem.bottoms) == ((), ())


def expedition(text, rate, **changes):
    racer = Racer(optimizer="sgd", method="manual", learning_rate=rate)
    return replace(first_expedition(typed_landscape(text)), racers=(racer,), **changes)


@pytest.mark.parametrize(
    ("text", "rate", "step", "said"),
    [
        ("max(0, 1 - x)", 1.0, 4, "on the flat bottom where the loss is 0, the only known minimum; at (1, 3)"),
        ("(x - y)^2", 0.05, 28, "on the flat bottom where the loss is 0, the only known minimum"),
        ("(x^2 - 1)^2 + 0.1x", 0.003, 134, "on the flat bottom where the loss is -0.1006, the lowest known minimum"),
    ],
)
def test_a_run_that_ends_in_a_valley_has_converged(text, rate, step, said):
    settings = expedition(text, rate, steps=200)
    (ended,) = outcomes(settings)
    assert (ended.word, ended.step) == ("converged", step)
    assert ended.reason.startswith(f"from step {step} on, {said}")
    assert rates(settings)[0].limit is None
    assert "no curvature" in rates(settings)[0].verdict


def test_a_run_above_a_valley_has_not_converged():
    (ended,) = outcomes(expedition("(x - y)^2", 0.001, steps=5))
    assert ended.word == "still descending"
    assert ended.reason.endswith("above the flat bottom")


def test_marks_and_the_log_axis_know_the_valley():
    settings = expedition("1 + max(0, |x| - 1)", 0.5)
    table = minima_table(settings.problem)
    assert table["flat"].to_pylist() == [True] * len(settings.problem.bottoms[0])
    assert set(table["loss"].to_pylist()) == {1.0}
    assert ground(settings) == 1.0


def test_the_circle_about_a_place_knows_a_kink():
    around = Surroundings(parse("|y - x^2| + 0.01|x|", ("x", "y")), np.array([0.05, 0.05]))
    on, rise = around.lowest(np.array([0.5, 0.25]), 1.0)
    assert on[1] == pytest.approx(on[0] ** 2, abs=1e-9)
    assert rise == pytest.approx(0.01 * (on[0] - 0.5), abs=1e-9)
    assert around.kind(np.array([0.5, 0.25])) == "slope"
    assert around.kind(np.array([0.0, 0.0])) == "minimum"
    found = around.bottom(np.array([0.5, 0.25]), [])
    assert found == pytest.approx([0, 0], abs=1e-6)
