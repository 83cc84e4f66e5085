"""What somebody does who sees the app for the first time."""

import re

import pytest
from playwright.sync_api import expect

from core.descent.tries import TRIES
from pages.shared.descent.tries import STORY
from tests.browser.waiting import still


@pytest.mark.parametrize("name", ["wrong_sign", "uncorrected", "no_step"])
def test_a_thing_to_try_sets_the_screen_and_back_takes_it_back(page, name):
    page.goto("/")
    still(page)
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_role("button", name="Try").click()
    page.get_by_role("menuitem", name=TRIES[name].title).click()
    expect(page.get_by_text(TRIES[name].look_at)).to_be_visible()
    (key, value), *_ = TRIES[name].query
    page.wait_for_url(re.compile(f"{key}={re.escape(value.split(' ')[0])}"))
    still(page)
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("steps=51"))
    expect(page.get_by_text(STORY)).to_be_visible()
    still(page)
    page.go_back()
    expect(page.get_by_text(TRIES[name].look_at)).to_be_visible()
    still(page)
    page.go_back()
    expect(page.get_by_text(STORY)).to_be_visible()


def test_the_first_view_holds_the_story(page):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/")
    still(page)
    charts = page.get_by_test_id("stVegaLiteChart")
    losses, paths = charts.nth(0).bounding_box(), charts.nth(1).bounding_box()
    assert losses["y"] == paths["y"]
    assert losses["x"] + losses["width"] <= paths["x"]
    for seen in (
        charts.nth(0),
        charts.nth(1),
        page.get_by_role("button", name="Play"),
        page.locator(".readouts dd").first,
    ):
        box = seen.bounding_box()
        assert box["y"] > 0
        assert box["y"] + box["height"] <= 768
