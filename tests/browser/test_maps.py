"""What a visitor does on the Maps page, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from core.atlas.cells import cell_settings
from core.atlas.links import from_query
from core.queries import read_query
from tests.browser.waiting import eventually, stays_within, still

PAD = ".pad"
BUSY = ".frame[aria-busy=false]"

# Those of some elements whose texts, each without an underscore but at its end, need more than one line.
TORN = """elements => {
  const range = document.createRange();
  const lines = (text) => (range.selectNodeContents(text), range.getClientRects().length);
  const texts = elements.flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE));
  return texts.filter((text) => lines(text) > 1).map((text) => text.data);
}"""


def open_page(page, query: str = "?cells=128&steps=60"):
    page.goto(f"/maps{query}")
    complete(page)


def complete(page) -> None:
    """Wait until every piece of the map is there."""
    page.locator(BUSY).wait_for()
    still(page)


def chosen(url: str, name: str) -> float:
    return float(parse_qs(urlsplit(url).query)[name][0])


def colors(page) -> int:
    """How many colours the map has."""
    return page.locator("#picture").evaluate(
        """canvas => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let k = 0; k < data.length; k += 4) seen.add((data[k] << 16) | (data[k + 1] << 8) | data[k + 2]);
          return seen.size;
        }"""
    )


def at(page, x: float, y: float) -> tuple[float, float]:
    """A place of the map on the screen, in shares from the left and from the bottom."""
    box = page.locator(PAD).bounding_box()
    return box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]


def test_pointing_shows_a_cells_run_and_pressing_it_opens_the_same_run(page):
    warnings = []
    page.on("console", lambda message: message.type == "warning" and warnings.append(message.text))
    open_page(page)
    expect(page.get_by_text("The run in the ring")).to_be_visible()
    page.mouse.move(*at(page, 0.5, 0.9))
    expect(page.get_by_text("The run of this cell")).to_be_visible()
    still(page)
    told = page.locator(".cell-numbers").inner_text()
    shared, _ = from_query(read_query(urlsplit(page.url).query))
    page.mouse.click(*at(page, 0.5, 0.9))
    assert warnings == []
    page.wait_for_url(re.compile(r"/\?problem=double_well&optimizer=sgd"))
    still(page)
    rate, start = chosen(page.url, "learning_rate"), chosen(page.url, "start")
    cells = [cell_settings(shared, 64, row) for row in range(128)]
    assert any(cell and (cell.learning_rate, cell.start) == (rate, (start,)) for cell in cells)
    loss = page.locator(".readouts").first.inner_text()
    final = re.search(r"final loss\s+(\S+)", told)
    drawn = re.search(r"final loss, manual\s+(\S+)", loss)
    assert final
    assert drawn
    assert float(final[1]) == pytest.approx(float(drawn[1]), rel=1e-5)
    page.go_back()
    page.wait_for_url(re.compile("/maps"))
    complete(page)
    assert colors(page) > 3


def test_a_box_is_looked_into_and_all_of_the_map_comes_back(page):
    open_page(page)
    before = colors(page)
    page.mouse.move(*at(page, 0.25, 0.25))
    page.mouse.down()
    page.mouse.move(*at(page, 0.75, 0.75), steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("across_from=0.00"))
    eventually(page, lambda: chosen(page.url, "across_from") > 0.004)
    complete(page)
    assert chosen(page.url, "across_from") == pytest.approx(0.001 * 1000**0.25, rel=0.05)
    assert chosen(page.url, "across_to") == pytest.approx(0.001 * 1000**0.75, rel=0.05)
    assert chosen(page.url, "up_to") == pytest.approx(1.1, abs=0.05)
    page.get_by_role("button", name="Whole map").click()
    page.wait_for_url(re.compile("across_from=0.001&across_to=1.0&"))
    complete(page)
    assert colors(page) == before


def test_a_choice_that_leaves_with_a_message_of_the_map_is_heard_by_the_whole_page(page):
    open_page(page)
    sweep = page.get_by_role("radio", name="Sweep").element_handle()
    page.get_by_role("button", name="Closer").evaluate("(closer, sweep) => { closer.click(); sweep.click(); }", sweep)
    expect(page.get_by_text("Optimizers beside it")).to_be_visible()
    page.wait_for_url(re.compile("kind=sweep"))


def test_buttons_keys_and_the_wheel_look_closer(page):
    open_page(page)
    page.get_by_role("button", name="Closer").click()
    eventually(page, lambda: chosen(page.url, "up_to") == pytest.approx(2.2 / 1.6))
    page.locator(PAD).focus()
    page.keyboard.press("-")
    eventually(page, lambda: chosen(page.url, "up_to") == pytest.approx(2.2))
    complete(page)
    page.mouse.move(*at(page, 0.5, 0.5))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    eventually(page, lambda: chosen(page.url, "up_to") < 2)
    assert chosen(page.url, "up_to") == pytest.approx(2.2 * 1.0015**-400, rel=0.05)


def test_the_arrow_keys_point_and_enter_opens(page):
    open_page(page)
    page.locator(PAD).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_text("The run of this cell")).to_be_visible()
    still(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\?problem=double_well"))
    shared, _ = from_query({"cells": "128", "steps": "60"})
    cell = cell_settings(shared, 65, 74)
    assert cell
    assert (chosen(page.url, "learning_rate"), chosen(page.url, "start")) == (cell.learning_rate, cell.start[0])


def test_a_slider_moves_the_map_and_a_large_one_is_coarse_first(page):
    open_page(page, "?cells=64&steps=20")
    slider = page.get_by_role("slider", name="Steps")
    slider.focus()
    before = page.locator("#picture").evaluate("canvas => canvas.toDataURL()")
    page.keyboard.press("PageUp")
    page.wait_for_url(re.compile("steps=(?!20&)"))
    complete(page)
    eventually(page, lambda: page.locator("#picture").evaluate("canvas => canvas.toDataURL()") != before)


def test_a_map_that_takes_long_can_be_stopped(page):
    page.goto("/maps?cells=1024&steps=400")
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_role("button", name="Stop here")).to_be_hidden()
    complete(page)
    assert colors(page) > 3


def test_cells_of_two_parameters_open_on_landscapes_as_large_as_the_map_was(page):
    open_page(page, "?problem=himmelblau&learning_rate=0.01&cells=64&steps=50&paint=minimum&present=1")
    page.mouse.click(*at(page, 0.3, 0.7))
    page.wait_for_url(re.compile("/landscapes.*racer_1=sgd.*present=1"))
    shared, _ = from_query({"problem": "himmelblau", "learning_rate": "0.01", "cells": "64", "steps": "50"})
    cell = cell_settings(shared, int(0.3 * 64), int(0.7 * 64))
    assert cell
    assert (chosen(page.url, "start_x"), chosen(page.url, "start_y")) == cell.start


@pytest.mark.parametrize("width", [390, 820])
def test_a_narrow_window_shows_the_map_and_a_finger_points(visit, width):
    page = visit(viewport={"width": width, "height": 900}, has_touch=True, is_mobile=True)
    open_page(page)
    stays_within(page, width)
    x, y = at(page, 0.5, 0.8)
    page.touchscreen.tap(x, y)
    expect(page.get_by_text("The run of this cell")).to_be_visible()
    still(page)
    page.get_by_role("button", name="Open in Descent").tap()
    page.wait_for_url(re.compile(r"/\?problem=double_well"))


def test_two_fingers_look_closer_and_one_that_swipes_scrolls_the_page(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_page(page)
    hand = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    x, y = at(page, 0.5, 0.5)
    touch("touchStart", (x - 20, y - 20), (x + 20, y + 20))
    touch("touchMove", (x - 40, y - 40), (x + 40, y + 40))
    touch("touchEnd")
    eventually(page, lambda: chosen(page.url, "up_to") == pytest.approx(1.1, rel=0.05))
    complete(page)
    link = page.url
    touch("touchStart", (x, y))
    for way in range(10, 200, 10):
        touch("touchMove", (x, y - way))
    touch("touchEnd")
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 50")
    still(page)
    expect(page.get_by_text("The run of this cell")).to_have_count(0)
    assert page.url == link


def test_a_long_name_goes_on_in_another_line_after_an_underscore_alone(page):
    page.goto("/maps?optimizer=ftrl")
    still(page)
    names = page.locator(".sliders.minor .slider > :first-child")
    expect(names.filter(has_text="l2_shrinkage_regularization_strength")).to_be_visible()
    assert names.evaluate_all(TORN) == []
