"""A page that is presented, and one in a frame of another page, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import NOW_AND_THEN_MS, still

HALL = {"width": 1280, "height": 720}
# A link to each page whose pictures fill a window, and what of it is played with.
PAGES = {
    "/?optimizer=adam": (".readouts dd", "#play", "[data-testid=stVegaLiteChart]"),
    "/compare": (".readouts dd", "[data-testid=stVegaLiteChart]"),
    "/landscapes?problem=himmelblau": ("#play", "[data-testid=stVegaLiteChart]"),
    "/maps?cells=64": ("#picture", ".cell-outcome"),
    "/maps?cells=64&kind=sweep": ("#picture", "[data-testid=stVegaLiteChart]"),
    "/tape": ("#play", ".st-key-tape_graph svg"),
}
# The letters of all that is read, in pixels.
LETTERS = """() => {
  const inside = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []));
  const read = "[class*=role-axis] text, .role-legend text, #axes text, label, .number, output, dt, dd, #play";
  const texts = [document, ...inside].flatMap((root) => [...root.querySelectorAll(read)]);
  return texts.filter((text) => text.checkVisibility()).map((text) => parseFloat(getComputedStyle(text).fontSize));
}"""
SCROLLS = "document.querySelector('[data-testid=stMain]').scrollHeight > innerHeight"


@pytest.mark.parametrize("link", PAGES)
def test_a_press_fills_the_window_with_large_letters_and_escape_ends_it(page, link):
    page.set_viewport_size(HALL)
    page.goto(link)
    still(page)
    page.get_by_role("button", name="Present").click()
    page.wait_for_url("**present=1")
    still(page)
    for part in PAGES[link]:
        expect(page.locator(part).last).to_be_in_viewport(ratio=1)
    large = f"() => Math.min(...({LETTERS})()) >= 20 && !({SCROLLS})"
    page.wait_for_function(large, polling=NOW_AND_THEN_MS)
    assert len(page.evaluate(LETTERS)) > 4
    for gone in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(gone)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    still(page)
    page.wait_for_url(lambda url: "present" not in url)


def test_back_ends_it_and_forward_brings_it_back_and_keys_play(page):
    page.goto("/")
    still(page)
    page.locator("body").press("p")
    end = page.get_by_role("button", name="End")
    expect(end).to_be_visible()
    page.wait_for_url(re.compile("present=1"))
    still(page)
    page.keyboard.press(".")
    expect(page.get_by_text("k = 1 of 50")).to_be_visible()
    page.go_back()
    expect(end).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    still(page)
    page.go_forward()
    expect(end).to_be_visible()
    still(page)
    end.click()
    expect(end).to_have_count(0)
