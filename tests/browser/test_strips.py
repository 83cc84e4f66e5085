"""The strips under the rails: seen to follow what is chosen, and a press on one goes there."""

import re

from playwright.sync_api import expect

from tests.browser.waiting import eventually, still

PIXEL = """(canvas, share) => {
  const at = Math.min(canvas.width - 1, Math.round(share * canvas.width));
  return [...canvas.getContext("2d").getImageData(at, 0, 1, 1).data].join(" ");
}"""


def test_a_strip_follows_the_other_controls_and_a_press_goes_there(page):
    page.goto("/")
    still(page)
    rate, start = page.locator("canvas.strip:not([hidden])").all()
    eventually(page, lambda: rate.evaluate(PIXEL, 0.1) != rate.evaluate(PIXEL, 0.9))
    # Every start of the parabola converges, until there are too few steps.
    before = start.evaluate(PIXEL, 0.9)
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("Home")
    eventually(page, lambda: start.evaluate(PIXEL, 0.9) != before)
    still(page)
    described = page.get_by_label("Learning rate", exact=True)
    expect(described).to_have_attribute("aria-description", re.compile("converges"))
    box = rate.bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("learning_rate=0.1&"))
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"learning_rate=3\.1"))


def test_many_steps_have_no_strip(page):
    page.goto("/?steps=2000")
    still(page)
    expect(page.locator("canvas.strip:not([hidden])").first).to_be_hidden()
