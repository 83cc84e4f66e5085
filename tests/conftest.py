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
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# How long a screen may take to be as a test expects it: long enough for a machine that does much else.
PATIENCE_MS = 180_000
PATIENCE_S = PATIENCE_MS // 1000
DESK = {"width": 1280, "height": 900}
# Debian's shell is Chromium without the frame of a browser about the page: the same engine, and a fifth less to do.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    # A page of the app finds compiled what the one before has compiled, which halves the cost of opening it.
    "--process-per-site",
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


def chromium_on_the_path() -> str | None:
    """The Chromium that tests and benchmarks drive."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@pytest.fixture(scope="session")
def chromium():
    """Playwright's Chromium, which begins the system's; without one these tests are skipped, but not in CI."""
    executable = chromium_on_the_path()
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Chromium on its PATH")
        pytest.skip("no Chromium on the PATH: apt-get install chromium-headless-shell")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield partial(_begin, playwright.chromium, executable_path=executable, args=CHROMIUM_FLAGS)


def _begin(chromium, *profile: Path, **options):
    return chromium.launch_persistent_context(*profile, **options) if profile else chromium.launch(**options)


@pytest.fixture(scope="session")
def browser(chromium):
    """A browser, for contexts of one's own."""
    browser = chromium()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def desk(chromium, app_url: str, tmp_path_factory: pytest.TempPathFactory):
    """A browser with a profile, which keeps what it has read and compiled of the app: that saves most of every opening."""
    context = chromium(tmp_path_factory.mktemp("profile"), viewport=DESK, base_url=app_url)
    context.set_default_timeout(PATIENCE_MS)
    # The first page stays, and with it the process that all of them share.
    context.pages[0].goto(f"{app_url}/_stcore/health")
    yield context
    context.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest):
    """Makes fresh visitors, who load nothing from anywhere but the app: at the desk, or with a context of their own where
    Playwright is told something of their device or of another server.
    """
    opened, strangers = [], []

    def come(**device):
        if device:
            context = request.getfixturevalue("browser").new_context(
                **{"viewport": DESK, "base_url": request.getfixturevalue("app_url"), **device}
            )
            context.set_default_timeout(PATIENCE_MS)
            opened.append(context)
        else:
            context = request.getfixturevalue("desk")
        page = context.new_page()
        page.on("request", asked)
        opened.append(page)
        return page

    def asked(request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strangers.append(request.url)

    yield come
    for each in reversed(opened):
        each.close()
    assert strangers == [], "a page asked for something outside the app"


@pytest.fixture
def page(visit):
    """A fresh visitor at the desk."""
    return visit()
