"""What somebody does who sees the app for the first time."""

import re

from playwright.sync_api import expect

from core.descent.tries import STORY, TRIES
from tests.browser.waiting import eventually, plays_to, still

LINE = "[data-testid=stVegaLiteChart] .mark-line.role-mark path"


def chip(page, name):
    each = TRIES[name]
    return page.get_by_role("link", name=f"{each.of} {each.words}".strip(), exact=True)


def test_things_to_try_set_the_screen_and_back_takes_them_back(page):
    page.goto("/?steps=40")
    still(page)
    expect(page.get_by_text(STORY, exact=True)).to_be_visible()
    names = ["too_fast", "wrong_sign", "no_step"]
    for name in names:
        chip(page, name).click()
        expect(page.get_by_text(TRIES[name].look_at)).to_be_visible()
        expect(chip(page, name)).to_have_attribute("aria-current", "true")
        still(page)
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("steps=51"))
    expect(page.get_by_text(STORY, exact=True)).to_be_visible()
    for name in reversed(names):
        still(page)
        page.go_back()
        expect(page.get_by_text(TRIES[name].look_at)).to_be_visible()
    still(page)
    page.go_back()
    page.wait_for_url(re.compile("steps=40"))
    expect(page.get_by_text(STORY, exact=True)).to_be_visible()


def test_what_to_try_folds_away_and_stays_folded(page):
    page.goto("/")
    still(page)
    page.get_by_role("button", name="Fold away what to try").click()
    expect(chip(page, "no_step")).to_be_hidden()
    page.reload()
    still(page)
    expect(chip(page, "no_step")).to_be_hidden()
    page.get_by_role("button", name="Try", exact=True).click()
    expect(chip(page, "no_step")).to_be_visible()


def test_the_lab_of_none_is_in_sight_at_once(page):
    page.goto("/")
    still(page)
    page.get_by_role("link", name="Why None?").click()
    expect(page.get_by_role("heading", name="Why is my gradient None?")).to_be_in_viewport()
    still(page)
    expect(page.get_by_role("heading", name="Why is my gradient None?")).to_be_in_viewport()


def test_a_first_visitor_sees_the_run_being_made_once_and_a_touch_ends_it(visit):
    page = visit(alone=True, reduced_motion="no-preference")
    page.goto("/")
    page.get_by_role("button", name="Pause").wait_for()
    page.mouse.click(5, 5)
    expect(page.get_by_text("k = 0 of 50")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.reload()
    still(page)
    page.locator(LINE).first.wait_for()
    expect(page.get_by_text("k = 0 of 50")).to_be_visible()
    assert page.evaluate("localStorage['descent-lab:seen-descent']") == "yes"


def test_play_shows_the_run_being_made(page):
    page.goto("/")
    still(page)
    line = page.locator(LINE).first
    points = """line => (line.getAttribute("d").match(/[ML]/g) ?? []).length"""
    eventually(page, lambda: line.evaluate(points) == 51)
    plays_to(page, r"k = [1-4]\d of 50")
    k = int(page.locator("#k").inner_text().split()[2])
    eventually(page, lambda: line.evaluate(points) == k + 1)
    page.get_by_label("k, the step worked out").press("ArrowRight")
    eventually(page, lambda: line.evaluate(points) == 51)


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
