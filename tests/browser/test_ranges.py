"""Numbers beyond what a rail shows at first: typed, dragged, and from a link."""

import re

import pytest
from playwright.sync_api import Page, expect

LOSSES = "[data-testid=stVegaLiteChart] >> nth=0"


def slider(page: Page, name: str):
    return page.get_by_role("slider", name=name, exact=True)


def box(page: Page, name: str):
    """The number box beside a slider."""
    return slider(page, name).locator("xpath=ancestor::*[.//input[contains(@class, 'number')]][1]").locator(".number")


def type_into(page: Page, name: str, text: str) -> None:
    box(page, name).fill(text)
    box(page, name).press("Enter")


def rail(page: Page, name: str) -> tuple[float, float, float]:
    """Where the thumb stands, and its value."""
    at = slider(page, name)
    return float(at.input_value()), float(at.get_attribute("max") or 0), float(at.get_attribute("aria-valuetext") or 0)


def share(page: Page, name: str) -> float:
    position, last, _ = rail(page, name)
    return position / last


def open_page(page: Page, link: str) -> None:
    page.goto(link)
    slider(page, "Steps").wait_for()


def test_a_start_beyond_the_domain_is_taken_from_a_link_and_the_thumb_comes_back(page):
    open_page(page, "/?start=10")
    expect(slider(page, "Start")).to_have_attribute("aria-valuetext", "10")
    expect(page.get_by_text("The link was not quite right")).to_have_count(0)
    assert share(page, "Start") == pytest.approx((10 + 12) / 24)
    slider(page, "Start").press("ArrowLeft")
    expect(page).to_have_url(re.compile("start=9.98"))
    # Under the hand the rail stays as it is.
    slider(page, "Start").press("Home")
    expect(slider(page, "Start")).to_have_attribute("aria-valuetext", "-12")
    type_into(page, "Start", "3")
    expect(page).to_have_url(re.compile("start=3.0"))
    assert share(page, "Start") == pytest.approx((3 + 6) / 12)


def test_a_typed_rate_of_unscaled_data_makes_the_rail_longer_and_says_what_is_wrong(page):
    open_page(page, "/?problem=typed&loss=12500000w%5E2")
    type_into(page, "Learning rate", "4e-8")
    expect(page).to_have_url(re.compile("learning_rate=4e-08"))
    expect(page.get_by_text("4e-08 < 8e-08 = 2/L″")).to_be_visible()
    _, last, value = rail(page, "Learning rate")
    assert (last, value) == (1000, 4e-8)
    expect(page.locator(".mark", has_text="limit")).to_be_visible()
    type_into(page, "Learning rate", "0")
    expect(page.get_by_text("Type a number from 1e-12 to 1e12.")).to_be_visible()


def test_ten_thousand_steps_and_fifty_both_have_room_on_the_rail(page):
    open_page(page, "/?optimizer=adam")
    assert 0.2 < share(page, "Steps") < 0.3
    slider(page, "Steps").press("ArrowRight")
    expect(slider(page, "Steps")).to_have_attribute("aria-valuetext", "51")
    type_into(page, "Steps", "10000")
    expect(page).to_have_url(re.compile("steps=10000"))
    expect(page.get_by_text("k = 0 of 10000, a stop every 25")).to_be_visible()
    page.get_by_role("slider", name="k, the step worked out").press("ArrowRight")
    expect(page.get_by_text("k = 25 of 10000, a stop every 25")).to_be_visible()


def test_the_range_of_a_typed_loss_is_set_and_what_is_wrong_is_said_at_the_place(page):
    open_page(page, "/?problem=typed&loss=cos(w)")
    page.get_by_label("to", exact=True).fill("20")
    expect(page).to_have_url(re.compile("range_to=20.0"))
    page.get_by_label("Range from").fill("30")
    expect(page.get_by_text("30 is above 20")).to_be_visible()
    page.get_by_label("Range from").fill("0")
    expect(page).to_have_url(re.compile("range_from=0.0&range_to=20.0"))
    expect(page.get_by_text("3 minima were found from 0 to 20")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page).not_to_have_url(re.compile("range_"))


def test_a_start_beyond_the_map_is_said(page):
    open_page(page, "/landscapes?problem=himmelblau&start_x=40&start_y=1&steps=20")
    expect(page.get_by_text("The start (40, 1) lies beyond the map, which has x from -5 to 5")).to_be_visible()
    type_into(page, "Start, x", "1")
    expect(page).to_have_url(re.compile("start_x=1.0"))
    expect(page.get_by_text("lies beyond the map")).to_have_count(0)


def test_an_answer_does_not_take_the_text_from_under_the_hand(page):
    open_page(page, "/")
    box(page, "Start").fill("3")
    # What another control says is shown meanwhile.
    slider(page, "Steps").evaluate(
        "range => { range.value = 300; range.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(page).to_have_url(re.compile("steps=70"))
    expect(box(page, "Start")).to_have_value("3")
    box(page, "Start").press("Enter")
    expect(page).to_have_url(re.compile("start=3.0"))
