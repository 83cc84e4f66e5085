import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as sized
from hypothesis import strategies as st

from core.landscapes.expedition import ExpeditionSettings, Racer, first_expedition
from core.landscapes.rates import rates
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, Problem, typed_landscape
from core.theory.quadratic import quadratic_at
from core.theory.rates import limit_of, measured_factor, predicted_factor
from tests.conftest import ROOT

PUBLISHED = json.loads((ROOT / "tests" / "numbers.json").read_text(encoding="utf-8"))["distill_momentum_kappa_100"]


def alone(problem: Problem, racer: Racer, start, steps: int) -> ExpeditionSettings:
    return ExpeditionSettings(problem=problem, racers=(racer,), start=start, steps=steps, dtype="float64")


@st.composite
def bowls(draw) -> tuple[Problem, float, float, tuple[float, float]]:
    """A bowl of two curvatures, its axes turned, its minimum somewhere; and a start that is off on both axes."""
    most = draw(st.floats(0.1, 10))
    least = most / draw(st.floats(1.0, 40))
    angle = draw(st.floats(0, math.pi))
    centre = [round(draw(st.floats(-3, 3)), 3) for _ in range(2)]
    c, s = math.cos(angle), math.sin(angle)
    turned = np.array([[c, -s], [s, c]]) @ np.diag([least, most]) @ np.array([[c, s], [-s, c]])
    (a, b), (_, d) = np.round(turned, 6).tolist()
    least, most = np.linalg.eigvalsh([[a, b], [b, d]]).tolist()
    x, y = (f"({name} - {value!r})" for name, value in zip("xy", centre, strict=True))
    problem = Problem(
        name="bowl",
        title="A random bowl",
        parameters=("x", "y"),
        loss=f"{a!r}*{x}**2/2 + ({b!r})*{x}*{y} + {d!r}*{y}**2/2",
        gradient=(f"{a!r}*{x} + ({b!r})*{y}", f"({b!r})*{x} + {d!r}*{y}"),
        start=(0.0, 0.0),
        domain=((-9.0, 9.0), (-9.0, 9.0)),
        minima=((centre[0], centre[1]),),
    )
    off = np.array([[c, -s], [s, c]]) @ [draw(st.floats(0.5, 3)), draw(st.floats(0.5, 3))]
    return problem, least, most, tuple((np.array(centre) + off).tolist())


@given(bowls(), st.floats(0.02, 1.15))
@sized(max_examples=60)
def test_on_a_random_quadratic_the_measured_rate_is_the_predicted_one(bowl, share):
    problem, least, most, start = bowl
    quadratic = quadratic_at(problem, problem.minima[0])
    assert quadratic.everywhere
    assert (quadratic.least, quadratic.most) == pytest.approx((least, most), rel=1e-6)
    rate = share * quadratic.limit
    expedition = alone(problem, Racer(optimizer="sgd", method="manual", learning_rate=rate), start, 400)
    (found,) = rates(expedition)
    # Descent in the two axes by itself: the slower factor is what the textbook says.
    faster, slower = sorted((abs(1 - rate * least), abs(1 - rate * most)))
    assert found.predicted == pytest.approx(slower, rel=1e-6)
    # At the limit itself rounding decides.
    assert abs(share - 1) < 1e-9 or (found.predicted < 1) == (rate < found.limit)
    if found.measured is None:  # it arrived, to the last digit, within a few steps
        assert slower < 0.15
        return
    # A run that is down to rounding within some twenty steps has few to measure by.
    digits = 5e-3 if slower > 0.4 else 2e-2
    assert faster * (1 - digits) <= found.measured <= slower * (1 + digits)
    # With two factors that are nearly the same the faster has not died away by the later half, and counts.
    steps = 400 if slower >= 1 else min(400, math.log(1e-13) / math.log(slower))
    if 36 * (faster / slower) ** steps < 1e-3:
        assert found.measured == pytest.approx(slower, rel=digits)


@given(bowls())
@sized(max_examples=30)
def test_the_best_rate_is_the_best_and_its_rate_is_as_predicted(bowl):
    problem, least, most, start = bowl
    quadratic = quadratic_at(problem, problem.minima[0])
    k = most / least
    assert quadratic.condition == pytest.approx(k, rel=1e-6)
    assert quadratic.best_factor == pytest.approx((k - 1) / (k + 1), rel=1e-6, abs=1e-9)
    settings = alone(problem, Racer(optimizer="sgd", learning_rate=quadratic.best_rate), start, 300)
    best = settings.of(settings.racers[0])
    assert predicted_factor(best, quadratic) == pytest.approx(quadratic.best_factor, abs=1e-9)
    for other in (0.97, 1.03):
        slower = replace(best, learning_rate=other * best.learning_rate)
        assert predicted_factor(slower, quadratic) > predicted_factor(best, quadratic)
    measured = measured_factor(descend_by_hand(best), problem.minima[0])
    if quadratic.best_factor > 0.2:
        assert measured == pytest.approx(quadratic.best_factor, rel=1e-3)


