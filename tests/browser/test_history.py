"""Back, forward, reload and page switches restore what stood there, in a real browser."""

import json
import os
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, TimeoutError, expect

import pages
from core.problems import LANDSCAPES, PROBLEMS, Problem
from tests.browser.waiting import NOW_AND_THEN_MS

PAGES = {page.title: page.path for page in pages.PAGES}
# `make walk` makes 200 moves, and leaves every page for every other; every run of the tests makes the first of the moves, and
# leaves every page for half of the others.
ALL = os.environ.get("WALK") == "all"
MOVES = 200 if ALL else 30
MOST_ENTRIES = 40  # A browser keeps 50.
WITH_SLIDERS = ("Descent", "Compare", "Landscapes", "Tape")
HALF = 2

# All that a visitor has chosen and reads, without what no link holds.
SCREEN = """() => {
  const all = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? all(selector, element.shadowRoot) : [])),
  ];
  const texts = (selector) => all(selector).map((element) => element.innerText);
  return JSON.stringify({
    title: texts("h1"),
    sidebar: texts("[data-testid=stSidebarUserContent]"),
    chosen: all("input[type=radio], input[type=checkbox]").map((input) => input.checked),
    numbers: all("input.number, input[type=number]").map((input) => input.value),
    pressed: texts("[data-testid$=Active], [aria-checked=true][role=radio]"),
    readouts: texts(".readouts"),
  });
}"""
IN_STEP = """() => globalThis.descentLabBook && descentLabBook.asked === null && !descentLabBook.changing
  && document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
  && document.querySelector("[data-testid=stSkeleton]") === null
"""


def read(page: Page) -> str:
    """The screen, once it and the address say the same and nothing more comes: elements load their scripts as they appear."""
    page.wait_for_function(IN_STEP)
    page.wait_for_load_state("networkidle")
    return page.evaluate(SCREEN)


def expect_screen(page: Page, screen: str) -> None:
    try:
        page.wait_for_function(f"screen => ({SCREEN})() === screen", arg=screen, polling=NOW_AND_THEN_MS)
    except TimeoutError:
        assert json.loads(page.evaluate(SCREEN)) == json.loads(screen)


def open_page(page: Page, link: str = "/") -> None:
    page.goto(link)
    page.wait_for_function(IN_STEP)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def changed(page: Page, change: Callable[..., None], *given) -> None:
    """Change something, and wait until the address has it."""
    before = page.url
    change(*given)
    expect(page).not_to_have_url(before)
    page.wait_for_function(IN_STEP)


