import math

import pytest

from core.hyperparameters import LEARNING_RATES
from core.landscapes.expedition import rates_around as rates_on_the_map
from core.problems import LANDSCAPES, PROBLEMS, typed_landscape, typed_problem
from core.settings import STARTS
from core.theory.stretches import rates_around, seen_from


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_the_rail_of_a_built_in_problem_shows_six_decades(problem):
    assert rates_around(problem) == (1e-4, 100.0)


@pytest.mark.parametrize(
    ("loss", "stretch"),
    [
        ("12500000 w^2", (1e-8, 100.0)),  # 2/L'' = 8e-08
        ("w^2 / 1000", (1e-4, 1e4)),  # 2/L'' = 1000, with momentum up to 2000
        ("1e12 w^2", (LEARNING_RATES[0], 100.0)),
        ("w + 1", (1e-4, 100.0)),
    ],
)
def test_the_rail_of_a_typed_loss_reaches_its_limit(loss, stretch):
    assert rates_around(typed_problem(loss)) == pytest.approx(stretch)


def test_the_rail_of_a_landscape_reaches_the_rate_with_which_it_begins():
    assert rates_on_the_map(LANDSCAPES["rosenbrock"]) == (1e-7, 100.0)
    unscaled = typed_landscape("1e9 x^2 + 1e9 y^2")
    low, _ = rates_on_the_map(unscaled)
    assert unscaled.learning_rate < 1e-8
    assert LEARNING_RATES[0] <= low < unscaled.learning_rate


@pytest.mark.parametrize(
    ("start", "domain"),
    [
        (6.0, (-6.0, 6.0)),
        (6.1, (-12.0, 12.0)),
        (-12.0, (-12.0, 12.0)),
        (13.0, (-30.0, 30.0)),
        (1e5, (-120000.0, 120000.0)),
    ],
)
def test_a_problem_is_seen_over_a_domain_that_holds_the_start_and_grows_in_jumps(start, domain):
    assert seen_from(PROBLEMS["parabola"], (start,)).domain == (domain,)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("loss", ["w^2", "1e-9 w^2"])
def test_the_domain_seen_stays_finite(start, loss):
    ((low, high),) = seen_from(typed_problem(loss, ends=(0.0, 1e-4)), (start,)).domain
    assert math.isfinite(high - low)
    assert low < high
