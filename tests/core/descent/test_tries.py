"""What is said to be seen is seen."""

from dataclasses import replace

import pytest

from core.descent.comparison import Comparison, compare_methods
from core.descent.tries import TRIES, tried
from core.links import from_query


def shown(name: str, **changes) -> Comparison:
    shared, repairs = from_query(dict(TRIES[name].query))
    assert repairs == ()
    return compare_methods(replace(shared.settings, **changes))


def words(comparison: Comparison) -> set[str]:
    return {ended.word for ended in comparison.outcomes.values()}


def ends(comparison: Comparison) -> list[float]:
    return [float(run.parameters[-1, 0]) for run in comparison.runs.values()]


@pytest.mark.parametrize("name", TRIES)
def test_a_screen_is_known_for_what_it_is_until_a_setting_changes(name):
    shared, _ = from_query(dict(TRIES[name].query))
    assert tried(shared) == TRIES[name]
    assert tried(replace(shared, settings=replace(shared.settings, steps=49))) is None
    assert TRIES[name].look_at.endswith(".")


def test_a_learning_rate_that_is_too_large():
    assert words(shown("too_fast")) == {"left the domain"}
    assert words(shown("too_fast", learning_rate=1.0)) == {"oscillating"}
    assert shown("too_fast", learning_rate=0.5).outcomes["tape"].step == 1
    assert words(shown("too_fast", learning_rate=0.1)) == {"converged"}


def test_a_wrong_sign():
    seen = shown("wrong_sign")
    assert seen.runs["manual"].loss[-1] > seen.runs["manual"].loss[0]
    assert seen.outcomes["tape"].word == "converged"
    assert shown("wrong_sign", update="w - learning_rate * g").largest_gap.headline == "none"


def test_adam_uncorrected():
    tape, manual = (abs(run.parameters[1, 0] - run.parameters[0, 0]) for run in shown("uncorrected").runs.values())
    assert manual / tape == pytest.approx(3.2, abs=0.05)


def test_two_valleys():
    left, right = shown("two_valleys"), shown("two_valleys", start=(0.18,))
    assert max(ends(left)) < -1 < 0.9 < min(ends(right))
    assert max(run.loss[-1] for run in left.runs.values()) < min(run.loss[-1] for run in right.runs.values())


def test_a_step_that_rounding_swallows():
    assert words(shown("no_step")) == {"stalled"}
    assert ends(shown("no_step")) == [5.0, 5.0]
    assert max(ends(shown("no_step", dtype="float32"))) < 5


def test_a_kink():
    assert words(shown("kink")) == words(shown("kink", learning_rate=0.01, steps=600)) == {"oscillating"}
