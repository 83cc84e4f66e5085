import math
from dataclasses import replace

import numpy as np
import pytest

from core.hyperparameters import LEARNING_RATES
from core.landscapes import expedition
from core.landscapes.expedition import (
    MOST_RACERS,
    Racer,
    descent,
    first_expedition,
    first_racer,
    gaps,
    path_gap,
    runs,
    titles,
)
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, typed_landscape
from core.rules import RULES
from core.settings import DescentSettings, first_settings, with_optimizer
from core.tape_descent import descend_with_tape

ONE_BY_ONE = {"tape": descend_with_tape, "manual": descend_by_hand}


@pytest.fixture(autouse=True)
def _forget():
    descent.cache_clear()


@pytest.mark.parametrize("name", ["rosenbrock", "bowl_100", "goldstein_price"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_racer_runs_as_it_does_alone(name, dtype):
    problem = LANDSCAPES[name]
    racers = (
        first_racer(problem, "sgd"),
        first_racer(problem, "momentum", "manual"),
        replace(first_racer(problem, "adam"), hyperparameters=(("beta_1", 0.5), ("clipnorm", 0.7))),
        replace(first_racer(problem, "adam", "manual"), learning_rate=0.03),
        first_racer(problem, "rmsprop"),
        first_racer(problem, "lion", "manual"),
    )
    assert len(racers) == MOST_RACERS
    settings = replace(first_expedition(problem), racers=racers, dtype=dtype, steps=60)
    for racer, run in zip(racers, runs(settings), strict=True):
        plain = DescentSettings(problem=problem, start=problem.start, steps=60, dtype=dtype)
        plain = replace(with_optimizer(plain, racer.optimizer), learning_rate=racer.learning_rate)
        values = dict(plain.hyperparameters) | dict(racer.hyperparameters)
        expected = ONE_BY_ONE[racer.method](replace(plain, hyperparameters=tuple(values.items())))
        for name_of in ("parameters", "loss", "gradient"):
            np.testing.assert_array_equal(getattr(run, name_of), getattr(expected, name_of))


def test_moving_one_racers_slider_runs_one_racer(monkeypatch):
    ran = []
    counted = {m: lambda s, m=m: (ran.append((m, s.learning_rate)), ONE_BY_ONE[m](s))[1] for m in ONE_BY_ONE}
    monkeypatch.setattr(expedition, "METHODS", counted)
    settings = first_expedition()
    runs(settings)
    assert len(ran) == 4
    moved = replace(settings.racers[1], learning_rate=0.0005)
    runs(replace(settings, racers=(settings.racers[0], moved, *settings.racers[2:])))
    assert ran[4:] == [("tape", 0.0005)]


def test_the_gap_is_that_of_racers_that_differ_in_the_method_alone():
    settings = replace(first_expedition(LANDSCAPES["bowl_100"]), steps=150)
    (gap,) = gaps(settings)
    assert (gap.tape, gap.manual) == (2, 3)
    a, b = (run.parameters.astype(np.float64) for run in runs(settings)[2:])
    assert gap.distance == np.hypot(*(a - b).T).max()
    x, y = (run.loss[gap.step] for run in runs(settings)[2:])
    assert abs(x - y) == pytest.approx(gap.ulp * np.spacing(min(x, y)), rel=0.5)
    other = replace(settings.racers[3], hyperparameters=(("beta_1", 0.8),))
    assert gaps(replace(settings, racers=(*settings.racers[:3], other))) == ()
    same = replace(settings.racers[3], hyperparameters=(("beta_1", 0.9),))
    assert gaps(replace(settings, racers=(*settings.racers[:3], same))) == (gap,)
    assert len(gaps(replace(settings, racers=(*settings.racers[2:], *settings.racers[2:])))) == 4


def test_a_wrong_gradient_by_hand_shows_in_the_gap():
    problem = replace(LANDSCAPES["himmelblau"], gradient=("4*x*(x**2 + y - 11)", LANDSCAPES["himmelblau"].gradient[1]))
    (gap,) = gaps(first_expedition(problem))
    assert gap.distance > 0.01
    assert gap.step > 0


def test_the_gap_of_runs_that_overflow_alike_is_none_and_else_has_no_number():
    settings = first_settings(LANDSCAPES["bowl_1"])
    run = descend_by_hand(replace(settings, learning_rate=90.0, steps=60))
    assert not np.isfinite(run.loss).all()
    gap = path_gap(0, 1, run, run)
    assert (gap.distance, gap.ulp) == (0, 0)
    calm = descend_by_hand(replace(settings, steps=60))
    apart = path_gap(0, 1, run, calm)
    assert math.isinf(apart.distance) or math.isnan(apart.distance)


def test_titles_are_words_and_no_two_the_same():
    settings = first_expedition()
    assert titles(settings) == ("SGD, tape", "Momentum, tape", "Adam, tape", "Adam, manual")
    again = replace(settings, racers=(settings.racers[2],) * 3)
    assert titles(again) == ("Adam, tape", "Adam, tape 2", "Adam, tape 3")


@pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)
def test_first_learning_rates_are_within_the_controls_and_descend(problem):
    for optimizer in RULES:
        assert LEARNING_RATES[0] <= first_racer(problem, optimizer).learning_rate <= LEARNING_RATES[1]
    settings = first_expedition(problem)
    for racer in settings.racers:
        losses = descend_by_hand(settings.of(racer)).loss
        assert np.isfinite(losses).all()
        assert losses[-1] < losses[0]


def test_settings_are_plain_values():
    assert first_expedition() == first_expedition()
    assert hash(first_expedition()) == hash(first_expedition())
    assert Racer(optimizer="adam", learning_rate=0.1).title == "Adam, tape"


def test_a_gap_of_numbers_that_one_method_flushes_to_zero_says_so():
    of = Racer(optimizer="sgd", method="tape", learning_rate=0.1)
    racers = (of, replace(of, method="manual"))
    settings = replace(first_expedition(typed_landscape("x^2 + y^2")), racers=racers, start=(1.0, 1.0), steps=400)
    (gap,) = gaps(settings)
    assert f"(step {gap.step}, below float32's normal range, where one method flushes to zero)" in gap.said
