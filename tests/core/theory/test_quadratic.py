import json
import math

import numpy as np
import pytest

from core.problems import LANDSCAPES, typed_landscape
from core.theory.quadratic import quadratic_at
from tests.conftest import ROOT

PUBLISHED = json.loads((ROOT / "tests" / "numbers.json").read_text(encoding="utf-8"))["distill_momentum_kappa_100"]


def test_the_published_rates_of_condition_100():
    """Distill, "Why momentum really works": eigenvalues 0.01 and 1."""
    quadratic = quadratic_at(LANDSCAPES["bowl_100"], (0.0, 0.0))
    assert quadratic.condition == pytest.approx(100)
    descent, momentum = PUBLISHED["descent"], PUBLISHED["momentum"]
    assert quadratic.best_rate == pytest.approx(descent["best_learning_rate"], abs=1e-8)
    assert quadratic.best_factor == pytest.approx(descent["rate"], abs=1e-8)
    assert quadratic.best_momentum_rate == pytest.approx(momentum["best_learning_rate"], abs=1e-8)
    assert quadratic.best_momentum == pytest.approx(momentum["best_momentum"], abs=1e-8)
    assert quadratic.best_momentum_factor == pytest.approx(momentum["rate"], abs=1e-8)


@pytest.mark.parametrize(
    ("name", "condition"),
    [("bowl_1", 1), ("bowl_10", 10), ("bowl_100", 100), ("booth", 9), ("matyas", 25), ("saddle", 2)],
)
def test_conditions_that_can_be_worked_out_in_the_head(name, condition):
    quadratic = quadratic_at(LANDSCAPES[name], LANDSCAPES[name].minima[0])
    assert quadratic.condition == pytest.approx(condition, rel=1e-12)
    assert quadratic.everywhere == (name != "saddle")


def test_the_axes_are_those_of_the_ellipses():
    quadratic = quadratic_at(LANDSCAPES["matyas"], (0.0, 0.0))
    assert np.abs(quadratic.axes) == pytest.approx(np.full((2, 2), math.sqrt(0.5)))
    bend = np.array(quadratic.hessian)
    for value, axis in zip((quadratic.least, quadratic.most), quadratic.axes, strict=True):
        assert bend @ axis == pytest.approx(value * np.array(axis))
    assert quadratic.axes[0][0] * quadratic.axes[0][1] > 0  # flat along the diagonal


def test_at_a_saddle_there_is_no_limit_and_at_a_kink_no_quadratic():
    quadratic = quadratic_at(LANDSCAPES["saddle"], (0.0, 0.0))
    assert (quadratic.least, quadratic.most) == (-1, 1)
    assert math.isnan(quadratic.limit)
    assert math.isnan(quadratic.condition)
    assert quadratic_at(LANDSCAPES["ackley"], (0.0, 0.0)) is None
    assert quadratic_at(typed_landscape("abs(x) + abs(y)"), (0.0, 0.0)) is None
    bent = quadratic_at(typed_landscape("abs(x - 1)*(x - 1) + 2*x**2 + y**2"), (0.0, 0.0))
    assert (bent.least, bent.most) == pytest.approx((2, 2))
