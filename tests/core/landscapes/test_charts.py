import json
from dataclasses import replace

import pytest

from core.landscapes.charts import looks, losses_chart, map_chart, profile_chart, written
from core.landscapes.expedition import MOST_RACERS, first_racer
from core.landscapes.map_tables import map_tables, profile_tables, whole_map
from core.landscapes.profile import profile
from core.landscapes.tables import loss_tables
from core.problems import LANDSCAPES
from core.settings import SCALES
from tests.core.landscapes.by_hand import expedition_by_hand
from tests.core.specs import assert_draws

METHODS = ("tape", "tape", "manual", "tape")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_picture_is_valid_and_names_exactly_the_tables_it_is_given(name, dark):
    problem = LANDSCAPES[name]
    settings = expedition_by_hand(problem)
    losses, whole = loss_tables(settings, "log"), whole_map(problem)
    for spec, tables in (
        (map_chart(whole, METHODS, dark), map_tables(settings, None, dark, True)),
        (losses_chart(METHODS, "log", False, dark), {key: losses[key] for key in ("losses", "dots", "extent", "end")}),
        (profile_chart(METHODS, dark), profile_tables(settings, profile(settings, 0, 0))),
    ):
        assert_draws(spec, tables)
        assert "transform" not in json.dumps(spec)


def fields(spec) -> set[str]:
    if isinstance(spec, dict):
        here = {spec["field"]} if isinstance(spec.get("field"), str) else set()
        return here.union(*map(fields, spec.values()))
    return set().union(*map(fields, spec)) if isinstance(spec, list) else set()


def test_every_column_that_is_drawn_is_sent():
    settings = expedition_by_hand()
    tables = map_tables(settings, None, False, True)
    sent = {column for table in tables.values() for column in table.schema.names}
    assert fields(map_chart(whole_map(settings.problem), METHODS, False)) <= sent


def test_the_map_begins_with_all_of_it_and_can_be_told_another_part():
    spec = map_chart((-2.0, 2.0, -1.0, 3.0), METHODS, False)
    (view,) = [each for each in spec["params"] if each["name"] == "view"]
    assert view["value"] == "-2.0 2.0 -1.0 3.0" == written((-2.0, 2.0, -1.0, 3.0))
    assert view["bind"]["input"] == "text"
    assert "split(view, ' ')[3]" in json.dumps(spec)


def test_a_specification_is_built_once_and_knows_nothing_of_the_start():
    assert map_chart((0.0, 1.0, 0.0, 1.0), METHODS, False) is map_chart((0.0, 1.0, 0.0, 1.0), METHODS, False)
    assert losses_chart(METHODS, "log", True, True) is losses_chart(METHODS, "log", True, True)


@pytest.mark.parametrize("dark", [False, True])
def test_six_racers_differ_in_colour_and_in_dash_and_methods_in_width(dark):
    drawn = looks(("tape", "manual") * 3, dark)
    assert len(drawn) == MOST_RACERS
    assert len({look["color"] for look in drawn}) == len({str(look["dash"]) for look in drawn}) == MOST_RACERS
    assert drawn[0]["width"] > drawn[1]["width"]


@pytest.mark.parametrize("scale", SCALES)
def test_the_losses_say_what_they_count_from(scale):
    spec = json.dumps(losses_chart(METHODS, scale, scale == "log", False))
    assert ("above the lowest minimum" in spec) == (scale == "log")


def test_a_racer_more_is_another_line_in_another_look():
    settings = expedition_by_hand()
    more = replace(settings, racers=(*settings.racers, first_racer(settings.problem, "lion")))
    assert map_tables(more, None, False, False)["paths"]["racer"].to_pylist()[-1] == 4
