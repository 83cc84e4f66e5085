"""A server that ends and begins again, as on a restart or where another worker answers: nothing on screen is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.servers import Server
from tests.browser.test_history import changed, choose, expect_screen, open_page, press, read, switch, type_number

VISIT = "descentLabBook.data.visit"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.end()


@pytest.fixture
def visitor(visit, server: Server) -> Page:
    return visit(base_url=server.url)


def outlives(visitor: Page, server: Server) -> None:
    """End the server and begin another, and wait until the page has heard of it."""
    visit = visitor.evaluate(VISIT)
    server.restart()
    visitor.wait_for_function(f"visit => {VISIT} !== visit", arg=visit)


def test_what_was_changed_after_a_link_outlives_the_server(visitor: Page, server: Server):
    open_page(visitor, "/?problem=steep&steps=33")
    changed(visitor, choose, visitor, "Problem", "Double well")
    changed(visitor, type_number, visitor, 0, "0.03")
    changed(visitor, type_number, visitor, 1, "-1.5")
    descent, address = read(visitor), visitor.url
    # On the very page that the link has opened; Streamlit goes on asking for that link.
    outlives(visitor, server)
    expect(visitor).to_have_url(address)
    expect_screen(visitor, descent)
    switch(visitor, "Landscapes")
    changed(visitor, choose, visitor, "Problem", "Booth")
    changed(visitor, press, visitor, "Steps")
    switch(visitor, "Descent")
    switch(visitor, "Landscapes")
    landscapes, other = read(visitor), visitor.url
    outlives(visitor, server)
    expect(visitor).to_have_url(other)
    expect_screen(visitor, landscapes)
    # The first change counts.
    changed(visitor, press, visitor, "Steps")
    visitor.go_back()
    expect_screen(visitor, landscapes)
    # Nor is lost what stood on the page that was not on screen, and what lies behind.
    switch(visitor, "Descent")
    expect(visitor).to_have_url(address)
    expect_screen(visitor, descent)
    visitor.go_back()
    expect_screen(visitor, landscapes)
    changed(visitor, press, visitor, "Steps")
    assert re.search("problem=double_well.*learning_rate=0.03&start=-1.5", address)
