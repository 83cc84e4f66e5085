"""A strip says of every column what the single run there comes to."""

from dataclasses import replace

import numpy as np
import pytest

from core.manual_descent import descend_by_hand, descend_often_by_hand
from core.maps.strip import COLUMNS, MOST_STEPS, places, strips
from core.pictures.looks import OUTCOME_COLORS
from core.problems import PROBLEMS, typed_problem
from core.rules import RULES
from core.settings import LESSON, DescentSettings, first_settings, with_optimizer
from core.theory.findings import WORDS
from core.theory.outcome import outcome

SETTINGS = (
    LESSON,
    with_optimizer(first_settings(PROBLEMS["double_well"]), "momentum"),
    replace(with_optimizer(first_settings(PROBLEMS["absolute"]), "adam"), dtype="float16", steps=120),
    replace(first_settings(typed_problem("log(w) + w")), steps=30),
    replace(LESSON, update="w + learning_rate * g"),
    replace(with_optimizer(LESSON, "sgd", "exponential"), dtype="float64"),
)


def at(settings: DescentSettings, name: str, value: float) -> DescentSettings:
    return replace(settings, **{name: (value,) if name == "start" else value})


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_column_says_what_the_run_there_comes_to(settings):
    for name, strip in strips(settings).items():
        assert len(strip.words) == len(strip.depths) == COLUMNS
        values = places(strip.low, strip.high, strip.spacing, COLUMNS)
        some = range(3, COLUMNS, 17)
        single = [
            outcome(settings.problem, descend_by_hand(at(settings, name, float(values[column])))).word
            for column in some
        ]
        assert [WORDS[int(strip.words[column])] for column in some] == single


def test_the_lesson_converges_up_to_its_limit_and_at_once_at_a_half():
    found = strips(LESSON)["learning_rate"]
    assert found.said == "In 50 steps it converges from 0.06 to 0.89, fastest at 0.49."
    values = places(found.low, found.high, found.spacing, COLUMNS)
    diverging = [WORDS[int(word)] in ("diverged", "left the domain") for word in found.words]
    assert values[diverging].min() == pytest.approx(1, rel=0.06)
    assert all(diverging[int(np.argmax(diverging)) :])
    deepest = values[np.array([depth == "9" for depth in found.depths])]
    assert deepest.min() < 0.5 < deepest.max()


def test_where_none_converges_the_usual_word_is_said():
    found = strips(with_optimizer(first_settings(PROBLEMS["absolute"]), "sgd"))["learning_rate"]
    assert found.said == "No learning rate on this rail converges in 50 steps; most often: oscillating."


def test_moving_along_a_rail_leaves_its_strip_as_it_is():
    moved = strips(replace(LESSON, learning_rate=0.3))
    assert moved["learning_rate"] is strips(LESSON)["learning_rate"]
    assert moved["start"] is not strips(LESSON)["start"]


def test_many_steps_have_fewer_columns_and_very_many_no_strip():
    assert len(strips(replace(LESSON, steps=MOST_STEPS))["start"].words) < COLUMNS
    assert strips(replace(LESSON, steps=MOST_STEPS + 1)) == {}


def test_every_word_has_its_colour():
    for colors in OUTCOME_COLORS.values():
        assert set(colors) == set(WORDS)
        assert len(set(colors.values())) == len(WORDS)


@pytest.mark.parametrize("optimizer", RULES)
def test_runs_side_by_side_are_the_runs_one_by_one(optimizer):
    rates = np.geomspace(1e-4, 10, 7)
    for problem in ("double_well", "exponential"):
        settings = replace(with_optimizer(first_settings(PROBLEMS[problem]), optimizer), steps=25, dtype="float64")
        starts = np.linspace(*settings.problem.domain[0], len(rates))[:, np.newaxis]
        walks = descend_often_by_hand(settings, rates, starts)
        for row, (rate, start) in enumerate(zip(rates.tolist(), starts[:, 0].tolist(), strict=True)):
            run = descend_by_hand(replace(settings, learning_rate=rate, start=(start,)))
            np.testing.assert_allclose(walks.parameters[row], run.parameters, rtol=1e-7, atol=1e-12)
            np.testing.assert_allclose(walks.loss[row], run.loss, rtol=1e-7, atol=1e-12)


def test_a_gradient_is_clipped_for_each_run_by_itself():
    settings = replace(LESSON, hyperparameters=(("global_clipnorm", 1.0),), steps=5, dtype="float64")
    starts = np.array([[0.3], [5.0], [40.0]])
    walks = descend_often_by_hand(settings, np.full(3, 0.1), starts)
    for row, start in enumerate(starts[:, 0].tolist()):
        run = descend_by_hand(replace(settings, start=(start,)))
        np.testing.assert_array_equal(walks.parameters[row], run.parameters)
