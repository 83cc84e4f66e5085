"""A word that a beginner may not know explains itself where it stands, by mouse, keyboard and finger."""

import re

from playwright.sync_api import Locator, expect

from core.glossary import HYPERPARAMETERS, OUTCOMES, QUANTITIES, WORDS
from tests.browser.waiting import NEXT_FRAME, still

GAP = "largest gap"
PHONE = {"width": 390, "height": 844}


def said(page) -> Locator:
    return page.locator(".word-said")


def word(page, text: str) -> Locator:
    return page.locator("button.word", has_text=re.compile(f"^{re.escape(text)}$"))


def test_the_mouse_the_keyboard_and_escape(page):
    page.goto("/?optimizer=adam")
    page.get_by_text("final loss, manual").wait_for()
    still(page)
    # In the page: under the mouse, also while the mouse is on what is said, and no longer.
    word(page, "still descending").hover()
    expect(said(page)).to_have_text(OUTCOMES["still descending"])
    said(page).hover()
    expect(said(page)).to_be_visible()
    page.get_by_role("heading", name="Descent").hover()
    expect(said(page)).to_be_hidden()
    # In a component: at the focus of the keyboard, until Escape.
    page.get_by_label("Steps, number").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(word(page, "beta_1")).to_be_focused()
    expect(said(page)).to_have_text(HYPERPARAMETERS["beta_1"])
    page.keyboard.press("Escape")
    expect(said(page)).to_be_hidden()
    expect(word(page, "beta_1")).to_be_focused()


def legend(page, text: str) -> Locator:
    return page.locator(".role-legend-label text[data-word]", has_text=re.compile(f"^{text}$")).first


def test_the_words_of_a_legend_and_they_are_not_saved_with_a_picture(page):
    page.goto("/?optimizer=adam")
    still(page)
    for text, sentence in (("v", QUANTITIES["v"]), ("manual", WORDS["manual"])):
        legend(page, text).scroll_into_view_if_needed()
        page.evaluate(NEXT_FRAME)
        legend(page, text).hover()
        expect(said(page)).to_have_text(sentence)
    # The keyboard reaches a picture once, and goes along from there.
    page.get_by_test_id("stElementToolbar").first.get_by_role("button").last.focus()
    page.keyboard.press("ArrowRight")
    expect(legend(page, "tape")).to_be_focused()
    expect(said(page)).to_have_text(WORDS["tape"])
    page.keyboard.press("Escape")
    expect(said(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(WORDS["tape"])
    page.get_by_role("button", name="Pictures").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Loss per step as SVG").click()
    assert "data-word" not in download.value.path().read_text(encoding="utf-8")


def test_a_finger_and_within_the_window(visit):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/")
    page.get_by_text("final loss, manual").wait_for()
    still(page)
    for each, text in ((legend(page, "manual"), "manual"), (word(page, "limit"), "limit"), (word(page, GAP), GAP)):
        each.tap()
        expect(said(page)).to_have_text(WORDS[text])
        box = said(page).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    word(page, GAP).tap()
    expect(said(page)).to_be_hidden()