def switch(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_url(re.compile(rf"{PAGES[name]}\?\w"))


def type_number(page: Page, place: int, number: str) -> None:
    box = page.get_by_label(", number").nth(place)
    box.fill(number)
    box.press("Enter")


def press(page: Page, label: str, key: str = "ArrowLeft") -> None:
    slider = page.get_by_role("slider", name=label, exact=True)
    slider.focus()
    slider.press(key)


@dataclass
class History:
    """What a browser's history must be: entries of (page, address, screen), and what was last on each page."""

    page: Page
    entries: list[tuple[str, str, str]] = field(default_factory=list)
    at: int = -1
    last: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def made(self) -> None:
        """What is on screen is a new entry."""
        screen = read(self.page)
        name = json.loads(screen)["title"][0]
        self.entries[self.at + 1 :] = [(name, self.page.url, screen)]
        self.at += 1
        self.last[name] = self.entries[self.at]

    def check(self) -> None:
        """What is on screen is what stood at this entry."""
        name, address, screen = self.entries[self.at]
        expect(self.page).to_have_url(address)
        expect_screen(self.page, screen)
        self.page.wait_for_function(IN_STEP)
        expect(self.page).to_have_url(address)
        self.last[name] = self.entries[self.at]

    def go(self, by: int) -> None:
        self.at += by
        self.page.evaluate("by => history.go(by)", by)
        self.check()

    def reload(self) -> None:
        self.page.reload()
        self.check()

    def switch(self, name: str) -> None:
        switch(self.page, name)
        if name in self.last:
            self.entries[self.at + 1 :] = [self.last[name]]
            self.at += 1
            self.check()
        else:
            self.made()


class Visitor:
    """Changes something on the page that is shown, never to what it is already."""

    def __init__(self, page: Page, dice: random.Random) -> None:
        self.page, self.dice = page, dice

    def other(self, key: str, options: tuple[str, ...], names: tuple[str, ...] = ()) -> str:
        now = parse_qs(urlsplit(self.page.url).query)[key][0]
        return self.dice.choice([option for option, name in zip(options, names or options, strict=True) if name != now])

    def change(self, name: str) -> None:
        getattr(self, name.lower())()

    def problem(self, problems: Mapping[str, Problem]) -> None:
        names = tuple(problems)[:3]
        titles = tuple(problems[name].title for name in names)
        choose(self.page, "Problem", self.other("problem", titles, names))

    def radio(self, group: str, option: str) -> None:
        self.page.get_by_role("radiogroup", name=group).get_by_text(option, exact=True).click()

    def descent(self) -> None:
        match self.dice.randrange(4):
            case 0:
                self.problem(PROBLEMS)
            case 1:
                choose(
                    self.page, "Optimizer", self.other("optimizer", ("SGD", "Adam", "Lion"), ("sgd", "adam", "lion"))
                )
            case 2:
                self.radio("Precision", self.other("dtype", ("float16", "float32", "float64")))
            case 3:
                press(self.page, "Steps", self.dice.choice(("ArrowLeft", "ArrowRight")))

    def compare(self) -> None:
        match self.dice.randrange(3):
            case 0:
                self.problem(PROBLEMS)
            case 1:
                self.radio("Curves made by", self.other("method", ("tape", "manual")))
            case 2:
                press(self.page, "Steps", self.dice.choice(("ArrowLeft", "ArrowRight")))

    def landscapes(self) -> None:
        match self.dice.randrange(3):
            case 0:
                self.problem(LANDSCAPES)
            case 1:
                self.radio("Precision", self.other("dtype", ("float16", "float32", "float64")))
            case 2:
                press(self.page, "Steps", self.dice.choice(("ArrowLeft", "ArrowRight")))

    def variables(self) -> None:
        box = self.page.get_by_label("a", exact=True)
        box.fill(self.other("first", ("1", "2", "7"), ("1.0", "2.0", "7.0")))
        box.press("Enter")

    def tape(self) -> None:
        self.radio("Precision", self.other("dtype", ("float32", "float64")))


def test_a_walk_through_the_history(page: Page):
    dice = random.Random(2)
    open_page(page)
    history, visitor = History(page), Visitor(page, dice)
    history.made()
    for _ in range(MOVES):
        here = history.entries[history.at][0]
        back, forward = history.at, len(history.entries) - 1 - history.at
        moves = (
            ["change"] * 4 + ["switch"] * 2 + ["reload"] + ["back"] * 3 * bool(back) + ["forward"] * 2 * bool(forward)
        )
        match dice.choice(moves) if back < MOST_ENTRIES else "back":
            case "change":
                changed(page, visitor.change, here)
                history.made()
            case "switch":
                history.switch(dice.choice([name for name in PAGES if name != here]))
            case "reload":
                history.reload()
            case "back":
                history.go(-dice.randint(1, min(back, 3)))
            case "forward":
                history.go(dice.randint(1, min(forward, 3)))


def test_back_over_two_pages_to_what_was_typed(page: Page):
    open_page(page)
    history = History(page)
    history.made()
    changed(page, choose, page, "Problem", "Double well")
    history.made()
    changed(page, type_number, page, 0, "0.05")
    history.made()
    for name in ("Compare", "Descent"):
        history.switch(name)
    for _ in range(4):
        history.go(-1)
    history.go(4)
    history.go(-2)
    assert "learning_rate=0.05" in page.url
    assert "problem=double_well" in page.url


@pytest.mark.parametrize("apart_ms", [0, 120, 250])
def test_back_through_pages_faster_than_they_come_leaves_what_lies_ahead(page: Page, apart_ms: int):
    open_page(page)
    history = History(page)
    history.made()
    for name in ("Compare", "Landscapes", "Variables"):
        switch(page, name)
        history.made()
    page.evaluate(
        """async (apart) => {
          for (const last of [false, false, true]) {
            history.back();
            if (!last) await new Promise((next) => setTimeout(next, apart));
          }
        }""",
        apart_ms,
    )
    history.at = 0
    history.check()
    history.go(3)


@pytest.mark.parametrize("left", WITH_SLIDERS)
def test_a_page_left_in_mid_drag_leaves_nothing_behind(page: Page, left: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page)
    places = list(PAGES)
    for name in places:
        apart = (places.index(name) - places.index(left)) % len(places)
        if apart == 0 or (not ALL and apart > HALF):
            continue
        switch(page, left)
        slider = page.get_by_role("slider").first
        box = slider.bounding_box()
        assert box
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.4 * box["width"], middle, steps=8)
        # The hand is still on the slider when the page is left, as with a key press or the browser's own buttons.
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).dispatch_event("click")
        page.mouse.move(box["x"] + 0.3 * box["width"], middle, steps=8)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.mouse.up()
        shown = read(page)
        assert json.loads(shown)["title"] == [name]
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(left)
        page.go_forward()
        expect_screen(page, shown)
    assert errors == []
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_link_that_others_touched_opens_and_is_mended_in_the_address(page: Page):
    open_page(
        page, "/?fbclid=IwAR0&problem=typed&amp;loss=w^2+w&amp;steps=33&amp;utm_source=mail&embed_options=light_theme"
    )
    expect(page).to_have_url(re.compile(r"\?problem=typed&loss=w%5E2%2Bw&.*steps=33&.*&embed_options=light_theme$"))
    expect(page.get_by_text("final loss, manual")).to_be_visible()
    expect(page.get_by_text("The link was not quite right")).to_have_count(0)
    page.goto("/compare?problem%253Ddouble_well%2526rate_adam%253D0.3")
    expect(page).to_have_url(re.compile(r"/compare\?problem=double_well&.*rate_adam=0.3&"))
    expect(page.get_by_text("The link was not quite right")).to_have_count(0)
