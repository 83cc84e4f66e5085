"""The app in a frame of another site's page, as a course has it: 600 px wide, without a sidebar."""

import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import FrameLocator, expect

import pages
from tests.browser.waiting import NEXT_FRAME, still

WIDTH = 600


@pytest.fixture(scope="module")
def course(app_url) -> Iterator[str]:
    """Another server; whatever page is asked of it holds that page of the app in a frame. Gives its address."""

    class Course(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            frame = f'<iframe width="{WIDTH}" height="700" src="{app_url}{self.path}?embed=true"></iframe>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>A course</title>{frame}".encode())

        def log_message(self, *_) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Course) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def chosen_from(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="Choices").click()
    expect(frame.get_by_test_id("stPopoverBody")).to_be_visible()


@pytest.mark.parametrize("path", [page.path for page in pages.PAGES])
def test_every_page_fits_and_has_what_the_sidebar_held_within_reach(page, course, path):
    page.goto(course + path)
    frame = page.frame_locator("iframe")
    chosen_from(frame)
    expect(frame.get_by_test_id("stSidebar")).to_be_hidden()
    body = frame.get_by_test_id("stPopoverBody")
    for other in pages.PAGES:
        expect(body.get_by_role("link", name=other.title)).to_have_count(1)
    if path in ("/", "/compare", "/landscapes", "/maps"):
        expect(body.get_by_role("combobox", name="Problem")).to_be_visible()
    wide = frame.locator("html").evaluate("root => root.scrollWidth")
    assert wide <= WIDTH


def test_links_choices_and_going_back_stay_inside(page, course):
    page.goto(f"{course}/")
    frame = page.frame_locator("iframe")
    outside = page.url
    inside = page.frames[1]
    chosen_from(frame)
    frame.get_by_role("link", name="Compare").click()
    expect(frame.get_by_text("Learning rate of each")).to_be_visible()
    inside.wait_for_url(re.compile(r"/compare\?.*embed=true"))
    page.evaluate("history.back()")
    inside.wait_for_url(re.compile(r"/\?.*optimizer=sgd.*embed=true"))
    expect(frame.get_by_role("slider", name="Learning rate")).to_be_visible()
    still(inside)
    chosen_from(frame)
    frame.get_by_role("combobox", name="Optimizer").click()
    frame.get_by_role("option", name="Adam", exact=True).click()
    inside.wait_for_url(re.compile(r"optimizer=adam.*embed=true"))
    page.evaluate("history.back()")
    inside.wait_for_url(re.compile(r"optimizer=sgd.*embed=true"))
    assert page.url == outside


def test_in_a_frame_the_picture_is_seen_without_scrolling(page, course):
    page.goto(f"{course}/")
    frame = page.frame_locator("iframe")
    charts, play = frame.get_by_test_id("stVegaLiteChart"), frame.get_by_role("button", name="Play")
    expect(play).to_be_visible()
    expect(charts).to_have_count(2)
    expect(frame.get_by_role("button", name="End")).to_have_count(0)
    page.evaluate(NEXT_FRAME)
    edge = page.locator("iframe").bounding_box()
    for seen in (charts.first, charts.last, play):
        box = seen.bounding_box()
        assert box["y"] >= edge["y"]
        assert box["y"] + box["height"] <= edge["y"] + edge["height"]
