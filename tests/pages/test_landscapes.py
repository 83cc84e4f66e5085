"""The Landscapes page in Streamlit's AppTest."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.landscapes.expedition import MOST_RACERS, first_expedition, first_rate, runs
from core.methods import METHODS
from core.problems import LANDSCAPES, TYPED
from core.rules import RULES
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.boxes import tell
from tests.pages.test_descent import readouts, table

MAP, LOSSES, PROFILE = 0, 1, 2


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "landscapes.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def ends(page: AppTest) -> list[tuple[float, float]]:
    """Where each path that is drawn ends."""
    paths = table(page, MAP, "paths").to_pandas().dropna()
    return [tuple(rows.iloc[-1][["x", "y"]]) for _, rows in paths.groupby("racer")]


def test_four_racers_at_first_each_drawn_to_where_its_run_ends():
    page = visit()
    settings = first_expedition()
    expected = [tuple(run.parameters[-1].tolist()) for run in runs(settings)]
    for drawn, end in zip(ends(page), expected, strict=True):
        assert drawn == pytest.approx(end, rel=1e-6)
    assert len(table(page, LOSSES, "losses")) >= 4 * 201 - 4
    assert len(page.get("vega_lite_chart")) == 3


@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_landscape_opens(name):
    page = visit(problem=name, field="on", equal="on")
    assert page.session_state["landscape.start_x"] == LANDSCAPES[name].start[0]
    assert len(table(page, MAP, "contours")) > 0
    assert len(table(page, MAP, "field")) > 0
    assert len(table(page, MAP, "minima")) == len(LANDSCAPES[name].minima)


THREE_BY_THREE = [tuple(RULES)[place : place + 3] for place in range(0, len(RULES), 3)]


@pytest.mark.parametrize("optimizers", THREE_BY_THREE, ids=" ".join)
def test_every_optimizer_runs_by_both_methods(optimizers):
    racers = [f"{optimizer}:{method}:0.01" for optimizer in optimizers for method in METHODS]
    page = visit(problem="booth", steps="20", **{f"racer_{place}": racer for place, racer in enumerate(racers, 1)})
    reached = ends(page)
    assert len(reached) == len(racers)
    for tape, manual in zip(reached[::2], reached[1::2], strict=True):
        assert tape == pytest.approx(manual, rel=1e-4)
    assert readouts(page).count("The gap of") == len(optimizers)


def test_a_link_restores_racers_view_and_step():
    page = visit(
        problem="himmelblau",
        racer_1="momentum:manual:0.005:momentum=0.8",
        racer_2="adam:tape:0.2:clipnorm=0.5",
        view="-1.0,1.0,0.0,2.0",
        selected="2",
        step="7",
        picture="surface",
    )
    assert page.session_state["landscape.0.momentum"] == 0.8
    assert page.session_state["landscape.1.clipnorm"] == 0.5
    assert page.selectbox(key="landscape.1.optimizer").value == "adam"
    assert table(page, MAP, "ground").to_pylist()[0]["x"] == -1.0
    assert "at step 7" in readouts(page)
    assert not page.warning
    tell(page, "landscape.table", values={"step": None})
    assert f"at step {page.session_state['landscape.steps']}" in readouts(page)


def test_another_problem_keeps_the_racers_and_begins_anew():
    page = visit(racer_1="lion:tape:0.2", racer_2="sgd:manual:0.3", view="-1.0,1.0,0.0,2.0")
    page.selectbox(key="landscape.problem").select("beale").run()
    assert not page.exception
    assert page.session_state["landscape.0.optimizer"] == "lion"
    assert page.session_state["landscape.1.method"] == "manual"
    assert page.session_state["landscape.1.learning_rate"] == first_rate(LANDSCAPES["beale"], "sgd")
    assert page.session_state["landscape.start_x"] == LANDSCAPES["beale"].start[0]
    assert table(page, MAP, "ground").to_pylist()[0]["x"] == LANDSCAPES["beale"].domain[0][0]


def test_another_optimizer_begins_with_its_own_numbers():
    page = visit(problem="booth", racer_1="momentum:tape:0.2:momentum=0.3")
    page.selectbox(key="landscape.0.optimizer").select("rmsprop").run()
    assert not page.exception
    assert page.session_state["landscape.0.momentum"] == 0.0
    assert page.session_state["landscape.0.learning_rate"] == first_rate(LANDSCAPES["booth"], "rmsprop")
    assert page.checkbox(key="landscape.0.centered").value is False


def test_decay_and_clipping_are_switched_on_for_one_racer_alone():
    page = visit(problem="booth", racer_1="sgd:tape:0.1", racer_2="sgd:tape:0.1")
    before = ends(page)
    page.selectbox(key="landscape.0.clipping").select("global_clipnorm").run()
    page.checkbox(key="landscape.0.decays").check().run()
    assert not page.exception
    after = ends(page)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_a_formula_is_minimised_and_a_draft_that_is_none_leaves_the_last_map():
    page = visit(problem=TYPED, loss="(x - 1)**2 + 3*y**2")
    assert table(page, MAP, "minima").to_pylist()[0] == pytest.approx(
        {"x": 1, "y": 0, "loss": 0, "lowest": True, "flat": False}
    )
    before = ends(page)
    page.session_state["landscape.loss.refused"] = {"text": "x +", "position": 3, "sentence": "Something is missing."}
    page.run()
    assert not page.exception
    assert ends(page) == before
    page.selectbox(key="landscape.problem").select("booth").run()
    assert "landscape.loss.refused" not in page.session_state


def test_edges_that_are_none_are_said_and_the_last_map_stays():
    page = visit(problem=TYPED, loss="x**2 + y**2")
    tell(page, "landscape.x_from.box", value=9.0)
    assert "9 is above 5" in readouts(page)
    assert table(page, MAP, "ground").to_pylist()[0]["x"] == -5.0
    tell(page, "landscape.x_from.box", value=-2.0)
    assert 'class="complaint"' not in readouts(page)
    assert table(page, MAP, "ground").to_pylist()[0]["x"] == -2.0


def test_a_draft_is_taken_as_soon_as_the_map_has_a_place_for_it():
    page = visit(problem=TYPED, loss="x**2 + y**2")
    page.session_state["landscape.loss.refused"] = {"text": " sqrt(x - 7) + y**2", "position": 0, "sentence": "No."}
    tell(page, "landscape.y_to.box", value=4.0)
    assert not page.exception
    assert page.session_state["landscape.loss"] == "x**2 + y**2"
    assert "landscape.loss.refused" in page.session_state
    tell(page, "landscape.x_to.box", value=9.0)
    assert not page.exception
    assert page.session_state["landscape.loss"] == "sqrt(x - 7) + y**2"
    assert "landscape.loss.refused" not in page.session_state


def test_your_own_formula_begins_with_the_landscape_on_screen():
    page = visit(problem="rosenbrock")
    page.selectbox(key="landscape.problem").select(TYPED).run()
    assert not page.exception
    assert page.session_state["landscape.loss"] == LANDSCAPES["rosenbrock"].loss
    ground = table(page, MAP, "ground").to_pylist()[0]
    assert ((ground["x"], ground["x2"]), (ground["y"], ground["y2"])) == LANDSCAPES["rosenbrock"].domain


def test_another_map_of_a_formula():
    page = visit(problem=TYPED, loss="x**2 + y**2")
    tell(page, "landscape.x_to.box", value=1.0)
    assert not page.exception
    assert table(page, MAP, "ground").to_pylist()[0]["x2"] == 1.0


def test_a_bad_link_is_repaired_and_said():
    page = visit(
        problem="<b>", racer_1="sgd:tape:x", racer_2="nobody", view="1,2", selected="9", step="-4", steps="1e9"
    )
    (warning,) = page.warning
    assert "problem was unknown" in warning.value
    assert "view was no part of the map" in warning.value
    assert "racer_2 had an unknown optimizer" in warning.value
    assert "<b>" not in warning.value
    assert "nobody" not in warning.value


def test_theory_of_a_bowl_stands_beside_what_was_measured():
    page = visit(problem="bowl_10", racer_1="sgd:tape:1.0", dtype="float64")
    said = readouts(page)
    for number in ("<dd>10</dd>", "<dd>2</dd>", "<dd>1.818</dd>", "<dd>0.8182</dd>", "<dd>0.5195</dd>"):
        assert number in said
    assert "<td>0.9</td><td>0.9</td>" in said


def test_reset_puts_the_sliders_back_and_keeps_who_races():
    page = visit(problem="booth", racer_1="adam:tape:3.0:beta_1=0.5", start_x="1.0", steps="7")
    page.button(key="landscape.reset").click().run()
    assert not page.exception
    assert page.session_state["landscape.0.optimizer"] == "adam"
    assert page.session_state["landscape.0.beta_1"] == 0.9
    assert page.session_state["landscape.start_x"] == LANDSCAPES["booth"].start[0]
    assert page.session_state["landscape.steps"] == LANDSCAPES["booth"].steps


def choosing() -> None:
    import streamlit as st

    from pages.shared.landscapes.choices import choose_racer
    from pages.shared.landscapes.state import LANDSCAPE

    LANDSCAPE.begin()
    for sent in st.session_state["messages"]:
        choose_racer(*sent)
    st.session_state["result"] = LANDSCAPE.current()


@pytest.mark.parametrize(
    ("messages", "racers", "selected"),
    [
        ([("add", None)], ["sgd", "momentum", "adam", "adam", "nesterov"], 4),
        ([("remove", 0)], ["momentum", "adam", "adam"], 0),
        ([("select", 2), ("remove", 0)], ["momentum", "adam", "adam"], 1),
        ([("remove", 0)] * 9, ["adam"], 0),
        ([("select", 5), ("remove", 5), ("select", None)], ["sgd", "momentum", "adam", "adam"], 0),
    ],
)
def test_racers_are_selected_added_and_removed(messages, racers, selected):
    page = AppTest.from_function(choosing, default_timeout=PATIENCE_S)
    page.session_state["messages"] = messages
    page.run()
    assert not page.exception
    shared = page.session_state["result"]
    assert [racer.optimizer for racer in shared.settings.racers] == racers
    assert shared.selected == selected


def test_there_are_never_more_racers_than_colours():
    page = AppTest.from_function(choosing, default_timeout=PATIENCE_S)
    page.session_state["messages"] = [("add", None)] * 9
    page.run()
    assert len(page.session_state["result"].settings.racers) == MOST_RACERS


def test_the_specification_of_the_map_knows_nothing_of_the_start():
    one, other = visit(start_x="0.5"), visit(start_x="-0.5")
    specs = [page.get("vega_lite_chart")[MAP].proto.spec for page in (one, other)]
    assert json.loads(specs[0]) == json.loads(specs[1])


def test_a_formula_of_a_link_that_is_none_stays_in_its_box_and_what_is_said_of_it_keeps_its_stars():
    page = visit(problem="typed", loss="x +")
    assert page.session_state["landscape.loss.refused"]["text"] == "x +"
    (warning,) = page.warning
    assert r"sin(x)\*cos(y) + (x\*\*2 + y\*\*2) / 20" in warning.value
