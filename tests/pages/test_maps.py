"""The Maps page in Streamlit's AppTest."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.atlas.cells import cell_settings
from core.atlas.links import DOUBLING, GRID, SWEEP, TYPED_OF_TWO, from_query
from core.atlas.places import PLACES
from core.atlas.shown import identity
from core.pictures.looks import RAMP
from core.problems import TYPED
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.boxes import components, tell


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "maps.py"), default_timeout=PATIENCE_S)
    for key, value in {"cells": "64", **query}.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> dict:
    """What the map's component was told."""
    return json.loads(components(page)["map"].json)


def sliders(page: AppTest) -> list[str]:
    return [slider["name"] for slider in json.loads(components(page)["map.sliders"].json)["sliders"]]


def look(page: AppTest, *window: float) -> AppTest:
    return tell(page, "map", values={"window": list(window)})


def test_at_first_the_rate_lies_across_and_the_start_up_and_the_steps_are_a_slider():
    page = visit()
    assert (shown(page)["across"]["name"], shown(page)["up"]["name"]) == ("learning_rate", "w")
    assert sliders(page) == ["map.steps"]


@pytest.mark.parametrize("name", PLACES)
def test_every_place_opens_with_its_own_map(name):
    page = visit(**dict(PLACES[name].query))
    expected, _ = from_query({**dict(PLACES[name].query), "cells": "64"})
    assert shown(page)["id"] == identity(expected, dark=False)
    assert shown(page)["said"]


def test_what_is_no_axis_is_a_slider_and_moving_it_makes_another_map():
    page = visit(problem="himmelblau", optimizer="momentum", across="learning_rate", up="momentum")
    assert sliders(page) == ["map.start_x", "map.start_y", "map.steps"]
    before = shown(page)["id"]
    tell(page, "map.sliders", values={"map.start_x": 3.0})
    assert page.session_state["map.start_x"] == 3.0
    assert shown(page)["id"] != before


def test_looking_closer_sets_the_ends_and_all_of_it_comes_back():
    page = visit()
    assert shown(page)["whole"]
    look(page, 0.01, 0.1, -1.0, 1.0)
    look(page, 0.02, 0.05, 0.0, 0.5)
    assert (shown(page)["across"]["low"], shown(page)["up"]["high"]) == (0.02, 0.5)
    assert not shown(page)["whole"]
    tell(page, "map", values={"window": None})
    assert (shown(page)["across"]["low"], shown(page)["up"]["high"]) == (0.001, 2.2)


@pytest.mark.parametrize("window", [[1, 1, 0, 1], [2, 1, 0, 1], [0, 1, 0], "all", [None, 1, 2, 3], [True, 1, 2, 3]])
def test_a_window_that_is_none_changes_nothing(window):
    page = visit()
    before = shown(page)["id"]
    tell(page, "map", values={"window": window})
    assert shown(page)["id"] == before


def test_the_pieces_of_a_map_come_as_they_are_asked_for_and_those_of_another_do_not():
    page = visit(steps="3000")
    name, count = shown(page)["id"], shown(page)["pieces"]
    assert count > 2
    tell(page, "map", values={"piece": [name, 2]})
    assert shown(page)["piece"]["index"] == 2
    tell(page, "map", values={"piece": ["another", 1]})
    assert shown(page)["piece"]["index"] == 0
    tell(page, "map", values={"piece": [name, count]})
    assert shown(page)["piece"]["index"] == 0


def test_the_cell_that_is_pointed_at_stands_beside_the_map():
    page = visit()
    tell(page, "map.pointer", values={"cell": [60, 32]})
    settings = cell_settings(from_query({"cells": "64"})[0], 60, 32)
    assert settings is not None
    text = " ".join(html.proto.body for html in page.get("html"))
    assert "The run of this cell" in text
    assert f"{settings.learning_rate:.6g}" in text
    assert page.button(key="map.open").label == "Open in Descent"


