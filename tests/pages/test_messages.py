"""Whatever a browser sends in the place of a message: nothing is raised, and no setting changes."""

import json
import math
import re
from itertools import zip_longest
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages import PAGES
from tests.conftest import PATIENCE_S, ROOT
from tests.pages.boxes import components, post

KEPT = [f"{name}.last" for name in ("descent", "race", "landscape", "variables", "tape")] + ["landscape.seen"]
# Names under which our components send, and what must not come under any of them.
NAMES = ("sent", "gone_to", "turn")
NEVER: list[Any] = [
    None,
    True,
    -1,
    0.5,
    math.nan,
    math.inf,
    10**400,
    "x",
    [],
    {},
    {"turn": 1},
    {"values": None, "text": None, "value": None, "query": 5, "what": None, "racer": None, "turn": 2},
    {"values": {}, "text": "secret", "value": 1, "query": "steps=7", "what": "add", "racer": None, "turn": "x"},
    {"values": [5], "text": ["w"], "value": "1", "query": ["steps=7"], "what": "select", "racer": True, "turn": 3},
    {"values": "x", "text": {"w": 1}, "value": True, "query": {}, "what": ["add"], "racer": None, "turn": 4},
    {"values": {}, "text": 10**400, "value": math.inf, "query": True, "what": "sell", "racer": 1, "turn": 5},
    {"values": {}, "text": True, "value": 10**400, "query": math.nan, "what": "remove", "racer": 6, "turn": 6},
    {"values": {}, "text": math.nan, "value": math.nan, "query": 0, "what": "remove", "racer": -1, "turn": 7},
    {"values": {}, "text": 0, "value": 1e300, "query": [], "what": "remove", "racer": 0.0, "turn": 8},
]
# What must not come for any slider, nor for the map or its step.
NO_VALUES: list[Any] = [None, True, "0.5", [], [1], {"value": 1}, math.nan, math.inf, -math.inf, 10**400]
NO_PARTS: list[Any] = [
    [0, 1, 0],
    [1, 0, 0, 1],
    [0, 0, 0, 0],
    [0, True, 0, 1],
    [0, "1", 0, 1],
    [0, math.inf, 0, 1],
    [0, 10**400, 0, 1],
    [0, math.nan, 0, 1],
    [0, 1e-13, 0, 1],
    [-1e308, -1e307, 0, 1],
    {"0": 0},
]


def visit(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE_S)
    if page == "landscapes":
        # The edges of a typed landscape stand in boxes of their own.
        app.query_params["problem"] = "typed"
    app.run()
    assert not app.exception
    return app


def settings(app: AppTest) -> list[Any]:
    """What the page shown says now, and what of a map is seen."""
    return [app.session_state[key] for key in KEPT if key in app.session_state]


def refused(caplog: pytest.LogCaptureFixture) -> list[str]:
    said = [line for name, _, line in caplog.record_tuples if name == "descent_lab"]
    assert all(line.startswith("what a browser sent: ") and "\n" not in line for line in said)
    assert not any("secret" in line for line in said)
    return said


def named(app: AppTest) -> set[str]:
    return {each.component_name for each in components(app).values()}


@pytest.mark.parametrize("page", [page.file for page in PAGES])
def test_no_message_of_another_form_ends_a_page_or_changes_a_setting(page, caplog):
    app = visit(page)
    before = settings(app)
    for sent in NEVER:
        caplog.clear()
        post(app, {key: dict.fromkeys(NAMES, sent) for key in components(app)})
        assert settings(app) == before, sent
        # A line for each at most; None is what Streamlit takes for nothing.
        assert (sent is not None) <= len(refused(caplog)) <= len(components(app))


@pytest.mark.parametrize("page", ["descent", "compare", "landscapes", "tape"])
def test_a_slider_takes_nothing_but_numbers_within_its_limits(page):
    app = visit(page)
    before = settings(app)
    found = {key: each for key, each in components(app).items() if "sliders" in key}
    assert found
    for turn, value in enumerate(NO_VALUES):
        messages = {}
        for key, each in found.items():
            names = [slider["name"] for slider in json.loads(each.json)["sliders"]]
            messages[key] = {"sent": {"values": dict.fromkeys([*names, "steps", "problem"], value), "turn": turn}}
        post(app, messages)
        assert settings(app) == before, value


def test_the_map_takes_no_start_and_no_part_that_are_none():
    app = visit("landscapes")
    before = settings(app)
    starts = [*NO_VALUES, [0, 1e9], [0, math.nan], [True, 0], [0, 10**400], [0, 0, 0]]
    # No part at all is all of the map.
    parts = [part for part in [*NO_VALUES, *NO_PARTS] if part is not None]
    for turn, (start, part) in enumerate(zip_longest(starts, parts, fillvalue=5)):
        values = {"start": start, "view": part, "seen": part}
        post(app, {"landscape.player": {"sent": {"values": values, "turn": turn}}})
        assert settings(app) == before, values
    for turn, step in enumerate([*NO_VALUES, -1, 10_001, 2.5]):
        post(app, {"landscape.table": {"sent": {"values": {"step": step}, "turn": turn}}})
        assert settings(app) == before, step


def test_what_fits_is_taken_beside_what_does_not(caplog):
    app = visit("descent")
    post(app, {"sliders": {"sent": {"values": {"learning_rate": "secret", "start": 2, "rho": 0.5}, "turn": 1}}})
    assert app.session_state["start"] == 2.0
    assert app.session_state["learning_rate"] == 0.1
    assert refused(caplog) == [
        "what a browser sent: learning_rate, expected a number from 1e-12 to 1e+12",
    ]


def test_the_turn_of_a_message_is_handed_back_if_it_is_one():
    app = visit("descent")
    for turn, answered in ((3, 3), ("x", 0), (True, 0), (2**60, 0), (4, 4)):
        post(app, {"sliders": {"sent": {"values": {}, "turn": turn}}, "follow": {"turn": turn}})
        assert {json.loads(components(app)[key].json)["turn"] for key in ("sliders", "follow")} == {answered}


def test_what_follows_the_map_hands_its_turns_back_too(caplog):
    app = visit("landscapes")
    for turn, answered in (
        ("map 7", 7),
        (8, 8),
        ("map", 0),
        ("map 7 secret", 0),
        ("map -1", 0),
        ("map ٣", 0),
        ("map 9", 9),
    ):
        post(app, {"landscape.follow": {"turn": turn}})
        told = json.loads(components(app)["landscape.follow"].json)["turn"]
        assert told == (f"map {answered}" if answered and isinstance(turn, str) else answered)
    assert len(refused(caplog)) == 4


def test_every_component_is_tried_and_none_is_heard_elsewhere():
    registered = set()
    for path in (ROOT / "pages").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        registered |= set(re.findall(r'\bcomponent\("(\w+)"', text))
        if path.name != "frontend_files.py":
            assert not re.search(r"\bon_\w+_change=|components\.v2\.component\(", text), path
        assert path.name in ("messages.py",) or not re.search(r"session_state(\.get\(|\[)key\b", text), path
    shown = set.union(*(named(visit(page.file)) for page in PAGES))
    # This one stands in a menu that is closed, and sends nothing.
    assert shown == registered - {"picture_files"}
    assert len(registered) >= 11


def test_the_log_says_whose_message_was_refused_and_what_was_expected(caplog):
    post(visit("variables"), {"variables.first.box": {"sent": 5}})
    assert refused(caplog) == ["what a browser sent: sent of variables.first.box, expected an object with turn, value"]
