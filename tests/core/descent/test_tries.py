"""What is said to be seen is seen."""

from dataclasses import replace

import pytest

from core.descent.comparison import Comparison, compare_methods
from core.descent.tries import TRIES, link_of
from core.links import from_query, to_query
from core.queries import read_query


def shown(name: str, **changes) -> Comparison:
    shared, repairs = from_query(dict(TRIES[name].query))
    assert repairs == ()
    return compare_methods(replace(shared.settings, **changes))


def words(comparison: Comparison) -> set[str]:
    return {ended.word for ended in comparison.outcomes.values()}


def ends(comparison: Comparison) -> list[float]:
    return [float(run.parameters[-1, 0]) for run in comparison.runs.values()]


@pytest.mark.parametrize("name", TRIES)
def test_the_link_says_the_whole_screen_as_the_screen_itself_does(name):
    shared, _ = from_query(read_query(link_of(name)))
    assert read_query(link_of(name)) == to_query(shared)
    assert shared == from_query(dict(TRIES[name].query))[0]
    assert TRIES[name].look_at.endswith(".")


def test_learning_rates_up_to_one_that_is_too_large():
    assert words(shown("slow")) == {"converged"}
    assert shown("slow").runs["tape"].parameters[1, 0] == pytest.approx(0.8 * 5)
    assert shown("at_once").outcomes["tape"].step == 1
    assert shown("at_once").runs["tape"].loss[1] == 0
    assert words(shown("for_ever")) == {"oscillating"}
    assert ends(shown("for_ever")) == [5.0, 5.0]
    assert words(shown("too_fast")) == {"left the domain"}


def test_a_wrong_sign():
    seen = shown("wrong_sign")
    assert seen.runs["manual"].loss[-1] > seen.runs["manual"].loss[0]
    assert seen.outcomes["tape"].word == "converged"
    assert shown("wrong_sign", update="w - learning_rate * g").largest_gap.headline == "none"


def test_adam_uncorrected():
    tape, manual = (abs(run.parameters[1, 0] - run.parameters[0, 0]) for run in shown("uncorrected").runs.values())
    assert manual / tape == pytest.approx(3.2, abs=0.05)


def test_two_valleys():
    left, right = shown("left_valley"), shown("right_valley")
    assert max(ends(left)) < -1 < 0.9 < min(ends(right))
    assert max(run.loss[-1] for run in left.runs.values()) < min(run.loss[-1] for run in right.runs.values())


def test_a_step_that_rounding_swallows():
    assert words(shown("no_step")) == {"stalled"}
    assert ends(shown("no_step")) == [5.0, 5.0]
    assert max(ends(shown("no_step", dtype="float32"))) < 5
