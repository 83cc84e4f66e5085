"""The Tape page in Streamlit's AppTest: what is recorded, drawn and said for a link."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.experiments.none import CAUSES
from core.experiments.tapes import MORE
from core.recording.expressions import EXPRESSIONS
from core.recording.graphs import dot
from core.recording.record import record
from core.recording.table import tape_table
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.boxes import tell


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "tape.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def graph(page: AppTest) -> str:
    (chart,) = page.get("graphviz_chart")
    assert "Computation graph" in chart.proto.alt
    return chart.proto.spec


def component(page: AppTest, key: str) -> dict:
    (found,) = [each.proto for each in page.get("bidi_component") if f"-{key}" in each.proto.id]
    return json.loads(found.json)


def text(page: AppTest) -> str:
    return " ".join(element.value for element in [*page.markdown, *page.caption, *page.code])


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_tape_on_screen_is_the_recording(name):
    expression = EXPRESSIONS[name]
    page = visit(expression=name)
    recording = record(expression, expression.start)
    assert graph(page) == dot(recording)
    for key in ("tape.steps", "tape.rows"):
        assert tape_table(recording, "float32").items() <= component(page, key).items()
    assert component(page, "tape.steps")["source"] == expression.source


def test_three_answers_for_each_variable():
    page = visit(expression="surface", dtype="float64")
    (table,) = [each.value for each in page.markdown if "central difference" in each.value]
    rows = table.splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == ["$x$", "$y$"]
    assert "`35.70522002708046`" in rows[0]
    assert r"2 x \left(x y + \sin{\left(x \right)}\right)" in rows[1]


def test_the_sliders_values_come_from_the_session():
    page = visit(expression="square")
    page.session_state["tape.value.w"] = 3.0
    page.run()
    assert component(page, "tape.steps")["variables"][0]["gradient"] == "6.0"


def test_choosing_an_expression_starts_it_over():
    page = visit(expression="surface", x="-1.5")
    page.button_group(key="tape.expression").set_value("micrograd").run()
    assert not page.exception
    assert [each["value"] for each in component(page, "tape.steps")["variables"]] == ["-4.0", "2.0"]
    page.button_group(key="tape.expression").set_value("surface").run()
    assert component(page, "tape.steps")["variables"][0]["value"] == "2.0"


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_runs_once_it_was_predicted(name):
    page = visit(cause=name)
    assert "Predict first" in text(page)
    before = len(page.code)
    page.button_group(key=f"tape.guess.{name}").set_value("an error").run()
    assert not page.exception
    assert len(page.code) == before + 3
    verdict = "**Right: an error.**" if name == "twice" else "**Not quite: None.**"
    assert verdict in text(page)
    assert f"{1 if name == 'twice' else 0} of 1 predicted right, 9 to go." in text(page)


@pytest.mark.parametrize("name", MORE)
def test_every_topic_has_its_output(name):
    page = visit(more=name)
    assert MORE[name].lesson in text(page)
    assert "tf.Tensor(" in page.code[-1].value


def test_the_branch_is_the_visitors_choice():
    page = visit(more="control_flow")
    assert page.code[-1].value.splitlines()[1] == "None"
    tell(page, "tape.branch.box", value=-2.0)
    assert page.code[-1].value.splitlines()[0] == "None"
    page.button_group(key="tape.more").set_value("nested").run()
    page.button_group(key="tape.more").set_value("control_flow").run()
    assert page.session_state["tape.branch"] == -2.0


def test_a_bad_link_is_repaired_and_said_in_one_line():
    page = visit(expression="<script>", x="1e9", dtype="float32", cause="<b>")
    (warning,) = page.warning
    assert "expression was unknown" in warning.value
    assert "x was out of range and is now 5" in warning.value
    assert "<" not in warning.value


@pytest.mark.parametrize("name", EXPRESSIONS)
@pytest.mark.parametrize("corner", [0, 1])
def test_the_corners_of_the_sliders(name, corner):
    values = {each.name: repr(each.limits[corner]) for each in EXPRESSIONS[name].variables}
    visit(expression=name, **values)