def test_the_other_axis_makes_room_for_the_one_that_is_chosen():
    page = visit()
    page.selectbox(key="map.up").select("learning_rate").run()
    assert (page.session_state["map.across"], page.session_state["map.up"]) == ("w", "learning_rate")
    assert not page.exception


@pytest.mark.parametrize("problem", ["rosenbrock", "parabola", TYPED, TYPED_OF_TWO])
@pytest.mark.parametrize("kind", [GRID, SWEEP, DOUBLING])
def test_another_problem_begins_anew_whatever_the_picture(problem, kind):
    page = visit(kind=kind)
    page.selectbox(key="map.problem").select(problem).run()
    assert not page.exception
    two = problem in ("rosenbrock", TYPED_OF_TWO)
    assert page.session_state["map.kind"] == (GRID if two and kind == DOUBLING else kind)
    assert shown(page)["said"]


def test_a_typed_loss_is_mapped_and_one_that_cannot_be_read_stays_in_its_box():
    page = visit(problem=TYPED, loss="w^2")
    tell(page, "map.loss.box", text="w^4 - w^2")
    assert page.session_state["map.loss"] == "w^4 - w^2"
    before = shown(page)["id"]
    tell(page, "map.loss.box", text="w^4 -")
    assert shown(page)["id"] == before
    assert json.loads(components(page)["map.loss.box"].json)["problem"]["sentence"]


def test_another_optimizer_leaves_no_axis_that_it_does_not_have():
    page = visit(optimizer="momentum", across="momentum", up="w")
    page.selectbox(key="map.optimizer").select("adam").run()
    assert not page.exception
    assert shown(page)["across"]["name"] == "learning_rate"


def test_ends_that_are_typed_move_the_other_one_out_of_the_way():
    page = visit()
    tell(page, "map.across_from.box", value=5.0)
    assert (shown(page)["across"]["low"], shown(page)["across"]["high"]) == (5.0, 6.0)
    tell(page, "map.across_to.box", value=0.5)
    assert (shown(page)["across"]["low"], shown(page)["across"]["high"]) == (0.001, 0.5)


def test_reset_puts_everything_back():
    page = visit(optimizer="momentum", momentum="0.5", steps="70", across="momentum", up="w")
    page.button(key="map.reset").click().run()
    assert not page.exception
    assert page.session_state["map.momentum"] == 0.9
    assert shown(page)["across"]["name"] == "learning_rate"


def test_presented_the_map_stands_alone():
    page = visit(present="1")
    assert "map.tries" not in components(page)
    assert shown(page)["id"]


@pytest.mark.parametrize("paint", ["loss", "steps", "factor"])
def test_a_saved_map_of_numbers_has_their_ramp_in_its_legend(paint):
    page = visit(paint=paint)
    page.session_state["map.pictures"] = True
    page.run()
    whole = json.loads(components(page)["map.picture_files"].json)["pictures"][0]
    ramp, other = whole["legend"]
    assert ramp["ramp"] == list(RAMP)
    assert " to " in ramp["title"]
    assert other["color"]


def test_a_map_has_its_sides_back_after_a_look_at_the_last_places():
    page = visit(optimizer="momentum", up="momentum", up_from="0.2", up_to="0.8")
    page.radio(key="map.kind").set_value(DOUBLING).run()
    assert shown(page)["up"]["name"] == "w"
    page.radio(key="map.kind").set_value(GRID).run()
    up = shown(page)["up"]
    assert (up["name"], up["low"], up["high"]) == ("momentum", 0.2, 0.8)
    assert not page.exception


def test_the_parameter_is_back_across_after_a_look_at_the_last_places():
    page = visit(across="w", up="learning_rate")
    page.radio(key="map.kind").set_value(DOUBLING).run()
    assert (shown(page)["across"]["name"], shown(page)["up"]["name"]) == ("learning_rate", "w")
    page.radio(key="map.kind").set_value(GRID).run()
    assert (shown(page)["across"]["name"], shown(page)["up"]["name"]) == ("w", "learning_rate")
