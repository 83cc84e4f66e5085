"""What the keyboard reaches on its way over a page, in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.waiting import still

FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused.id || focused.getAttribute("aria-label");
}"""


def test_from_the_title_to_play_it_is_not_far_and_arrows_go_along_a_row(page):
    page.goto("/")
    still(page)
    page.get_by_role("button", name="Present").focus()
    stops = 1
    while page.evaluate(FOCUSED) != "play":
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 14
    page.get_by_role("link", name="Learning rate 0.1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Learning rate 0.5")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Share")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Pictures")).to_be_focused()


def test_a_charts_toolbar_is_one_stop_on_the_way_to_play_and_arrows_go_within_it(page):
    page.goto("/")
    still(page)
    data = page.get_by_role("button", name="Show data").first
    data.focus()
    # The words of a legend are marked a little after it is drawn: here, once its toolbar was reached.
    word = page.locator(".role-legend-label text", has_text="tape").first
    word.evaluate(
        "word => (word.removeAttribute('data-word'), word.removeAttribute('tabindex'), word.parentNode.append(word))"
    )
    expect(word).to_have_attribute("data-word", re.compile("."))
    expect(word).to_have_attribute("tabindex", "-1")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.matches('text[data-word]')")
    page.get_by_role("slider", name="Steps").focus()
    stops = []
    while not stops or stops[-1] != "play":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 9
    assert len(stops) == 3
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED).startswith("Show data")
    for key, name in (("ArrowRight", "Download"), ("ArrowLeft", "Show data"), ("ArrowLeft", "Fullscreen")):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED).startswith(name)
    page.keyboard.press("Tab")
    expect(page.locator("#play")).to_be_focused()
