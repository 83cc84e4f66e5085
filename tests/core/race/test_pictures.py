from dataclasses import replace

import pytest

from core.problems import PROBLEMS
from core.race.contest import TRIALS, first_race, race
from core.race.pictures import anything, exactly_there, race_chart, race_tables, trial_chart, trial_tables
from core.rules import RULES
from core.settings import SCALES
from tests.core.specs import assert_draws

SIX = tuple((name, 0.05) for name in list(RULES)[:6])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("problem", ["parabola", "double_well"])
def test_the_pictures_are_valid_and_name_exactly_their_tables(problem, scale, dark):
    settings = replace(first_race(PROBLEMS[problem]), racers=SIX)
    names = tuple(RULES[name].title for name, _ in SIX)
    for spec, tables in (
        (race_chart(settings.problem, names, scale, dark), race_tables(settings, scale)),
        (trial_chart(settings.problem, names, scale, dark), trial_tables(settings, scale)),
    ):
        assert_draws(spec, tables)


def test_the_losses_drawn_are_the_losses_computed():
    settings = first_race(PROBLEMS["parabola"])
    drawn = race_tables(settings, "linear")["race"].to_pandas()
    for optimizer, run in race(settings).items():
        mine = drawn[drawn["name"] == RULES[optimizer].title]["height"]
        assert mine.tolist() == [float(loss) for loss in run.loss]


def test_the_log_axis_of_a_negative_loss_counts_from_the_lowest_minimum_for_all():
    settings = replace(first_race(PROBLEMS["double_well"]), racers=(("sgd", 0.001), ("adam", 0.01)), steps=3)
    drawn = race_tables(settings, "log")["race"].to_pandas()
    assert drawn[drawn["step"] == 0]["height"].tolist() == pytest.approx([6 + 3.5139050] * 2, abs=1e-5)


def test_every_trial_is_drawn_and_the_best_ringed():
    settings = replace(first_race(PROBLEMS["parabola"]), racers=(("lion", 0.1),), steps=20)
    tables = trial_tables(settings, "linear")
    assert tables["trials"]["learning_rate"].to_pylist() == list(TRIALS)
    assert tables["chosen"]["height"][0].as_py() == min(tables["trials"]["height"].drop_null().to_pylist())


def test_who_reached_the_minimum_exactly_is_named():
    settings = replace(first_race(PROBLEMS["double_well"]), racers=(("sgd", 0.1), ("adagrad", 0.1)))
    assert exactly_there(settings, "log") == "SGD"
    assert exactly_there(settings, "linear") == ""


def test_where_every_trial_begins_at_the_minimum_nothing_has_a_place_on_the_log_axis():
    settings = replace(first_race(PROBLEMS["parabola"]), racers=(("sgd", 0.1),), start=(0.0,), steps=3)
    assert not anything(trial_tables(settings, "log"))
    assert anything(trial_tables(settings, "linear"))
