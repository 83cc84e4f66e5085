"""What a thumb reaches on a phone, in a real browser: the sliders over their picture, what is chosen most, signs to type."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import NEXT_FRAME, eventually, stays_within, still

PHONE = {"viewport": {"width": 390, "height": 664}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
# Every page that has live sliders, and the last of its pictures.
PAGES = {
    "/": "[data-testid=stVegaLiteChart] >> nth=1",
    "/compare": "[data-testid=stVegaLiteChart]",
    "/landscapes": ".st-key-landscape_map [data-testid=stVegaLiteChart]",
    "/maps?cells=64&problem=himmelblau&optimizer=momentum": ".st-key-map #picture",
    "/tape": ".st-key-tape_graph svg",
}
BAR_PX = 60  # Streamlit's own, with the title in it.
CLOSED = "() => document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0"


@pytest.fixture
def phone(visit) -> Page:
    return visit(**PHONE)


def opened(phone: Page, link: str) -> Page:
    phone.goto(link)
    still(phone)
    return phone


@pytest.mark.parametrize("link", PAGES)
def test_the_sliders_stay_in_sight_over_the_picture_and_the_header_takes_two_lines(phone, link):
    opened(phone, link)
    title = phone.get_by_role("heading", level=1).bounding_box()
    assert title["y"] + title["height"] <= BAR_PX
    buttons = [
        button.bounding_box() for button in phone.locator("[data-testid=stHorizontalBlock]:has(h1) button").all()
    ]
    assert len(buttons) >= 4
    assert {round(box["y"]) for box in buttons} == {round(buttons[0]["y"])}
    assert buttons[0]["height"] <= 40
    sliders, picture = (
        phone.locator("[data-testid=stElementContainer][class*=sliders]"),
        phone.locator(PAGES[link]).first,
    )
    picture.evaluate("picture => picture.scrollIntoView({ block: 'start', behavior: 'instant' })")
    phone.evaluate(NEXT_FRAME)
    stuck = sliders.bounding_box()
    assert stuck["y"] == pytest.approx(BAR_PX, abs=1)
    assert stuck["height"] <= 190
    assert picture.bounding_box()["y"] < 664
    # Nothing of the picture lies over them, nor shines through.
    on_top = "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('[class*=sliders]'))"
    assert phone.evaluate(on_top, [200, stuck["y"] + stuck["height"] - 2])
    grounds = "e => [e.querySelector('[data-testid=stBidiComponentIsolated]'), document.querySelector('.stApp')]"
    ground, of_page = sliders.evaluate(f"e => ({grounds})(e).map((each) => getComputedStyle(each).backgroundColor)")
    assert ground == of_page
    # The closed sidebar has one of its own on Maps.
    first = sliders.locator("input[type=range]").first
    x = first.bounding_box()
    phone.touchscreen.tap(x["x"] + 0.3 * x["width"], x["y"] + x["height"] / 2)
    eventually(phone, lambda: 0.2 < int(first.input_value()) / int(first.get_attribute("max")) < 0.4)
    assert sliders.bounding_box()["y"] == pytest.approx(BAR_PX, abs=1)


def test_problem_and_optimizer_are_chosen_without_the_sidebar(phone):
    opened(phone, "/")
    phone.wait_for_function(CLOSED)
    at_hand = phone.locator(".st-key-at_hand")
    at_hand.get_by_label("Problem").select_option("Double well")
    expect(phone).to_have_url(re.compile("problem=double_well&"))
    expect(phone.get_by_role("slider", name="Start")).to_have_attribute("aria-valuetext", "2")
    still(phone)
    at_hand.get_by_label("Optimizer").select_option("Adam")
    expect(phone).to_have_url(re.compile("optimizer=adam&"))
    expect(phone.get_by_role("slider", name="beta_1")).to_be_visible()


def test_the_sidebar_closes_after_a_choice(phone):
    opened(phone, "/compare")
    phone.get_by_test_id("stExpandSidebarButton").click()
    phone.wait_for_function(f"() => !({CLOSED})()")
    phone.get_by_test_id("stSidebar").get_by_text("linear").click()
    expect(phone).to_have_url(re.compile("scale=linear"))
    phone.wait_for_function(CLOSED)


def test_signs_are_pressed_into_a_formula_at_the_caret(phone):
    opened(phone, "/?problem=typed&loss=w**2")
    box = phone.get_by_role("textbox", name="Loss L(w)")
    expect(phone.get_by_role("button", name="^", exact=True)).to_be_hidden()
    box.tap()
    box.evaluate("box => box.setSelectionRange(0, 0)")
    for sign in ("(", "w", ")", "^"):
        phone.get_by_role("button", name=sign, exact=True).locator("visible=true").tap()
    expect(box).to_have_value("(w)^w**2")
    expect(box).to_be_focused()
    expect(phone).to_have_url(re.compile(r"loss=%28w%29%5Ew"))


def test_at_a_desk_there_is_none_of_this(page):
    page.goto("/")
    still(page)
    expect(page.locator(".st-key-at_hand")).to_be_hidden()


# Titles and legends of pictures that are cut, and what stands in the header in another line than the title.
CUT = """() => {
  const cut = (text) => text.textContent.includes("…") || text.getBoundingClientRect().right > innerWidth;
  const groups = [...document.querySelectorAll("[role=radiogroup]")].filter((group) => group.scrollWidth > group.clientWidth);
  const header = [...document.querySelectorAll("[data-testid=stHorizontalBlock]:has(h1) button, h1")];
  const middle = (element) => element.getBoundingClientRect().top + element.getBoundingClientRect().height / 2;
  return [
    ...groups,
    ...[...document.querySelectorAll(".role-title-text text, .role-legend text")].filter(cut),
    ...header.filter((element) => Math.abs(middle(element) - middle(header[0])) > 12),
  ].map((element) => element.textContent);
}"""


@pytest.mark.parametrize("link", [*PAGES, "/variables"])
def test_on_a_tablet_nothing_is_cut(page, link):
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(link)
    stays_within(page, 820)
    page.wait_for_function(f"() => ({CUT})().length === 0")


@pytest.mark.parametrize("link", ["/", "/compare", "/landscapes", "/tape"])
def test_at_twice_the_size_a_picture_is_in_the_first_view(visit, link):
    page = visit(viewport={"width": 683, "height": 384}, device_scale_factor=2)
    page.goto(link)
    stays_within(page, 683)
    picture = page.locator("[data-testid=stVegaLiteChart], .st-key-tape_graph g.graph").first.bounding_box()
    assert picture["y"] < 384 - 100
