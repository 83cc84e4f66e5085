from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import Shared, from_query, to_query
from core.problems import PROBLEMS
from core.settings import DTYPES, LEARNING_RATES, LESSON, SCALES, STEPS, DescentSettings, first_settings


@st.composite
def shared(draw) -> Shared:
    problem = draw(st.sampled_from(list(PROBLEMS.values())))
    settings = DescentSettings(
        problem=problem,
        learning_rate=draw(st.floats(*LEARNING_RATES)),
        start=(draw(st.floats(*problem.domain[0])),),
        steps=draw(st.integers(*STEPS)),
        dtype=draw(st.sampled_from(DTYPES)),
    )
    return Shared(settings=settings, scale=draw(st.sampled_from(SCALES)))


@given(shared())
def test_settings_come_back_from_a_link_exactly(before):
    assert from_query(to_query(before)) == (before, ())


@given(st.dictionaries(st.sampled_from([*to_query(Shared(settings=LESSON)), "other"]), st.text(max_size=20)))
def test_any_link_gives_valid_settings(query):
    repaired, _ = from_query(query)
    assert from_query(to_query(repaired)) == (repaired, ())


def test_an_empty_link_is_the_lesson():
    assert from_query({}) == (Shared(settings=LESSON), ())


def test_a_problem_alone_brings_its_own_first_settings():
    assert from_query({"problem": "double_well"})[0].settings == first_settings(PROBLEMS["double_well"])


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ({"learning_rate": "fast"}, {}, "learning_rate was not a number and is now 0.1"),
        ({"learning_rate": "nan"}, {}, "learning_rate was not a number and is now 0.1"),
        ({"learning_rate": "-3"}, {"learning_rate": 1e-4}, "learning_rate was out of range and is now 0.0001"),
        ({"learning_rate": "inf"}, {"learning_rate": 100.0}, "learning_rate was out of range and is now 100"),
        ({"start": "1e9"}, {"start": (6.0,)}, "start was out of range and is now 6"),
        ({"steps": "-1"}, {"steps": 0}, "steps was out of range and is now 0"),
        ({"steps": "10.4"}, {"steps": 10}, "steps was not whole and is now 10"),
        ({"dtype": "int8"}, {}, "dtype was unknown and is now float32"),
        ({"problem": "<b>"}, {}, "problem was unknown and is now parabola"),
        ({"epoch": "3"}, {}, "1 unknown entry was left out"),
    ],
)
def test_what_is_wrong_is_repaired_and_said(query, expected, sentence):
    assert from_query(query) == (Shared(settings=replace(LESSON, **expected)), (sentence,))
