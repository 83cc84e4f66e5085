"""What a visitor does on the Compare page, in a real browser."""

import json
import re

from playwright.sync_api import expect

from tests.browser.waiting import eventually, stays_within

LINE = "[data-testid=stVegaLiteChart] >> nth=0 >> g.mark-line path"


def open_page(page, link: str = "/compare"):
    page.goto(link)
    page.locator(LINE).first.wait_for()
    page.get_by_text("Ranking").wait_for()


def test_a_racers_rate_moves_its_curve_alone_and_the_fair_race_sets_all(page):
    open_page(page)
    lines = page.locator(LINE)
    expect(lines).to_have_count(4)
    before = [line.get_attribute("d") for line in lines.all()]
    page.get_by_role("slider", name="SGD").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("rate_sgd=0.097"))
    expect(lines.first).not_to_have_attribute("d", before[0])
    for line, path in list(zip(lines.all(), before, strict=True))[1:]:
        expect(line).to_have_attribute("d", path)
    page.get_by_role("button", name="Fair race").click()
    page.get_by_text("ran 72 descents by hand, each of 50 gradient evaluations").wait_for()
    page.wait_for_url(re.compile("rate_sgd=0.562|rate_sgd=0.316"))
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(2)


def test_a_link_to_the_page_opens_in_the_frame_and_going_to_descent_and_back_keeps_it(page):
    open_page(page, "/compare?problem=double_well&rate_adam=0.3&rate_lion=0.2&start=-1.5")
    expect(page.get_by_role("link", name="Descent")).to_be_visible()
    page.get_by_role("link", name="Descent").click()
    page.get_by_text("final loss, manual").wait_for()
    page.wait_for_url(re.compile("problem=parabola&optimizer=sgd"))
    page.get_by_role("link", name="Compare").click()
    page.get_by_text("Ranking").wait_for()
    page.wait_for_url(re.compile("problem=double_well&start=-1.5&steps=50&rate_adam=0.3&rate_lion=0.2"))


# Numbers that stand on more lines than one.
BROKEN = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".numbers"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const match of walker.currentNode.data.matchAll(/\d[\d.]*(e[-+]?\d+)?/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, match.index);
      range.setEnd(walker.currentNode, match.index + match[0].length);
      if (range.getClientRects().length > 1) found.push(match[0]);
    }
  }
  return found;
}"""


def test_nothing_sticks_out_sideways_and_no_number_is_broken(page):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page)
    stays_within(page, 390)
    no_number_is_broken(page)
    page.set_viewport_size({"width": 1280, "height": 844})
    stays_within(page, 1280)
    no_number_is_broken(page)


def no_number_is_broken(page) -> None:
    assert page.locator(".numbers").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert page.evaluate(BROKEN) == []
    assert max(page.locator(".numbers tr").evaluate_all("rows => rows.map(row => row.clientHeight)")) < 80


def test_what_can_be_taken_away(page):
    open_page(page)
    page.get_by_role("button", name="Share").click()
    code = page.get_by_alt_text("QR code of the link above")
    expect(code).to_be_visible()
    eventually(page, lambda: code.evaluate("picture => picture.complete && picture.naturalWidth > 0"))
    assert code.evaluate("picture => Math.min(picture.width, picture.height)") >= 240
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Code").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as a notebook").click()
    assert download.value.suggested_filename == "compare-parabola.ipynb"
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["nbformat"] == 4