@given(bowls(), st.floats(0.0, 0.9), st.floats(0.05, 0.98) | st.floats(1.02, 1.2))
@sized(max_examples=40)
def test_with_momentum_too_it_converges_below_the_limit_alone(bowl, momentum, share):
    problem, _, _, start = bowl
    quadratic = quadratic_at(problem, problem.minima[0])
    racer = Racer(optimizer="momentum", learning_rate=1.0, hyperparameters=(("momentum", momentum),))
    settings = alone(problem, racer, start, 400)
    limit = limit_of(settings.of(racer), quadratic)
    assert limit == pytest.approx(2 * (1 + momentum) / quadratic.most)
    run = descend_by_hand(replace(settings.of(racer), learning_rate=share * limit))
    predicted = predicted_factor(replace(settings.of(racer), learning_rate=share * limit), quadratic)
    assert (predicted < 1) == (share < 1)
    measured = measured_factor(run, problem.minima[0])
    if measured is not None and predicted > 0.3:
        # Two equal or complex eigenvalues: the distance swings, and the line through it is that much less exact.
        assert measured == pytest.approx(predicted, rel=0.04)


def test_runs_at_the_published_settings_have_the_published_rates():
    descent, momentum = PUBLISHED["descent"], PUBLISHED["momentum"]
    best = Racer(optimizer="sgd", method="manual", learning_rate=descent["best_learning_rate"])
    (found,) = rates(alone(LANDSCAPES["bowl_100"], best, (-9.0, 3.0), 600))
    assert found.measured == pytest.approx(descent["rate"], abs=1e-6)
    values = (("momentum", momentum["best_momentum"]),)
    fast = Racer(
        optimizer="momentum", method="manual", learning_rate=momentum["best_learning_rate"], hyperparameters=values
    )
    (found,) = rates(alone(LANDSCAPES["bowl_100"], fast, (-9.0, 3.0), 600))
    # At the best momentum both eigenvalues are one: k * rate**k, which nears the rate slowly from above.
    assert found.predicted == pytest.approx(momentum["rate"], abs=1e-3)
    assert found.measured == pytest.approx(momentum["rate"], abs=0.004)


@pytest.mark.parametrize(
    "name", ["rosenbrock", "beale", "himmelblau", "goldstein_price", "mccormick", "rastrigin", "ravine"]
)
def test_near_a_minimum_of_any_loss_a_step_multiplies_the_distance_by_the_predicted_factor(name):
    problem = LANDSCAPES[name]
    quadratic = quadratic_at(problem, problem.minima[0])
    start = tuple(np.array(problem.minima[0]) + 1e-4 * np.array(quadratic.axes[0]))
    racer = Racer(optimizer="sgd", method="manual", learning_rate=0.3 * quadratic.limit)
    settings = alone(problem, racer, start, 20)
    measured = measured_factor(descend_by_hand(settings.of(racer)), problem.minima[0])
    assert measured == pytest.approx(predicted_factor(settings.of(racer), quadratic), rel=0.02)


def test_what_is_said_answers_to_the_learning_rate():
    settings = first_expedition(LANDSCAPES["bowl_10"])
    sgd, momentum, adam, _ = rates(settings)
    assert sgd.verdict.startswith("0.5 < 2 = 2/λmax: near (0, 0) a step multiplies the distance by 0.95")
    assert momentum.verdict.startswith("0.5 < 3.8 = 2(1 + momentum)/λmax")
    assert adam.verdict.startswith("No theory here")
    assert (adam.limit, adam.predicted) == (None, None)
    assert 0.9 < adam.measured < 1
    fast = replace(settings, racers=(replace(settings.racers[0], learning_rate=2.1),))
    assert rates(fast)[0].verdict.endswith("away.")
    assert rates(fast)[0].measured == pytest.approx(1.1, rel=1e-3)
    (lost, *_) = rates(first_expedition(typed_landscape("x + y")))
    assert lost.verdict == "No minimum is known."


def test_a_power_between_a_kink_and_a_bowl_is_not_said_to_have_one_of_two_things_that_it_has_not():
    for loss in ("|x|^1.5 + y^2", "|x|^2.5 + y^2"):
        (first, *_) = rates(first_expedition(typed_landscape(loss)))
        assert first.verdict == (
            "At (0, 0) the loss is no bowl: it has a kink there, or in some direction no curvature or an infinite one."
        )
