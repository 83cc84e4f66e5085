"""A server that ends and begins again, and several behind nginx, as deploy/ has them: nothing on screen is lost."""

import os
import re
import resource
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import pages
from tests.browser.test_history import changed, choose, expect_screen, open_page, press, read, switch, type_number
from tests.browser.waiting import eventually, still
from tests.servers import ROOT, Server, free_port

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
DEPLOY = ROOT / "deploy"
VISIT = "descentLabBook.data.visit"
# Files that a server may have beyond those that it holds, enough for one visitor; bytes that its log may grow by meanwhile.
FEW_FILES, A_LITTLE = 30, 5_000
HEARD = f"visit => {VISIT} !== visit"
behind_nginx = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx on the PATH: apt-get install nginx-light"
)


@pytest.fixture(scope="module")
def two() -> Iterator[dict[str, Server]]:
    two = {name: Server(DESCENT_LAB_WORKER=name) for name in ("1", "2")}
    yield two
    for server in two.values():
        server.close()


@pytest.fixture
def workers(two: dict[str, Server]) -> dict[str, Server]:
    """Two servers by their names, of which a test may end and begin either."""
    for server in two.values():
        server.start()
    for server in two.values():
        server.wait()
    return two


@pytest.fixture(scope="module")
def front(two: dict[str, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, with deploy/'s own configuration but for where the workers are, what it listens to, and where it
    puts its own files.
    """
    assert NGINX, "CI must have an nginx on its PATH"
    at, port = tmp_path_factory.mktemp("nginx"), free_port()
    own = (DEPLOY / "nginx.conf").read_text("utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    kept = "".join(f"{each}_temp_path {at}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (at / "nginx.conf").write_text(own.replace("http {", f"http {{\n{kept}"), "utf-8")
    where = (DEPLOY / "workers.conf").read_text("utf-8")
    for name, worker in two.items():
        where = where.replace(f"app-{name}:8501", f"127.0.0.1:{worker.port}")
    (at / "workers.conf").write_text(where, "utf-8")
    command = [NGINX, "-p", str(at), "-c", "nginx.conf", "-g", f"daemon off; pid {at}/pid;"]
    with (at / "log").open("w") as log:
        nginx = subprocess.Popen(command, stdout=log, stderr=log)
        yield f"http://127.0.0.1:{port}"
        nginx.terminate()
        nginx.wait(20)


@pytest.fixture
def visitor(visit, front: str, workers: dict[str, Server]) -> Page:
    return visit(alone=True, base_url=front)


def worker_of(visitor: Page) -> str:
    return next(str(each["value"]) for each in visitor.context.cookies() if each.get("name") == "worker")


def download(visitor: Page, at: Path) -> str:
    visitor.get_by_role("button", name="Data", exact=True).click()
    with visitor.expect_download() as begun:
        visitor.get_by_test_id("stDownloadButton").get_by_role("button").click()
    begun.value.save_as(at / "table.csv")
    visitor.keyboard.press("Escape")
    return (at / "table.csv").read_text("utf-8")


@behind_nginx
def test_every_page_opens_and_a_file_comes_from_the_worker_that_made_it(visitor: Page, tmp_path: Path):
    for page in pages.PAGES:
        visitor.goto(page.path)
        still(visitor)
        expect(visitor.get_by_role("heading", level=1)).to_have_text(page.title)
    visitor.goto("/")
    still(visitor)
    assert download(visitor, tmp_path).count("\n") == 1 + 2 * 51


@behind_nginx
@pytest.mark.usefixtures("workers")
def test_new_visitors_go_where_the_fewest_are(visit, front: str):
    visitors = [visit(alone=True, base_url=front) for _ in range(2)]
    for visitor in visitors:
        visitor.goto("/")
        still(visitor)
    assert {worker_of(visitor) for visitor in visitors} == {"1", "2"}


def test_what_was_changed_after_a_link_outlives_the_server(visit, workers: dict[str, Server]):
    server = workers["1"]
    by_link, switched = (visit(alone=True, base_url=server.url) for _ in range(2))
    # One is on the very page that the link has opened; Streamlit goes on asking for that link. The other has gone further.
    for visitor in (by_link, switched):
        open_page(visitor, "/?problem=steep&steps=33")
        changed(visitor, choose, visitor, "Problem", "Double well")
        changed(visitor, type_number, visitor, 0, "0.03")
        changed(visitor, type_number, visitor, 1, "-1.5")
    descent, address = read(by_link), by_link.url
    assert re.search("problem=double_well.*learning_rate=0.03&start=-1.5", address)
    expect(switched).to_have_url(address)
    switch(switched, "Landscapes")
    changed(switched, choose, switched, "Problem", "Booth")
    changed(switched, press, switched, "Steps")
    switch(switched, "Descent")
    switch(switched, "Landscapes")
    landscapes, other = read(switched), switched.url

    visits = [visitor.evaluate(VISIT) for visitor in (by_link, switched)]
    server.end()
    server.start()
    for visitor, visit_before in zip((by_link, switched), visits, strict=True):
        visitor.wait_for_function(HEARD, arg=visit_before)
    expect(by_link).to_have_url(address)
    expect_screen(by_link, descent)
    expect(switched).to_have_url(other)
    expect_screen(switched, landscapes)

    # The first change counts.
    changed(switched, press, switched, "Steps")
    switched.go_back()
    expect_screen(switched, landscapes)
    # Nor is lost what stood on the page that was not on screen, and what lies behind.
    switch(switched, "Descent")
    expect(switched).to_have_url(address)
    expect_screen(switched, descent)
    switched.go_back()
    expect_screen(switched, landscapes)
    changed(switched, press, switched, "Steps")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="another process's limits can be set on Linux alone")
def test_more_connections_than_files_neither_fill_the_log_nor_keep_the_next_visitor_out(
    visit, workers: dict[str, Server]
):
    server = workers["1"]
    assert server.process
    visitor = visit(alone=True, base_url=server.url)
    pid = server.process.pid
    before, (_, most) = server.log.stat().st_size, resource.prlimit(pid, resource.RLIMIT_NOFILE)
    files = Path(f"/proc/{pid}/fd")
    granted = len(os.listdir(files)) + FEW_FILES
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (granted, most))
    with ExitStack() as crowd:
        for _ in range(3 * FEW_FILES):
            crowd.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        eventually(visitor, lambda: len(os.listdir(files)) >= granted and server.log.stat().st_size > before)
    visitor.goto("/")
    still(visitor)
    changed(visitor, press, visitor, "Steps")
    assert server.log.stat().st_size - before < A_LITTLE
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, most))


@behind_nginx
def test_workers_that_are_killed_cost_nothing_that_was_chosen(
    visitor: Page, workers: dict[str, Server], tmp_path: Path
):
    open_page(visitor, "/?problem=steep&steps=33")
    changed(visitor, choose, visitor, "Problem", "Double well")
    first = worker_of(visitor)
    loses(visitor, workers[first])
    # It stays with the other one, also when the first is back.
    workers[first].start()
    workers[first].wait()
    changed(visitor, press, visitor, "Steps")
    second = worker_of(visitor)
    assert second != first
    assert download(visitor, tmp_path).count("\n") > 60
    expect(visitor).to_have_url(re.compile("problem=double_well"))
    loses(visitor, workers[second])
    changed(visitor, press, visitor, "Steps")
    assert worker_of(visitor) == first


def loses(visitor: Page, worker: Server) -> None:
    """Kill a visitor's worker, and see that the screen is as it was once another has taken the visitor on."""
    screen, address, visit = read(visitor), visitor.url, visitor.evaluate(VISIT)
    worker.end()
    visitor.wait_for_function(HEARD, arg=visit)
    expect(visitor).to_have_url(address)
    expect_screen(visitor, screen)
