"""What tests share: published numbers, a server of the app, a browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import ROOT, Server, wait_until_healthy

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# How long a screen may take to be as a test expects it: long enough for a machine that does much else.
PATIENCE_MS = 180_000
PATIENCE_S = PATIENCE_MS // 1000
# Nothing moves by itself but where a test asks for that: drawing it takes a fifth of what opening a page takes.
AT_A_DESK = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
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
FOR_SHORT_VISITS = [
    # A script that is compiled already is not read once more meanwhile: a sixth of the cost of opening a page. The switch
    # takes the place of Playwright's own, from which the other names are.
    "--disable-features=ScriptStreaming,PaintHolding,AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades",
    # Nor is made fast what runs for some seconds: a sixth again.
    "--js-flags=--no-turbofan",
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A process of tests for each core; one takes some 2 GB with its browser, so no more than four."""
    return min(max(os.cpu_count() or 1, 2), 4)


SHARED = pytest.StashKey[Server]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Where there are several processes of tests, tell each of the server that they share."""
    server = node.config.stash.setdefault(SHARED, Server())
    node.workerinput["server"] = server.url, str(server.log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node, ids: list[str]) -> None:
    """Begin it as soon as it is known to be needed: it warms up while the first tests run."""
    server = node.config.stash[SHARED]
    if any(each.startswith(("tests/browser/", "tests/test_attacks.py")) for each in ids):
        server.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(SHARED, None):
        server.close()


@pytest.fixture(scope="session")
def served(request: pytest.FixtureRequest) -> Iterator[tuple[str, Path]]:
    """The app's server, as an address and the log that it writes."""
    if given := getattr(request.config, "workerinput", {}).get("server"):
        url, log = given
        wait_until_healthy(url)
        yield url, Path(log)
        return
    server = Server()
    try:
        server.start()
        server.wait()
        yield server.url, server.log
    finally:
        server.close()


@pytest.fixture(scope="session")
def app_url(served: tuple[str, Path]) -> str:
    """The address of the app."""
    return served[0]


@pytest.fixture(scope="session")
def server_log(served: tuple[str, Path]) -> Path:
    """Where the app's server writes what it has to say."""
    return served[1]


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
        yield partial(
            _begin, playwright.chromium, executable_path=executable, args=[*CHROMIUM_FLAGS, *FOR_SHORT_VISITS]
        )


def _begin(chromium, *profile: Path, **options):
    return chromium.launch_persistent_context(*profile, **options) if profile else chromium.launch(**options)


@pytest.fixture(scope="session")
def browser(chromium):
    """A browser, for contexts of one's own."""
    browser = chromium()
    yield browser
    browser.close()


def _settled(context: BrowserContext, app_url: str) -> BrowserContext:
    """A context with a page that stays, and with it the process that all its pages share, and what that has compiled."""
    context.set_default_timeout(PATIENCE_MS)
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{app_url}/_stcore/health")
    return context


@pytest.fixture(scope="session")
def desk(chromium, app_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a profile, which keeps what it has read and compiled of the app: that saves most of every opening."""
    profile = tmp_path_factory.mktemp("profile")
    context = chromium(profile, base_url=app_url, **AT_A_DESK)
    yield _settled(context, app_url)
    context.close()


@pytest.fixture(scope="session")
def context_of(browser, app_url: str) -> Callable[..., BrowserContext]:
    """Devices of which Playwright must be told before a page is there, each as one context for all tests."""
    known: dict[str, BrowserContext] = {}

    def given(**told) -> BrowserContext:
        name = repr(sorted(told.items()))
        if name not in known:
            known[name] = _settled(browser.new_context(**{**AT_A_DESK, "base_url": app_url, **told}), app_url)
        return known[name]

    return given


@pytest.fixture
def visit(request: pytest.FixtureRequest):
    """Makes fresh visitors, who load nothing from anywhere but the app: at the desk, or with a device, which is told; or with
    a context of their own, where a test asks for what pages of a context share, or for another server.
    """
    opened, strangers = [], []

    def come(*, alone: bool = False, **told) -> Page:
        if alone:
            context = request.getfixturevalue("browser").new_context(
                **{**AT_A_DESK, "base_url": request.getfixturevalue("app_url"), **told}
            )
            context.set_default_timeout(PATIENCE_MS)
            opened.append(context)
        elif told:
            context = request.getfixturevalue("context_of")(**told)
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
