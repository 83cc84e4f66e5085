from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from core.descent.comparison import compare_methods
from core.descent.export import script
from core.descent.paths import path_tables
from core.descent.tables import gap_tables, loss_tables, rule_tables, schedule_tables, worked_table
from core.descent.worked import worked_lines
from core.hyperparameters import CLIPPINGS, LEARNING_RATES, Hyperparameter, has_own_decay, known, schedules_of
from core.links import Shared, from_query, to_query
from core.problems import PROBLEMS, typed_problem
from core.problems.typed_curve import with_gradient
from core.rules import RULES, conventions_of
from core.settings import DTYPES, LESSON, SCALES, STARTS, STEPS, first_settings, with_optimizer

TYPED_PROBLEMS = [
    typed_problem("sin(3w) + w^2/10"),
    typed_problem("|w| + e^w", "sign(w)", (-2.5, None)),
    typed_problem("w^2", ends=(-1e-3, 20.0)),
    with_gradient(PROBLEMS["steep"], "8w"),
]


@st.composite
def shared(draw) -> Shared:
    problem = draw(st.sampled_from([*PROBLEMS.values(), *TYPED_PROBLEMS]))
    optimizer = draw(st.sampled_from(list(RULES)))
    first = with_optimizer(first_settings(problem), optimizer, draw(st.sampled_from(schedules_of(optimizer))))
    switched = draw(st.sampled_from([(), *CLIPPINGS]))
    names = [name for name, _ in first.hyperparameters] + ([switched] if switched else [])
    if not has_own_decay(optimizer) and draw(st.booleans()):
        names.insert(len(first.hyperparameters), "weight_decay")
    every = known(optimizer, first.schedule)
    settings = replace(
        first,
        hyperparameters=tuple((name, draw(value_of(every[name]))) for name in names),
        learning_rate=draw(st.floats(*LEARNING_RATES)),
        start=(draw(st.floats(*problem.domain[0]) | st.floats(*STARTS)),),
        steps=draw(st.integers(*STEPS)),
        dtype=draw(st.sampled_from(DTYPES)),
        update=draw(st.sampled_from(["", "w - learning_rate * g / step"])),
    )
    convention = draw(st.sampled_from(["keras", *conventions_of(settings)]))
    return Shared(settings=replace(settings, convention=convention), scale=draw(st.sampled_from(SCALES)))


def value_of(of: Hyperparameter):
    if isinstance(of.first, bool):
        return st.booleans()
    return st.integers(*map(int, of.limits)) if of.whole else st.floats(*of.limits)


@given(shared())
def test_settings_come_back_from_a_link_exactly(before):
    assert from_query(to_query(before)) == (before, ())


KEYS = [
    *to_query(Shared(settings=LESSON)),
    "loss",
    "gradient",
    "update",
    "convention",
    "schedule",
    "beta_1",
    "decay_steps",
    "clipnorm",
    "clipvalue",
    "other",
]
WORDS = [
    "adam",
    "rmsprop",
    "ftrl",
    "exponential",
    "cosine_warmup",
    "paper",
    "coupled",
    "typed",
    "w^2",
    "sin(3w) + |w|",
    "w - learning_rate g",
    "True",
    "-1",
    "1e9",
    "nan",
    "0.5",
]


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(WORDS) | st.text(max_size=20)))
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
        ({"learning_rate": "-3"}, {"learning_rate": 1e-12}, "learning_rate was out of range and is now 1e-12"),
        ({"learning_rate": "inf"}, {"learning_rate": 1e12}, "learning_rate was out of range and is now 1e+12"),
        ({"start": "inf"}, {}, "start was too large and is now 5"),
        ({"steps": "20000"}, {"steps": 10_000}, "steps was out of range and is now 10000"),
        ({"steps": "-1"}, {"steps": 0}, "steps was out of range and is now 0"),
        ({"steps": "10.4"}, {"steps": 10}, "steps was not whole and is now 10"),
        ({"dtype": "int8"}, {}, "dtype was unknown and is now float32"),
        ({"problem": "<b>"}, {}, "problem was unknown and is now parabola"),
        ({"epoch": "3"}, {}, "1 unknown entry was left out"),
    ],
)
def test_what_is_wrong_is_repaired_and_said(query, expected, sentence):
    assert from_query(query) == (Shared(settings=replace(LESSON, **expected)), (sentence,))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            {"optimizer": "momentum", "momentum": "1.5"},
            "momentum was out of range and is now 1 (`momentum` must be a float between [0, 1])",
        ),
        ({"optimizer": "adam", "beta_1": "-1"}, "beta_1 was out of range and is now 0"),
        ({"optimizer": "adam", "beta_1": "much"}, "beta_1 was not a number and is now 0.9"),
        ({"optimizer": "rmsprop", "centered": "perhaps"}, "centered was unknown and is now False"),
        (
            {"schedule": "exponential", "decay_steps": "0"},
            "decay_steps was out of range and is now 1 (Argument `decay_steps` must be > 0)",
        ),
        ({"schedule": "exponential", "decay_steps": "2.5"}, "decay_steps was not whole and is now 2"),
        ({"clipvalue": "1", "clipnorm": "1"}, "of several clippings only clipvalue is kept"),
        ({"optimizer": "sgd", "convention": "paper"}, "convention was unknown and is now keras"),
        ({"optimizer": "sgd", "beta_1": "0.9"}, "1 unknown entry was left out"),
        ({"optimizer": "schedule_free_adamw", "schedule": "cosine_warmup"}, "schedule was unknown and is now constant"),
    ],
)
def test_bad_hyperparameters_are_repaired_and_said(query, sentence):
    shared, repairs = from_query(query)
    assert repairs == (sentence,)
    assert from_query(to_query(shared)) == (shared, ())


