"""The Descent page in Streamlit's AppTest: what is drawn and said for a link."""

import json

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from core.comparison import compare_methods
from core.problems import PROBLEMS
from core.settings import LESSON
from tests.conftest import ROOT


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "descent.py"), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def table(page: AppTest, chart: int, name: str) -> pa.Table:
    for dataset in page.get("vega_lite_chart")[chart].proto.datasets:
        if dataset.name == name:
            return pa.ipc.open_stream(dataset.data.data).read_all()
    raise AssertionError(f"no table {name}")


def readouts(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_the_lesson_is_the_first_thing_seen(numbers):
    page = visit()
    assert readouts(page).count(repr(numbers["lesson"]["final_loss_tape"])) == 2
    assert "bit for bit the same" in readouts(page)
    assert "converged" in readouts(page)
    assert len(page.get("vega_lite_chart")) == 3


def test_the_numbers_drawn_are_the_numbers_computed():
    page = visit()
    drawn = table(page, 0, "tape")["height"].to_pylist()
    assert drawn == [float(loss) for loss in compare_methods(LESSON).runs["tape"].loss]


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_has_a_page(name):
    page = visit(problem=name)
    assert page.selectbox(key="problem").value == name
    assert len(table(page, 0, "manual")) == PROBLEMS[name].steps + 1
    assert PROBLEMS[name].look_for in [caption.value for caption in page.caption]


def test_every_chart_has_a_description():
    for chart in visit().get("vega_lite_chart"):
        spec = json.loads(chart.proto.spec)
        assert "chart of" in (chart.proto.alt or spec.get("description", ""))


def test_a_specification_stays_while_a_slider_moves():
    specs = [[c.proto.spec for c in visit(learning_rate=rate).get("vega_lite_chart")] for rate in ("0.1", "0.7")]
    assert specs[0] == specs[1]


def test_the_live_sliders_values_come_from_the_session():
    page = visit()
    page.session_state["learning_rate"] = 0.3
    page.run()
    assert repr(float(compare_methods(_lesson(learning_rate=0.3)).final_loss("tape"))) in readouts(page)


def test_choosing_a_problem_puts_the_sliders_where_it_begins():
    page = visit(learning_rate="3.0")
    page.selectbox(key="problem").select("double_well").run()
    assert page.session_state["learning_rate"] == PROBLEMS["double_well"].learning_rate
    assert page.session_state["start"] == PROBLEMS["double_well"].start[0]


def test_reset_puts_the_sliders_back_and_keeps_the_rest():
    page = visit(learning_rate="3.0", steps="7", dtype="float64", scale="linear")
    page.sidebar.button[0].click().run()
    state = page.session_state
    assert (state["learning_rate"], state["steps"]) == (0.1, 50)
    assert (state["dtype"], state["scale"]) == ("float64", "linear")


def test_a_bad_link_is_repaired_and_said_in_one_line():
    page = visit(problem="<script>", learning_rate="1e9", dtype="float32", steps="x")
    (warning,) = page.warning
    assert "problem was unknown" in warning.value
    assert "learning_rate was out of range and is now 100" in warning.value
    assert "<script>" not in warning.value


def test_past_the_limit_the_explosion_is_named():
    page = visit(learning_rate="2.1")
    assert "diverged" in readouts(page)
    assert "overflow of float32 at step 37" in readouts(page)
    assert table(page, 0, "tape")["height"].null_count == 51 - 37


@pytest.mark.parametrize("steps", ["0", "1", "2", "1000"])
@pytest.mark.parametrize("rate", ["0.0001", "100"])
@pytest.mark.parametrize("scale", ["log", "linear"])
def test_the_corners_of_the_controls(steps, rate, scale):
    visit(steps=steps, learning_rate=rate, scale=scale, dtype="float16")


def _lesson(**changes):
    from dataclasses import replace

    return replace(LESSON, **changes)
