"""What the browser's tab, its history and its bookmarks call a page."""

from playwright.sync_api import expect

from pages import PAGES


def test_the_tab_says_which_page_it_holds(page):
    page.goto("/")
    expect(page).to_have_title(f"{PAGES[0].title} · Descent Lab")
    for each in (*PAGES[1:], PAGES[0]):
        page.get_by_role("link", name=each.title).click()
        page.get_by_role("heading", name=each.title, level=1).wait_for()
        expect(page).to_have_title(f"{each.title} · Descent Lab")
