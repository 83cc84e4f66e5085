import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.experiments.links import NUMBERS, VariablesScreen, variables_query, variables_screen
from core.experiments.variables import DTYPES, SHAPES

numbers_in_range = st.floats(*NUMBERS)
variables_screens = st.builds(
    VariablesScreen,
    first=numbers_in_range,
    second=numbers_in_range,
    third=numbers_in_range,
    shape=st.sampled_from(list(SHAPES)),
    dtype=st.sampled_from(DTYPES),
)


@given(variables_screens)
def test_a_screen_comes_back_from_a_link_exactly(screen):
    assert variables_screen(variables_query(screen)) == (screen, ())


@given(st.dictionaries(st.sampled_from(["first", "shape", "dtype", "other"]), st.text(max_size=20)))
def test_any_link_gives_a_valid_screen(query):
    screen = variables_screen(query)[0]
    assert variables_screen(variables_query(screen)) == (screen, ())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"first": "nan"}, "first was not a number and is now 5"),
        ({"second": "inf"}, "second was out of range and is now 1000"),
        ({"shape": "(9,)"}, "shape was unknown and is now (3,)"),
        ({"w": "1"}, "1 unknown entry was left out"),
    ],
)
def test_what_is_wrong_is_repaired_and_said(query, sentence):
    assert variables_screen(query)[1] == (sentence,)


def test_an_empty_link_is_where_a_visit_begins():
    assert variables_screen({}) == (VariablesScreen(), ())
