"""What is offered to download, by the names of the files and by what stands in them."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.descent import export as descent
from core.landscapes import export as landscapes
from core.landscapes.links import from_query as expedition_of
from core.links import from_query as descent_of
from core.race import export as race
from core.race.contest import from_query as race_of
from pages.shared.takeaway import file_name
from tests.conftest import PATIENCE_S, ROOT


@pytest.fixture
def offered(monkeypatch):
    """Opens a page's popovers and gives the files that it offers, by name."""
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.update({name: data}))

    def visit(page: str, opened: tuple[str, ...], **query: str) -> dict[str, str]:
        app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE_S)
        for key, value in query.items():
            app.query_params[key] = value
        for popover in opened:
            app.session_state[popover] = True
        app.run()
        assert not app.exception
        return files

    return visit


def test_descent(offered):
    query = {"problem": "double_well", "optimizer": "adam", "learning_rate": "0.25"}
    files = offered("descent", ("code", "descent.data"), **query)
    settings = descent_of(query)[0].settings
    name = "descent-double_well-adam-0.25"
    assert list(files) == [f"{name}.py", f"{name}.ipynb", f"{name}-runs.csv"]
    assert files[f"{name}.py"] == descent.script(settings)
    assert files[f"{name}.ipynb"] == descent.as_notebook(settings)


def test_compare(offered):
    query = {"problem": "steep", "rate_lion": "0.1", "method": "manual"}
    files = offered("compare", ("race.code", "race.data"), **query)
    settings = race_of(query)[0].settings
    assert list(files) == ["compare-steep.py", "compare-steep.ipynb", "compare-steep-runs.csv"]
    assert files["compare-steep.py"] == race.script(settings)
    assert files["compare-steep.ipynb"] == race.as_notebook(settings)


def test_landscapes(offered):
    query = {"problem": "himmelblau"}
    files = offered("landscapes", ("landscape.code", "landscape.data"), **query)
    settings = expedition_of(query)[0].settings
    name = "landscape-himmelblau"
    assert list(files) == [f"{name}.py", f"{name}.ipynb", f"{name}-steps.csv"]
    assert files[f"{name}.py"] == landscapes.script(settings)
    assert files[f"{name}.ipynb"] == landscapes.as_notebook(settings)


def test_tape(offered):
    (name,) = offered("tape", ("tape.data",))
    assert name.startswith("tape-")
    assert name.endswith("-operations.csv")


def test_a_files_name_has_no_sign_that_a_system_refuses():
    assert file_name("descent", "parabola", "sgd", 0.1, "loss function") == "descent-parabola-sgd-0.1-loss-function"
    assert file_name("descent", 1e12, 1e-12) == "descent-1e12-1e-12"
    assert file_name("a b/c", 'd:\\"e"') == "a-bc-de"
