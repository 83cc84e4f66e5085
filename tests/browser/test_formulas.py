"""Formulas pasted from elsewhere, and what they could mean instead, in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.waiting import still


def open_box(page, link: str, label: str):
    page.goto(link)
    box = page.get_by_role("textbox", name=label)
    # Of a link with a formula the boxes are open; they are drawn a little later than what stands about them.
    still(page)
    if not box.is_visible():
        page.get_by_text("Type your own loss, derivative or update").click()
    expect(box).to_be_visible()
    return box


def test_the_other_reading_is_pressed_and_stands_in_the_box_and_in_the_link(page):
    loss = open_box(page, "/?problem=typed&loss=w^2", "Loss L(w)")
    loss.fill(r"{\displaystyle f(x)=\sin x/2+{\frac {x^{2}}{10}}}")
    expect(page.get_by_text("x is read as w.")).to_be_visible()
    other = page.locator(".st-key-loss-other-0 button")
    expect(other).to_be_visible()
    # The address is the last to follow what was typed.
    expect(page).to_have_url(re.compile("loss=%7B%5Cdisplaystyle"))
    other.click()
    expect(loss).to_have_value(r"{\displaystyle f(x)=\sin (x/2)+{\frac {x^{2}}{10}}}")
    expect(other).to_have_count(0)
    expect(page).to_have_url(re.compile(r"sin%20%28x%2F2%29"))
    page.reload()
    expect(page.get_by_role("textbox", name="Loss L(w)")).to_have_value(
        r"{\displaystyle f(x)=\sin (x/2)+{\frac {x^{2}}{10}}}"
    )


def test_a_place_behind_characters_of_two_units_is_marked(page):
    loss = open_box(page, "/?problem=typed&loss=w^2", "Loss L(w)")
    loss.fill("\U0001d464² + \U0001d464·boo(w)")
    expect(page.get_by_text("There is no 'boo' here")).to_be_visible()
    expect(page.locator("mark")).to_have_text("b")
