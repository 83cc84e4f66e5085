"""How live the Landscapes page is in a browser: frames while the start is dragged, frames while it plays, bytes an update.

Four racers of 200 steps. Beside it the Descent page, dragged in the same way, for a ratio. Needs Chromium.
"""

import subprocess
import sys
from base64 import b64decode

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium_on_the_path
from tests.servers import ROOT, free_port, wait_until_healthy

LINK = "/landscapes?problem=rosenbrock&steps=200"
GROUND = ".st-key-landscape_map .role-frame.root path.background"
PATHS = ".st-key-landscape_map .paths_marks path"
TRAILS = ".st-key-landscape_map svg[aria-hidden=true] polyline"
CURVES = "[data-testid=stVegaLiteChart] g.mark-line path"
MOVES, PAUSE_MS = 100, 20
# Notes the time of every frame in which what `css` draws is not what it was.
WATCH = """
(css) => {
  window.drawn = [];
  let before = "";
  const frame = () => {
    const marks = [...document.querySelectorAll(css)].slice(0, 6);
    const now = marks.map((mark) => mark.getAttribute("d") ?? mark.getAttribute("points")).join();
    if (before && now !== before) window.drawn.push(performance.now());
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""


def frames_a_second(page: Page, begin: float, end: float) -> float:
    """How many of the frames noted lie between two times, per second."""
    count = page.evaluate("([a, b]) => window.drawn.filter((t) => t >= a && t <= b).length", [begin, end])
    return 1000 * count / (end - begin)


def drag(page: Page, box: dict[str, float], down: float) -> tuple[float, float]:
    """Frames a second while the mouse is dragged across a box, and ms from its last move to the last change."""
    x, y, width = box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2, 0.5 * box["width"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(500)
    begin = page.evaluate("performance.now()")
    for k in range(MOVES):
        page.mouse.move(x + width * (k + 1) / MOVES, y + down * (k + 1) / MOVES)
        page.wait_for_timeout(PAUSE_MS)
    end = page.evaluate("performance.now()")
    page.mouse.up()
    page.wait_for_timeout(1500)
    return frames_a_second(page, begin, end), max(0.0, page.evaluate("window.drawn.at(-1) ?? 0") - end)


def opened(browser: Browser, url: str, wait_for: str) -> Page:
    """A fresh page, its charts drawn."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    page.locator(wait_for).first.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    return page


def landscapes(browser: Browser, url: str) -> dict[str, float]:
    """All figures of the Landscapes page."""
    page = opened(browser, url + LINK, ".st-key-landscape_map circle.start")
    frames_received: list[bytes] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    box = page.locator(GROUND).first.bounding_box()
    assert box
    page.evaluate(WATCH, PATHS)
    frames, lag = drag(page, box, 0.2 * box["height"])
    # What comes for one press of a key, once the page is at rest: the live fragment's messages, then what follows from them.
    network.on(
        "Network.webSocketFrameReceived",
        lambda frame: frames_received.append(b64decode(frame["response"]["payloadData"])),
    )
    page.get_by_role("slider", name="Start, x").press("ArrowRight")
    page.wait_for_timeout(2000)
    sizes = [len(message) for message in frames_received]
    follows = next(k for k, message in enumerate(frames_received) if b"landscape.follow" in message)
    page.evaluate(WATCH, TRAILS)
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(500)
    begin = page.evaluate("performance.now()")
    page.wait_for_timeout(4000)
    played = frames_a_second(page, begin, page.evaluate("performance.now()"))
    page.close()
    return {
        "frames a second, start dragged": frames,
        "last change after the hand, ms": lag,
        "frames a second, playing": played,
        "bytes of one update": float(sum(sizes[:follows])),
        "bytes of what follows it": float(sum(sizes[follows:])),
    }


def descent(browser: Browser, url: str) -> float:
    """Frames a second of the Descent page's loss curves while its first slider is dragged."""
    page = opened(browser, url, CURVES)
    page.evaluate(WATCH, CURVES)
    box = page.locator("input[type=range]").first.bounding_box()
    assert box
    frames, _ = drag(page, box, 0)
    page.close()
    return frames


def main() -> None:
    """Print the figures, and the Descent page's for a ratio."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*command, *options], cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        wait_until_healthy(url := f"http://127.0.0.1:{port}", server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_on_the_path(), args=CHROMIUM_FLAGS)
            figures = landscapes(browser, url)
            beside = descent(browser, url)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)
    for name, value in figures.items():
        print(f"{name:<34} {value:>9.1f}", flush=True)
    ratio = figures["frames a second, start dragged"] / beside
    print(f"{'frames a second, Descent dragged':<34} {beside:>9.1f}   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
