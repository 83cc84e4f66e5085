"""What leads to a page, and what the browser's tab, its history and its bookmarks call it."""

import re

from playwright.sync_api import expect

from pages import PAGES
from tests.browser.waiting import still

OF_GRAPHVIZ = "useWorker"  # It says of itself that it does without.


def test_a_link_leads_to_every_page_and_the_tab_says_which_it_holds_and_no_picture_warns(page):
    warnings = []
    page.on("console", lambda message: message.type == "warning" and warnings.append(message.text))
    page.goto("/")
    expect(page).to_have_title(f"{PAGES[0].title} · Descent Lab")
    # No page but those that the walk goes over.
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_count(len(PAGES))
    for link, each in zip(links.all(), PAGES, strict=True):
        expect(link).to_have_attribute("href", re.compile(rf"{each.path}$"))
    for each in (*PAGES[1:], PAGES[0]):
        page.get_by_role("link", name=each.title).click()
        page.get_by_role("heading", name=each.title, level=1).wait_for()
        expect(page).to_have_title(f"{each.title} · Descent Lab")
        still(page)
        for rail in page.locator("input[type=range].range").all()[:1]:
            rail.press("ArrowRight")
        still(page)
    assert [text for text in warnings if OF_GRAPHVIZ not in text] == []
