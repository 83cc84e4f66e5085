"""What fingers, keys, typing and a slow server do to the sliders of every page, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.waiting import still

PIXEL_7 = {"viewport": {"width": 412, "height": 839}, "device_scale_factor": 2.625}
IPHONE_13 = {"viewport": {"width": 390, "height": 664}, "device_scale_factor": 3}
# A link to each page, with how many sliders and players stand there.
PAGES = {
    "/?optimizer=adam": 7,
    "/compare?rate_sgd=0.1&rate_adam=0.1": 4,
    "/landscapes?problem=himmelblau&racer_1=momentum:tape:0.01": 6,
    "/tape": 3,
}
RAILS = "input[type=range]"
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"
# Every rail's thumb, and the number that stands beside it.
STANDING = """() => {
  const inside = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []));
  const all = [document, ...inside].flatMap((root) => [...root.querySelectorAll("input[type=range], input.number, output")]);
  return all.map(({ value }) => value);
}"""


def open_page(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator(RAILS)).to_have_count(PAGES[link])
    expect(page).to_have_url(re.compile(r"dtype=float32"))


def swipe(page: Page, *places: tuple[float, float]) -> None:
    """One finger along some places of the screen, one a frame."""
    session = page.context.new_cdp_session(page)
    for k, (x, y) in enumerate(places):
        kind = "touchMove" if k else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.evaluate("() => new Promise(requestAnimationFrame)")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def place_on(rail: Locator, share: float) -> tuple[float, float]:
    """A place on the rail, which is brought to the middle of the screen."""
    rail.evaluate("rail => rail.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = rail.bounding_box()
    assert box
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


def scroll_over(page: Page, rail: Locator) -> None:
    """A finger that comes down on the rail and scrolls the page by 150 pixels, up, or down where it is at its end."""
    still(page)
    x, y = place_on(rail, 0.3)
    before = page.evaluate(SCROLLED)
    room = page.evaluate(
        "() => [document.querySelector('[data-testid=stMain]')]"
        ".map((main) => main.scrollHeight - main.clientHeight - main.scrollTop)[0]"
    )
    way = -1 if room > 200 else 1
    swipe(page, *((x, y + way * 25 * k) for k in range(7)))
    page.wait_for_function(f"before => Math.abs(({SCROLLED})() - before) > 40", arg=before)


@pytest.mark.parametrize(("device", "link"), list(zip((IPHONE_13, PIXEL_7) * 2, PAGES, strict=True)))
def test_a_finger_scrolls_over_a_slider_and_sets_it_by_a_tap_or_along_the_rail(visit, device, link):
    page = visit(**device, is_mobile=True, has_touch=True)
    open_page(page, link)
    standing, url = page.evaluate(STANDING), page.url
    for rail in page.locator(RAILS).all():
        scroll_over(page, rail)
        assert page.evaluate(STANDING) == standing
    for rail in page.locator(RAILS).all():
        last = int(rail.get_attribute("max") or 0)
        x, y = place_on(rail, 0.7)
        page.touchscreen.tap(x, y)
        page.wait_for_function(
            "([rail, from, to]) => rail.value >= from && rail.value <= to",
            arg=[rail.element_handle(), 0.66 * last, 0.78 * last],
        )
        x, y = place_on(rail, 0.7)
        swipe(page, (x, y), *((x - 4 - 8 * k, y + k % 2) for k in range(6)))
        page.wait_for_function("([rail, to]) => rail.value < to", arg=[rail.element_handle(), 0.66 * last])
    # Nothing was told while the page was scrolled: the link is left by the taps alone.
    assert url.split("?")[0] == page.url.split("?")[0]
    expect(page).not_to_have_url(url)


def press(slider: Locator, *keys: str) -> None:
    for key in keys:
        slider.press(key)


def test_a_key_leads_to_the_next_value_that_differs(page):
    page.goto("/?optimizer=adam&schedule=exponential")
    beta_1 = page.get_by_role("slider", name="beta_1")
    expect(beta_1).to_have_attribute("aria-valuetext", "0.9")
    press(beta_1, "ArrowLeft")
    expect(page).to_have_url(re.compile("beta_1=0.89&"))
    press(beta_1, "ArrowRight", "ArrowRight")
    expect(page).to_have_url(re.compile("beta_1=0.901&"))
    decay_steps = page.get_by_role("slider", name="decay_steps")
    press(decay_steps, "ArrowDown", "ArrowDown", "ArrowUp")
    expect(page).to_have_url(re.compile("decay_steps=19&"))
    press(decay_steps, "End", "PageDown")
    expect(decay_steps).to_have_attribute("aria-valuetext", "501")
    press(decay_steps, "Home")
    expect(page).to_have_url(re.compile("decay_steps=1&"))


def test_numbers_are_read_as_people_type_them(page):
    page.goto("/")
    rate, start, steps = (
        page.get_by_role("textbox", name=f"{label}, number") for label in ("Learning rate", "Start", "Steps")
    )
    expect(rate).to_have_value("0.1")

    def typed(box: Locator, text: str) -> None:
        box.fill(text)
        box.press("Enter")

    typed(rate, "0,25")
    expect(page).to_have_url(re.compile("learning_rate=0.25&"))
    typed(start, "−1/4")
    expect(page).to_have_url(re.compile("start=-0.25&"))
    typed(steps, "1.000")
    expect(page.get_by_text("1.000 could be 1 or 1000: type it as 1 or as 1000.")).to_be_visible()
    expect(page).to_have_url(re.compile("steps=50&"))
    typed(steps, " 120 ")
    expect(page).to_have_url(re.compile("steps=120&"))
    expect(page.get_by_text("could be")).to_have_count(0)
    # Keyboards of phones that are made for numbers have no minus.
    expect(start).to_have_attribute("inputmode", "text")
    expect(steps).to_have_attribute("inputmode", "numeric")


class Line:
    """The line to the server, on which answers can be held up."""

    def __init__(self, page: Page) -> None:
        self.held: list[str | bytes] | None = None
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, browser: WebSocketRoute) -> None:
        self.browser = browser
        server = browser.connect_to_server()
        server.on_message(self.answer)

    def answer(self, message: str | bytes) -> None:
        if self.held is None:
            self.browser.send(message)
        else:
            self.held.append(message)

    def let_go(self) -> None:
        held, self.held = self.held or [], None
        for message in held:
            self.browser.send(message)


HELD_MS = 2500  # Longer than anything on the page waits for an answer.


def test_an_answer_of_a_slider_that_comes_late_brings_all_that_follows(page):
    line = Line(page)
    page.goto("/")
    expect(page.get_by_text("k = 0 of 50")).to_be_visible()
    expect(page).to_have_url(re.compile("steps=50&"))
    losses = page.locator(".readouts dd")
    expect(losses.first).to_have_text("5.0925916816879635e-09")
    line.held = []
    page.get_by_role("slider", name="Steps").press("ArrowRight")
    page.wait_for_timeout(HELD_MS)
    line.let_go()
    expect(page.get_by_text("k = 0 of 51")).to_be_visible()
    expect(losses.first).not_to_have_text("5.0925916816879635e-09")
    expect(page).to_have_url(re.compile("steps=51&"))


def test_a_late_answer_to_a_hand_on_the_map_brings_all_that_follows(page):
    line = Line(page)
    page.goto("/landscapes?problem=himmelblau&racer_1=sgd:tape:0.01&step=0")
    start = page.locator(".scroll tbody td.number").first
    expect(start).to_have_text("−0.5")
    expect(page).to_have_url(re.compile("start_x=-0.5&"))
    box = page.locator(".st-key-landscape_map .role-frame.root path.background").first.bounding_box()
    line.held = []
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.4 * box["height"])
    page.wait_for_timeout(HELD_MS)
    line.let_go()
    expect(start).to_have_text(re.compile(r"^(1\.9|2)"))
    expect(page).to_have_url(re.compile(r"start_x=(1\.9|2\.0)"))
    expect(page.get_by_role("slider", name="Start, x")).to_have_attribute("aria-valuetext", re.compile(r"^(1\.9|2)"))
