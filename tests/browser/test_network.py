"""A network that is slow, or goes and comes back, and a browser that sleeps: the screen ends up whole."""

import re

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.test_history import changed, expect_screen, press, read
from tests.browser.test_sliders import Line


class Network:
    """What lies between a page and the server; while it is down nothing passes."""

    def __init__(self, page: Page) -> None:
        self.is_down = False
        self.lines: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)
        page.route(re.compile("_stcore/"), lambda route: route.abort() if self.is_down else route.fallback())

    def connect(self, line: WebSocketRoute) -> None:
        if self.is_down:
            line.close()
            return
        self.lines.append(line)
        line.connect_to_server()

    def go_down(self) -> None:
        self.is_down = True
        while self.lines:
            self.lines.pop().close()

    def come_back(self) -> None:
        self.is_down = False


# More than any timer of a page waits.
MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("path", "library", "marked"),
    [
        ("/", "VegaLite", "[data-testid=stVegaLiteChart] .ring_marks path"),
        ("/tape", "GraphVizChart", ".st-key-tape_graph g.node.swept"),
    ],
)
def test_a_drawing_that_comes_a_minute_late_is_marked(visit, path, library, marked):
    page = visit(alone=True)
    held: list[Route] = []
    page.route(re.compile(library), lambda route: held.append(route))
    page.clock.install()
    page.goto(path)
    page.get_by_role("button", name="Play").wait_for()
    expect(page.locator(".controls output")).not_to_be_empty()
    page.clock.run_for(MINUTE_MS)
    expect(page.locator(marked)).to_have_count(0)
    for each in held:
        each.continue_()
    expect(page.locator(marked).first).to_be_visible()


@pytest.mark.parametrize("path", ["/?problem=steep&steps=33", "/landscapes?problem=booth&racer_1=sgd:tape:0.01"])
def test_whoever_was_cut_off_is_told_and_comes_back_to_where_they_were(page, path):
    network, browser = Network(page), page.context.new_cdp_session(page)
    page.goto(path)
    read(page)
    for asleep in (False, True):
        changed(page, press, page, "Steps")
        screen, address = read(page), page.url
        network.go_down()
        expect(page.get_by_role("dialog")).to_contain_text("not responding")
        expect(page.get_by_text("Connecting")).to_be_visible()
        if asleep:
            browser.send("Page.setWebLifecycleState", {"state": "frozen"})
        network.come_back()
        if asleep:
            browser.send("Page.setWebLifecycleState", {"state": "active"})
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect_screen(page, screen)
        assert page.url == address
        # A press before the page has been told anew where it is would be no entry of its own.
        read(page)
        changed(page, press, page, "Steps")


LONG_MS = 4000  # By then a page has asked again whatever it asks again.


def test_a_link_that_is_pressed_while_the_slider_still_speaks_is_followed(page: Page):
    line = Line(page)
    page.goto("/landscapes")
    expect(page).to_have_url(re.compile("start_x=-1.2&"))
    line.held = []
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name="Variables").element_handle()
    # In one task, so that what the slider sends has not left.
    page.get_by_role("slider", name="Start, x").evaluate(
        """(slider, link) => {
          slider.value = Number(slider.value) + 10;
          slider.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
          link.click();
        }""",
        link,
    )
    page.wait_for_timeout(LONG_MS)
    line.let_go()
    expect(page.get_by_role("heading", level=1)).to_have_text("Variables")
    expect(page).to_have_url(re.compile(r"variables\?first=5"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Variables")


def test_a_link_that_is_pressed_before_back_was_answered_is_followed(page: Page):
    line = Line(page)
    page.goto("/")
    expect(page).to_have_url(re.compile("steps=50&"))
    changed(page, press, page, "Steps")
    line.held = []
    page.go_back()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Compare").click()
    page.wait_for_timeout(LONG_MS)
    line.let_go()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    expect(page).to_have_url(re.compile(r"compare\?\w"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Descent")
    expect(page).to_have_url(re.compile("steps=50&"))
