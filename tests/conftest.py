"""What tests share: published numbers, a server of the app, a browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# How long a screen may take to be as a test expects it: long enough for a machine that does much else.
PATIENCE_MS = 180_000
PATIENCE_S = PATIENCE_MS // 1000
DESK = {"width": 1280, "height": 900}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# How long an example takes, or its making, says something about the machine alone. In CI every run tries the same examples,
# so that a red run is red again.
settings.register_profile(
    "descent_lab",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("descent_lab")


@pytest.fixture(scope="session")
def numbers() -> dict:
    return json.loads((ROOT / "tests" / "numbers.json").read_text(encoding="utf-8"))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_healthy(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer its health check within 300 s")


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the app's server writes what it has to say."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def app_url(server_log: Path) -> Iterator[str]:
    """The address of the app, started as the README says."""
    port = free_port()
    log = server_log.open("w")
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    server = subprocess.Popen([*command, *options], cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until_healthy(url := f"http://127.0.0.1:{port}", server)
        yield url
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; without one these tests are skipped, but not in CI."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Chromium on its PATH")
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desks(browser) -> Iterator[dict]:
    """A browsing context for each server, whose visitors share the browser's cache: what it holds is read but once."""
    contexts: dict = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(browser, desks: dict):
    """Makes fresh visitors of a server, who load nothing from anywhere else: at a desk, or with a context of their own where
    Playwright is told something of their device or their clock.
    """
    own, pages, strangers = [], [], []

    def come(base_url: str, **device):
        def asked(request) -> None:
            if not request.url.startswith((base_url, "data:", "blob:")):
                strangers.append(request.url)

        if device or base_url not in desks:
            context = browser.new_context(**{"viewport": DESK, **device, "base_url": base_url})
            context.set_default_timeout(PATIENCE_MS)
            if device:
                own.append(context)
            else:
                desks[base_url] = context
        page = (own[-1] if device else desks[base_url]).new_page()
        page.on("request", asked)
        pages.append(page)
        return page

    yield come
    for each in (*pages, *own):
        each.close()
    assert strangers == [], "a page asked for something outside the app"


@pytest.fixture
def page(visit, app_url: str):
    """A fresh visitor at a desk."""
    return visit(app_url)
