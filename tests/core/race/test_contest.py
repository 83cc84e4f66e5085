from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hyperparameters import LEARNING_RATES
from core.methods import METHODS
from core.problems import PROBLEMS
from core.race.contest import (
    ABOVE,
    MOST_RACERS,
    TRIALS,
    RaceSettings,
    SharedRace,
    at_an_end,
    fair,
    first_race,
    from_query,
    race,
    ranking,
    standings,
    to_query,
    trials,
)
from core.rules import RULES
from core.settings import DTYPES, SCALES, STEPS
from core.tape_descent import descend_with_tape

LESSON_RACE = first_race(PROBLEMS["parabola"])


@pytest.mark.parametrize("method", METHODS)
def test_every_racers_run_is_the_one_it_has_alone(method):
    settings = replace(LESSON_RACE, method=method, dtype="float64")
    for (optimizer, rate), run in zip(settings.racers, race(settings).values(), strict=True):
        alone = descend_with_tape(settings.of(optimizer, rate))
        np.testing.assert_allclose(run.loss, alone.loss, rtol=1e-11)
    assert list(race(settings)) == [optimizer for optimizer, _ in settings.racers]


def test_the_ranking_goes_by_the_loss_after_the_last_step():
    settings = replace(
        LESSON_RACE, racers=(("sgd", 1.2), ("adam", 0.1), ("momentum", 0.1), ("nesterov", 0.1)), steps=400
    )
    table = ranking(settings)
    assert table["optimizer"].tolist()[-1] == "SGD"
    assert table["place"].tolist()[0] == 1
    finite = table["loss"].to_numpy()[:-1]
    assert (np.diff(finite) >= 0).all()
    assert table["outcome"].iloc[-1].startswith("diverged")
    assert (table["lowest_loss"] <= table["loss"])[:-1].all()


def test_equal_losses_share_a_place():
    settings = replace(LESSON_RACE, racers=(("adam", 0.1), ("amsgrad", 0.1)), steps=0)
    assert ranking(settings)["place"].tolist() == [1, 1]


def test_who_has_no_loss_comes_after_all_who_have_one():
    # log(w) has no value below 0; a rate of 1e12 overflows.
    problem = replace(PROBLEMS["parabola"], loss="w**2 + 0*log(w + 6)", gradient=("2*w",))
    racers = (("momentum", 3.0), ("sgd", 1e12), ("adam", 0.1), ("nesterov", 3.0))
    table = standings(replace(LESSON_RACE, problem=problem, racers=racers, steps=400))
    losses = [row.loss for row in table]
    assert losses[0] == min(losses)
    known = [loss == loss for loss in losses]
    assert known == sorted(known, reverse=True)
    assert not all(known)
    assert [row.place for row in table if row.loss != row.loss] == [1 + sum(known)] * known.count(False)


def test_a_fair_race_gives_everyone_the_same_trials_and_keeps_the_best():
    settings = replace(LESSON_RACE, racers=(("sgd", 5.0), ("lion", 5.0)), steps=30)
    tried = trials(settings)
    assert len(tried) == 2 * len(TRIALS)
    for optimizer, rate in fair(settings).racers:
        mine = tried[tried["optimizer"] == optimizer]
        assert mine["learning_rate"].tolist() == list(TRIALS)
        best = mine["loss"].min()
        assert mine[mine["learning_rate"] == rate]["loss"].iloc[0] == best
        assert rate == mine[mine["loss"] == best]["learning_rate"].min()
    assert fair(fair(settings)) == fair(settings)


def test_all_try_further_until_the_best_of_each_lies_inside():
    settings = replace(LESSON_RACE, racers=(("sgd", 0.1), ("adagrad", 0.1)), steps=10, start=(5.0,))
    tried = trials(settings)
    rates = [group["learning_rate"].tolist() for _, group in tried.groupby("optimizer")]
    assert rates[0] == rates[1]
    assert set(TRIALS) <= set(rates[0])
    assert at_an_end(settings) == ()
    # Nothing to go down, so no end is better than what lies inside.
    assert len(trials(replace(settings, start=(0.0,)))) == 2 * len(TRIALS)
    slow = replace(settings, racers=(("adadelta", 0.1), ("sgd", 0.1)))
    assert at_an_end(slow) == ("Adadelta",)
    assert trials(slow)["learning_rate"].max() == ABOVE[-1]


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_trial_is_to_the_last_bit_the_single_run_by_hand(dtype):
    settings = RaceSettings(
        problem=PROBLEMS["quartic"], racers=tuple((name, 0.1) for name in RULES), start=(1.5,), steps=12, dtype=dtype
    )
    tried = trials(settings).set_index(["optimizer", "learning_rate"])["loss"]
    for (optimizer, rate), loss in tried.items():
        alone = float(METHODS["manual"](settings.of(optimizer, rate)).loss[-1])
        assert loss == (alone if np.isfinite(alone) else np.inf), (optimizer, rate)


def test_overflow_never_wins():
    tried = trials(replace(LESSON_RACE, racers=(("sgd", 0.1),), steps=900))
    assert np.isinf(tried["loss"]).any()
    assert not tried["loss"].isna().any()
    assert fair(replace(LESSON_RACE, racers=(("sgd", 0.1),), steps=900)).racers[0][1] < 1


@st.composite
def races(draw) -> SharedRace:
    problem = draw(st.sampled_from(list(PROBLEMS.values())))
    names = draw(st.lists(st.sampled_from(list(RULES)), min_size=1, max_size=MOST_RACERS, unique=True))
    settings = RaceSettings(
        problem=problem,
        racers=tuple((name, draw(st.floats(*LEARNING_RATES))) for name in names),
        start=(draw(st.floats(*problem.domain[0])),),
        steps=draw(st.integers(*STEPS)),
        dtype=draw(st.sampled_from(DTYPES)),
        method=draw(st.sampled_from(list(METHODS))),
    )
    return SharedRace(settings=settings, scale=draw(st.sampled_from(SCALES)))


@given(races())
def test_a_race_comes_back_from_a_link_exactly(before):
    assert from_query(to_query(before)) == (before, ())


KEYS = [*to_query(SharedRace(settings=LESSON_RACE)), "rate_lion", "rate_nothing", "other"]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=12) | st.sampled_from(["1e9", "nan", "manual"])))
def test_any_link_gives_a_valid_race(query):
    repaired, _ = from_query(query)
    assert from_query(to_query(repaired)) == (repaired, ())


def test_what_is_wrong_in_a_link_is_said():
    everyone = {f"rate_{name}": "0.1" for name in RULES}
    assert from_query(everyone)[1] == ("6 optimizers race at most, the others were left out",)
    assert from_query({"rate_sgd": "-1"})[1] == ("rate_sgd was out of range and is now 1e-12",)
    assert from_query({"rate_nobody": "1"})[1] == ("1 unknown entry was left out",)
    assert from_query({})[0].settings == LESSON_RACE
