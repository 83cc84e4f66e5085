from dataclasses import replace
from itertools import groupby

import pytest

from core.landscapes.expedition import Racer, first_expedition, runs
from core.landscapes.tables import outcomes
from core.problems import LANDSCAPES, typed_landscape
from core.theory.outcome import outcome
from core.trajectory import Trajectory


def ended(problem, optimizer: str, rate: float, **changes):
    racer = Racer(optimizer=optimizer, method="manual", learning_rate=rate)
    (found,) = outcomes(replace(first_expedition(problem), racers=(racer,), **changes))
    return found


@pytest.mark.parametrize(
    ("name", "optimizer", "rate", "changes", "word", "said"),
    [
        ("bowl_1", "sgd", 0.1, {}, "converged", "from step 59 on at (0, 0), the only known minimum"),
        ("himmelblau", "sgd", 0.01, {}, "converged", "the lowest known minimum"),
        ("three_hump_camel", "sgd", 0.05, {}, "converged", "at (-1.748, 0.8738), the minimum of 0.2986, not the lowest"),
        ("mccormick", "momentum", 0.05, {}, "left the map", "outside the map from step 29 on"),
        ("beale", "sgd", 0.01, {"start": (4.0, -4.0)}, "diverged", "overflow of float32 at step 2"),
        ("rosenbrock", "sgd", 0.001, {"steps": 15}, "still descending", "from the minimum at (1, 1)"),
        ("rosenbrock", "sgd", 0.001, {}, "stalled", "after 0.035 of way in 20 steps"),
        ("rosenbrock", "momentum", 0.001, {}, "still descending", "0.389 from the minimum at (1, 1)"),
        ("bowl_100", "sgd", 1.8, {"steps": 12}, "still descending", "7.24 from the minimum"),
        ("ravine", "sgd", 0.08, {}, "oscillating", "39 of the last 40 steps turned back"),
        ("saddle", "sgd", 0.1, {"start": (-1.8, 0.0)}, "stalled", "1 from the minimum at (0, 1)"),
    ],
)  # fmt: skip
def test_how_a_run_ended(name, optimizer, rate, changes, word, said):
    found = ended(LANDSCAPES[name], optimizer, rate, **changes)
    assert found.word == word
    assert said in found.reason


def test_where_the_loss_ends_the_run_is_undefined_and_not_diverged():
    found = ended(typed_landscape("x - log(x)/10 + y**2"), "sgd", 0.7, start=(0.5, 1.0), steps=20)
    assert found.word == "undefined"
    assert found.reason.startswith("the loss has no value at (-")
    assert found.step == 1


def test_without_a_known_minimum_it_says_so():
    assert ended(typed_landscape("x + y"), "sgd", 0.01, steps=5).reason.endswith("no minimum is known")


def test_no_steps_end_where_they_begin():
    assert ended(LANDSCAPES["bowl_1"], "sgd", 0.1, steps=0).word == "still descending"
    assert ended(LANDSCAPES["bowl_1"], "sgd", 0.1, steps=0, start=(0.0, 0.0)).step == 0


def test_a_distance_that_grew_is_not_said_to_be_descended():
    found = ended(typed_landscape("|x|+|y|"), "adam", 0.1)
    assert "multiplied" not in found.reason
    assert "farther than 10 steps before, and the loss has risen from 0.00124 to 0.0344" in found.reason


def test_a_word_does_not_flicker_in_a_valley():
    settings = first_expedition(LANDSCAPES["rosenbrock"])
    for run in runs(settings):
        cuts = (
            Trajectory(parameters=run.parameters[:k], loss=run.loss[:k], gradient=run.gradient[:k])
            for k in range(1, len(run.loss) + 1)
        )
        words = [word for word, _ in groupby(outcome(settings.problem, cut).word for cut in cuts)]
        assert len(words) <= 3, words