def test_what_was_typed_comes_back_from_a_link():
    query = {
        "problem": "typed",
        "loss": " sin(3w) + w^2/10",
        "gradient": "cos(3w) + w/5",
        "update": "w + learning_rate*g",
    }
    shared, repairs = from_query(query)
    assert repairs == ()
    assert shared.settings.problem == typed_problem("sin(3w) + w^2/10", "cos(3w) + w/5")
    assert shared.settings.update == "w + learning_rate*g"
    assert from_query(to_query(shared)) == (shared, ())


def test_a_start_beyond_the_domain_and_a_rate_of_unscaled_data_are_taken_as_they_are():
    shared, repairs = from_query({"start": "10", "learning_rate": "4e-08", "steps": "10000"})
    assert repairs == ()
    assert (shared.settings.start, shared.settings.learning_rate, shared.settings.steps) == ((10.0,), 4e-8, 10_000)
    assert from_query(to_query(shared)) == (shared, ())


def test_the_ends_of_a_range_are_in_the_link_as_far_as_they_were_set():
    query = {"problem": "typed", "loss": "w^2", "range_from": "-0.1", "range_to": "12"}
    shared, repairs = from_query(query)
    assert repairs == ()
    assert shared.settings.problem.domain == ((-0.1, 12.0),)
    written = to_query(shared)
    assert {key: written[key] for key in query} == query | {"range_to": "12.0"}
    open_above, _ = from_query({"problem": "typed", "loss": "w^2", "range_from": "-0.1"})
    assert open_above.settings.problem.domain == ((-0.1, 6.0),)
    assert "range_to" not in to_query(open_above)


@pytest.mark.parametrize(
    "ends", [("3", "-3"), ("3", "3"), ("-inf", "3"), ("1", "1.00001"), ("w", ""), ("1e99", ""), ("7", "")]
)
def test_a_range_that_is_none_is_left_out_and_said(ends):
    query = {"problem": "typed", "loss": "w^2", "range_from": ends[0], "range_to": ends[1]}
    shared, repairs = from_query(query)
    assert repairs == ("the range could not be used and was left out",)
    assert shared.settings.problem == typed_problem("w^2")


def test_a_derivative_of_ones_own_for_a_built_in_problem_is_in_the_link():
    shared, repairs = from_query({"problem": "steep", "gradient": "8w"})
    assert repairs == ()
    assert shared.settings.problem == replace(PROBLEMS["steep"], gradient=("8w",), derived_by="visitor")
    assert to_query(shared)["gradient"] == "8w"


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ({"problem": "typed"}, ("without a loss of its own, problem is now parabola",)),
        ({"gradient": "2**9**9**9"}, ("gradient was no formula that can be used and was left out",)),
        ({"update": "__import__('os')"}, ("update was no formula that can be used and was left out",)),
    ],
)
def test_bad_formulas_in_a_link_are_left_out_and_never_repeated(query, sentences):
    shared, repairs = from_query(query)
    assert shared.settings == LESSON
    assert repairs == sentences
    assert not any(text in repair for text in query.values() for repair in repairs if len(text) > 8)


@pytest.mark.parametrize("loss", ["<img src=x>", "9" * 5000, "sin(w"])
def test_a_typed_loss_that_cannot_be_used_is_the_lessons_and_all_else_stays(loss):
    query = {"problem": "typed", "loss": loss, "gradient": "3w", "range_to": "4", "start": "2"}
    shared, repairs = from_query(query)
    assert repairs == ("loss was no formula that can be used and is now w**2",)
    assert shared.settings.problem == typed_problem("w**2", "3w", (None, 4.0))
    assert shared.settings.start == (2.0,)


@settings_of_hypothesis(max_examples=40)
@given(shared())
def test_whatever_a_link_says_can_be_run_drawn_and_written(chosen):
    comparison = compare_methods(replace(chosen.settings, steps=min(chosen.settings.steps, 60)))
    for tables in (loss_tables, rule_tables):
        assert tables(comparison, chosen.scale)
    assert path_tables(comparison)
    assert gap_tables(comparison)
    assert schedule_tables(comparison)
    assert len(worked_table(comparison, chosen.scale)) == comparison.settings.steps + 1
    assert comparison.verdict.endswith(".")
    assert comparison.largest_gap.headline
    assert {outcome.word for outcome in comparison.outcomes.values()}
    assert "apply_gradients" in script(chosen.settings)
    assert worked_lines(chosen.settings)["manual"]
