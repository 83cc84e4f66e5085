"""How a test waits in the browser: for the thing itself, never for a time, nor for what is true before anything has come."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Frame, Page, expect

from tests.conftest import PATIENCE_MS

# The book keeps the address: a page may be drawn before its address is understood, and what is done then is no entry yet.
STILL = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
  && globalThis.descentLabBook?.asked === null && !descentLabBook.changing"""
# How often something is read of the whole screen: in every frame it would take the time in which the screen is drawn.
NOW_AND_THEN_MS = 100
NEXT_FRAME = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"

# Looked at before every frame.
PAUSE_AT = """(play, pattern) => {
  const place = play.closest(".controls").querySelector("output");
  const look = () => {
    if (play.getAttribute("aria-pressed") === "true" && new RegExp(pattern).test(place.textContent)) play.click();
    else requestAnimationFrame(look);
  };
  look();
}"""


def still(page: Page | Frame) -> None:
    """Wait until the server has nothing more to say, and what it said is drawn."""
    page.wait_for_function(STILL)
    page.evaluate(NEXT_FRAME)


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that only Python can tell, looked at as often as the page is drawn."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.evaluate(NEXT_FRAME)


def stays_within(page: Page, width: int) -> None:
    """The page is no wider than its window, once it stands still."""
    still(page)
    main = page.get_by_test_id("stMain")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


def plays_to(page: Page, place: str) -> None:
    """Press Play, and have the browser itself press Pause where the player says what the pattern `place` matches.

    On a busy machine a place that is passed within seconds is over before a test has heard of it.
    """
    play = page.get_by_role("button", name="Play")
    play.evaluate(PAUSE_AT, place)
    play.click()
    page.locator(".controls output").filter(has_text=re.compile(place)).wait_for()
    expect(play).to_have_attribute("aria-pressed", "false")
