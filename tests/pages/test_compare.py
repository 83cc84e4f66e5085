"""The Compare page in Streamlit's AppTest."""

from html import escape

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from core.pictures.qr import qr_code
from core.problems import PROBLEMS
from core.race.contest import TRIALS, fair, first_race, from_query
from core.race.export import script
from pages.shared import takeaway
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.test_descent import readouts, table


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def names(drawn: pa.Table) -> list[str]:
    return list(dict.fromkeys(drawn["name"].to_pylist()))


def test_four_optimizers_at_first_in_one_chart_and_one_ranking():
    page = visit()
    assert names(table(page, 0, "race")) == ["SGD", "Momentum", "RMSprop", "Adam"]
    ranking = next(html.proto.body for html in page.get("html") if "Place" in html.proto.body)
    assert ranking.count("<th scope='row'>") == 4
    assert len(page.get("vega_lite_chart")) == 1


def test_a_link_chooses_who_races_and_how_fast():
    page = visit(rate_lion="0.25", rate_sgd="0.5", problem="steep", steps="7")
    assert page.multiselect(key="race.racers").value == ["lion", "sgd"]
    assert page.session_state["race.rate_lion"] == 0.25
    assert len(table(page, 0, "race")) == 2 * 8


def test_the_fair_race_sets_every_learning_rate_and_says_what_it_did():
    page = visit()
    page.button(key="race.fair").click().run()
    assert not page.exception
    settings = first_race(PROBLEMS["parabola"])
    for optimizer, rate in fair(settings).racers:
        assert page.session_state[f"race.rate_{optimizer}"] == rate
    # Adam's best is 10, the largest: everybody tries the next one, too.
    assert f"ran {4 * (len(TRIALS) + 1)} descents by hand, each of 50 gradient evaluations" in readouts(page)
    assert len(page.get("vega_lite_chart")) == 2


def test_a_fair_races_result_stays_until_something_changes_that_it_depends_on():
    page = visit()
    page.button(key="race.fair").click().run()
    for key, value in (("race.rate_sgd", 0.05), ("race.scale", "linear"), ("share", True)):
        page.session_state[key] = value
        page.run()
        assert len(page.get("vega_lite_chart")) == 2
    page.session_state["race.steps"] = 60
    page.run()
    assert len(page.get("vega_lite_chart")) == 1


def test_a_best_rate_at_an_end_is_said_and_all_try_further():
    page = visit(rate_adadelta="1", rate_sgd="0.1")
    page.button(key="race.fair").click().run()
    said = readouts(page)
    assert (
        "A best rate lay at an end of 0.001 to 10, so all tried 8 more; beyond it Adadelta may do better still." in said
    )
    assert f"ran {2 * (len(TRIALS) + 8)} descents" in said


def test_a_fair_race_of_which_nothing_can_be_drawn_says_so():
    page = visit(start="0", steps="3")
    page.button(key="race.fair").click().run()
    assert len(page.get("vega_lite_chart")) == 1
    assert "no picture of them" in page.caption[-1].value


def test_without_a_racer_the_plainest_runs_and_what_to_do_is_said():
    page = visit()
    page.multiselect(key="race.racers").set_value([]).run()
    assert not page.exception
    assert names(table(page, 0, "race")) == ["SGD"]
    assert "Choose up to 6 optimizers in the sidebar." in page.info[0].value


def test_another_problem_keeps_the_racers():
    page = visit(rate_lion="0.25", rate_adam="0.5", dtype="float64")
    page.selectbox(key="race.problem").select("double_well").run()
    assert not page.exception
    assert page.multiselect(key="race.racers").value == ["lion", "adam"]
    assert page.session_state["race.start"] == PROBLEMS["double_well"].start[0]
    assert page.session_state["race.rate_lion"] == PROBLEMS["double_well"].learning_rate
    assert page.session_state["race.dtype"] == "float64"


def test_a_bad_link_is_repaired_and_said():
    (warning,) = visit(problem="<b>", rate_sgd="x", steps="1e9").warning
    assert "problem was unknown" in warning.value
    assert "rate_sgd was not a number" in warning.value
    assert "<b>" not in warning.value


def test_code_is_the_script_of_the_race_on_screen():
    page = visit(rate_lion="0.25", method="manual")
    page.session_state["race.code"] = True
    page.run()
    shared, _ = from_query({"rate_lion": "0.25", "method": "manual"})
    assert page.code[0].value == script(shared.settings).strip()


def test_the_link_is_there_to_scan_while_it_is_short_enough(monkeypatch):
    page = visit()
    page.session_state["share"] = True
    page.run()
    shown = qr_code(page.code[0].value)
    assert shown
    assert any(
        escape(shown.source) in html.proto.body and 'alt="QR code' in html.proto.body for html in page.get("html")
    )
    monkeypatch.setattr(takeaway, "qr_code", {}.get)
    page.run()
    assert "too long for a QR code" in page.caption[0].value
    assert not any("QR code" in html.proto.body for html in page.get("html"))
