"""How live the page is, and how fast it starts, beside the least that a Streamlit page can be. Needs Chromium."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.watched import megabytes
from tests.conftest import CHROMIUM_FLAGS, chromium_on_the_path
from tests.servers import ROOT, free_port, wait_until_healthy

CHART = "[data-testid=stVegaLiteChart] svg"
SLIDER = "input[type=range]"
# Notes the time of every frame in which a mark of a chart has moved.
WATCH = """
() => {
  window.moved = [];
  let dirty = false;
  const geometry = new Set(["d", "transform", "x", "y", "x2", "y2", "width", "height"]);
  new MutationObserver((changes) => {
    dirty ||= changes.some((c) => geometry.has(c.attributeName) && c.target.closest("[data-testid=stVegaLiteChart]"));
  }).observe(document.body, { subtree: true, attributes: true });
  const frame = (now) => {
    if (dirty) window.moved.push(performance.now());
    dirty = false;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""
WATCH_FIRST = """
() => {
  window.first = [];
  const note = () => window.first.push(performance.now());
  const chart = document.querySelector("[data-testid=stVegaLiteChart]");
  new MutationObserver(note).observe(chart, { subtree: true, attributes: true, attributeFilter: ["d"] });
}
"""
PRESSES = 40


def presses(page: Page) -> list[float]:
    """Milliseconds from each of some key presses to the first chart that changed."""
    slider = page.locator(SLIDER).first
    slider.focus()
    waits = []
    for _ in range(PRESSES):
        begin = page.evaluate("performance.now()")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("t => window.moved.some((m) => m > t)", arg=begin, polling=4)
        waits.append(page.evaluate("t => window.moved.find((m) => m > t)", begin) - begin)
        page.wait_for_timeout(250)
    return sorted(waits[3:])


def drag(page: Page) -> tuple[float, float, float]:
    """Frames with a changed chart a second; ms from the hand's last move to the last change, of all charts and of the first.

    The first chart alone is that of the losses.
    """
    page.evaluate(WATCH_FIRST)
    box = page.locator(SLIDER).first.bounding_box()
    assert box
    x, y = box["x"] + 0.12 * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(300)
    begin = page.evaluate("performance.now()")
    for k in range(80):
        page.mouse.move(x + 0.43 * box["width"] * (k + 1) / 80, y)
        page.wait_for_timeout(25)
    end = page.evaluate("performance.now()")
    page.mouse.up()
    page.wait_for_timeout(1500)
    frames = page.evaluate("([a, b]) => window.moved.filter((m) => m >= a && m <= b).length", [begin, end])
    last, first = page.evaluate("[window.moved.at(-1) ?? 0, window.first.at(-1) ?? 0]")
    return 1000 * frames / (end - begin), max(0.0, last - end), max(0.0, first - end)


@contextmanager
def serving() -> Iterator[tuple[str, Browser]]:
    """The app's address and a browser, for as long as that is needed."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    server = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_healthy(url := f"http://127.0.0.1:{port}", server)
        with sync_playwright() as playwright:
            yield url, playwright.chromium.launch(executable_path=chromium_on_the_path(), args=CHROMIUM_FLAGS)
    finally:
        server.terminate()
        server.wait(20)


def measure(app: Path) -> dict[str, float]:
    """One server, one browser, all figures."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    begin = time.perf_counter()
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*command, *options], cwd=app.parent, stdout=quiet, stderr=quiet)
    try:
        wait_until_healthy(url := f"http://127.0.0.1:{port}", server)
        healthy = time.perf_counter() - begin
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_on_the_path(), args=CHROMIUM_FLAGS)
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            opened = time.perf_counter()
            page.goto(url)
            page.locator("[data-testid=stApp]").wait_for()
            painted = time.perf_counter() - opened
            page.locator(CHART).first.wait_for(timeout=60_000)
            curve = time.perf_counter() - opened
            page.wait_for_timeout(2000)
            memory = megabytes(server.pid)
            page.evaluate(WATCH)
            waits = presses(page)
            frames, lag, first_lag = drag(page)
            before = megabytes(server.pid)
            others = [browser.new_page() for _ in range(8)]
            for other in others:
                other.goto(url)
                other.locator(CHART).first.wait_for(timeout=60_000)
            per_session = (megabytes(server.pid) - before) / len(others)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)
    return {
        "command to healthy, s": healthy,
        "opening to first paint, s": painted,
        "opening to first curve, s": curve,
        "command to first curve, s": healthy + curve,
        "key press to chart, p50 ms": statistics.median(waits),
        "key press to chart, p95 ms": waits[int(0.95 * len(waits)) - 1],
        "frames a second while dragged": frames,
        "last change after the hand, ms": lag,
        "loss curves after the hand, ms": first_lag,
        "memory after the first page, MB": memory,
        "memory per further session, MB": per_session,
    }


def main() -> None:
    """Print both apps side by side."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import tensorflow"], check=True, capture_output=True)
    print(f"import tensorflow alone, s {time.perf_counter() - begin:.2f}")
    ours, floor = measure(ROOT / "app.py"), measure(Path(__file__).with_name("floor_app.py"))
    print(f"{'':<34} {'app':>8} {'floor':>8} {'ratio':>6}")
    for name, value in ours.items():
        ratio = f"{value / floor[name]:.2f}" if floor[name] > 0 else ""
        print(f"{name:<34} {value:>8.2f} {floor[name]:>8.2f} {ratio:>6}", flush=True)


if __name__ == "__main__":
    main()
