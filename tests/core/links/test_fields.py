"""A table of plain choices: a row is all that links, entries and settings need to know of one."""

from dataclasses import dataclass, fields, replace

import pytest

from core.experiments.links import CHOICES as VARIABLES
from core.experiments.links import VariablesScreen
from core.landscapes.expedition import first_expedition
from core.landscapes.links import CHOICES as LANDSCAPES
from core.landscapes.links import SharedExpedition
from core.links import Shared
from core.links.descent import CHOICES as DESCENT
from core.links.fields import Field, Table, number, one_of, switch
from core.links.reader import Reader
from core.problems import PROBLEMS
from core.race.contest import CHOICES as RACE
from core.race.contest import SharedRace, first_race
from core.recording.links import CHOICES as TAPE
from core.recording.links import FIRST_EXPRESSION, TapeScreen
from core.settings import LESSON


@dataclass(frozen=True)
class Drawing:
    ink: str = "blue"
    width: float = 2.0


@dataclass(frozen=True)
class Screen:
    drawing: Drawing = Drawing()
    grid: str = "off"
    title: str = "no choice"


TABLE = Table(
    (
        Field("ink", one_of(("blue", "red")), within="drawing"),
        Field("grid", switch("off", "on")),
        Field("width", number(1, 5), within="drawing"),
    )
)
OTHER = Screen(drawing=Drawing("red", 0.1 + 3), grid="on", title="kept")


def test_a_link_has_every_choice_in_the_order_of_the_table():
    assert list(TABLE.written(Screen()).items()) == [("ink", "blue"), ("grid", "off"), ("width", "2.0")]


@pytest.mark.parametrize("screen", [Screen(), OTHER])
def test_what_a_link_or_the_controls_say_comes_back(screen):
    first = Screen(title=screen.title)
    reader = Reader(TABLE.written(screen))
    assert TABLE.read(reader, first) == screen
    assert reader.repairs == []
    for prefix in ("", "page."):
        assert TABLE.gathered(TABLE.entries(screen, prefix), first, prefix) == screen


def test_a_control_says_of_a_switch_whether_it_is_on():
    assert TABLE.entries(OTHER, "page.") == {"page.ink": "red", "page.grid": True, "page.width": 3.1}


def test_what_a_link_does_not_say_or_has_wrong_is_as_it_is_at_first():
    reader = Reader({"ink": "green", "width": "9"})
    assert TABLE.read(reader, replace(OTHER, title="first")) == Screen(Drawing("red", 5.0), "on", "first")
    assert reader.repairs == ["ink was unknown and is now red", "width was out of range and is now 5"]


def test_choices_stay_when_all_else_begins_anew():
    assert TABLE.kept(OTHER, Screen(title="anew")) == replace(OTHER, title="anew")


@pytest.mark.parametrize(
    ("table", "screen"),
    [
        (DESCENT, Shared(settings=LESSON)),
        (RACE, SharedRace(settings=first_race(PROBLEMS["parabola"]))),
        (LANDSCAPES, SharedExpedition(settings=first_expedition())),
        (VARIABLES, VariablesScreen()),
        (TAPE, TapeScreen(expression=FIRST_EXPRESSION, values=(2.0, 3.0))),
    ],
    ids=["descent", "race", "landscapes", "variables", "tape"],
)
def test_every_page_has_its_choices_where_its_table_says(table, screen):
    names = [field.name for field in table.fields]
    assert len(set(names)) == len(names)
    for field in table.fields:
        record = getattr(screen, field.within) if field.within else screen
        assert field.name in {each.name for each in fields(record)}
    assert table.read(Reader({}), screen) == screen
    assert table.gathered(table.entries(screen), screen) == screen
