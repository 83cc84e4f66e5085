"""A page that is presented: what is played with alone, by a press or by a link."""

import pytest
from streamlit.testing.v1 import AppTest

from pages import PAGES
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.test_descent import readouts


def visit(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", [page.file for page in PAGES])
def test_a_press_leaves_what_is_played_with_and_another_brings_the_page_back(page):
    app = visit(page)
    charts, buttons = len(app.get("vega_lite_chart")), len(app.button)
    app.button(key="present").click().run()
    assert not app.exception
    assert app.session_state["presented"] is True
    assert [button.label for button in app.button] == ["End"]
    assert not app.title
    assert not app.sidebar.children
    assert len(app.get("vega_lite_chart")) <= min(charts, 2)
    app.button(key="present").click().run()
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == charts
    assert len(app.button) == buttons


def test_what_was_chosen_stays_while_its_controls_are_not_there():
    app = visit("descent", problem="double_well", optimizer="adam", present="1")
    app.button(key="present").click().run()
    assert app.selectbox(key="problem").value == "double_well"
    assert app.selectbox(key="optimizer").value == "adam"


def test_a_link_presents_a_page_and_what_it_says_otherwise_is_repaired():
    app = visit("compare", present="1")
    assert [button.label for button in app.button] == ["End"]
    assert "1. " in readouts(app)
    app = visit("compare", present="perhaps")
    (warning,) = app.warning
    assert "present was unknown and is now 0" in warning.value
    assert len(app.button) > 1
