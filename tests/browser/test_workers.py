"""Several workers behind nginx, as deploy/ has them: a visitor stays with one, and loses nothing when it is gone."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import pages
from tests.browser.servers import Server
from tests.browser.test_history import changed, choose, expect_screen, open_page, press, read
from tests.browser.waiting import still
from tests.conftest import ROOT, free_port

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
DEPLOY = ROOT / "deploy"
VISIT = "descentLabBook.data.visit"
pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx on the PATH: apt-get install nginx-light"
)


@pytest.fixture(scope="module")
def workers() -> Iterator[dict[str, Server]]:
    workers = {name: Server(DESCENT_LAB_WORKER=name) for name in ("1", "2")}
    yield workers
    for worker in workers.values():
        worker.end()


@pytest.fixture(scope="module")
def front(workers: dict[str, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, with deploy/'s own configuration but for where the workers are, what it listens to, and where it
    puts its own files.
    """
    assert NGINX, "CI must have an nginx on its PATH"
    at, port = tmp_path_factory.mktemp("nginx"), free_port()
    own = (DEPLOY / "nginx.conf").read_text("utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    kept = "".join(f"{each}_temp_path {at}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (at / "nginx.conf").write_text(own.replace("http {", f"http {{\n{kept}"), "utf-8")
    where = (DEPLOY / "workers.conf").read_text("utf-8")
    for name, worker in workers.items():
        where = where.replace(f"app-{name}:8501", f"127.0.0.1:{worker.port}")
    (at / "workers.conf").write_text(where, "utf-8")
    command = [NGINX, "-p", str(at), "-c", "nginx.conf", "-g", f"daemon off; pid {at}/pid;"]
    with (at / "log").open("w") as log:
        nginx = subprocess.Popen(command, stdout=log, stderr=log)
        yield f"http://127.0.0.1:{port}"
        nginx.terminate()
        nginx.wait(20)


@pytest.fixture
def visitor(visit, front: str) -> Page:
    return visit(base_url=front)


def worker_of(visitor: Page) -> str:
    return next(str(each["value"]) for each in visitor.context.cookies() if each.get("name") == "worker")


def download(visitor: Page, at: Path) -> str:
    visitor.get_by_role("button", name="Data", exact=True).click()
    with visitor.expect_download() as begun:
        visitor.get_by_test_id("stDownloadButton").get_by_role("button").click()
    begun.value.save_as(at / "table.csv")
    visitor.keyboard.press("Escape")
    return (at / "table.csv").read_text("utf-8")


def test_every_page_opens_and_a_file_comes_from_the_worker_that_made_it(visitor: Page, tmp_path: Path):
    for page in pages.PAGES:
        visitor.goto(page.path)
        still(visitor)
        expect(visitor.get_by_role("heading", level=1)).to_have_text(page.title)
    visitor.goto("/")
    still(visitor)
    assert download(visitor, tmp_path).count("\n") == 1 + 2 * 51


def test_new_visitors_go_where_the_fewest_are(visit, front: str):
    visitors = [visit(base_url=front) for _ in range(2)]
    for visitor in visitors:
        visitor.goto("/")
        still(visitor)
    assert {worker_of(visitor) for visitor in visitors} == {"1", "2"}


def test_a_worker_that_is_killed_costs_nothing_that_was_chosen(
    visitor: Page, workers: dict[str, Server], tmp_path: Path
):
    open_page(visitor, "/?problem=steep&steps=33")
    changed(visitor, choose, visitor, "Problem", "Double well")
    screen, address, first = read(visitor), visitor.url, worker_of(visitor)
    visit = visitor.evaluate(VISIT)
    workers[first].end()
    visitor.wait_for_function(f"visit => {VISIT} !== visit", arg=visit)
    expect(visitor).to_have_url(address)
    expect_screen(visitor, screen)
    # It stays with the other one, also when the first is back.
    workers[first].begin()
    changed(visitor, press, visitor, "Steps")
    assert worker_of(visitor) != first
    assert download(visitor, tmp_path).count("\n") > 60
    expect(visitor).to_have_url(re.compile("problem=double_well"))
