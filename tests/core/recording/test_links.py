import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.experiments.links import NUMBERS
from core.experiments.none import CAUSES
from core.experiments.tapes import MORE
from core.recording.expressions import EXPRESSIONS
from core.recording.links import FIRST_EXPRESSION, TAPE_DTYPES, TapeScreen, tape_query, tape_screen

numbers_in_range = st.floats(*NUMBERS)


@st.composite
def tape_screens(draw) -> TapeScreen:
    expression = draw(st.sampled_from(list(EXPRESSIONS.values())))
    return TapeScreen(
        expression=expression,
        values=tuple(draw(st.floats(*each.limits)) for each in expression.variables),
        dtype=draw(st.sampled_from(TAPE_DTYPES)),
        cause=draw(st.sampled_from(list(CAUSES))),
        more=draw(st.sampled_from(list(MORE))),
        branch=draw(numbers_in_range),
    )


@given(tape_screens())
def test_a_screen_comes_back_from_a_link_exactly(tape):
    assert tape_screen(tape_query(tape)) == (tape, ())


KEYS = ["expression", "x", "y", "a", "dtype", "cause", "more", "branch", "other"]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=20)))
def test_any_link_gives_a_valid_screen(query):
    tape = tape_screen(query)[0]
    assert tape_screen(tape_query(tape)) == (tape, ())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"expression": "<script>"}, "expression was unknown and is now surface"),
        ({"x": "nan"}, "x was not a number and is now 2"),
        ({"x": "<b>"}, "x was not a number and is now 2"),
        ({"y": "-1e9"}, "y was out of range and is now -5"),
        ({"dtype": "int32"}, "dtype was unknown and is now float32"),
        ({"cause": "fate"}, "cause was unknown and is now constant"),
        ({"branch": "inf"}, "branch was out of range and is now 1000"),
        ({"w": "1"}, "1 unknown entry was left out"),
    ],
)
def test_what_is_wrong_is_repaired_and_said(query, sentence):
    screen, repairs = tape_screen(query)
    assert screen.expression == FIRST_EXPRESSION
    assert repairs == (sentence,)


def test_an_empty_link_is_where_a_visit_begins():
    assert tape_screen({}) == (TapeScreen(expression=FIRST_EXPRESSION, values=(2.0, 3.0)), ())
