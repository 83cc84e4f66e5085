"""What a page on the open web may do, and what of it is anybody's."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

import pages
from tests.browser.waiting import still

TOLD = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  (globalThis.against ??= []).push([violatedDirective, blockedURI]))"""


@pytest.mark.parametrize("path", [page.path for page in pages.PAGES])
def test_no_page_does_what_it_may_not(page, path):
    page.add_init_script(TOLD)
    page.goto(path)
    still(page)
    for name in ("Share", "Code", "Data"):
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            button.click()
            expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
            still(page)
            page.keyboard.press("Escape")
    assert page.evaluate("globalThis.against ?? []") == []


def test_a_page_can_neither_make_code_of_text_nor_load_from_elsewhere(page):
    page.add_init_script(TOLD)
    page.goto("/")
    still(page)
    page.evaluate("""() => {
      const image = new Image();
      image.src = "http://127.0.0.1:9/picture.png";
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.head.append(script);
    }""")
    page.wait_for_function("() => globalThis.against?.length >= 2")
    assert {directive for directive, _ in page.evaluate("against")} == {"img-src", "script-src-elem"}
    assert page.evaluate("globalThis.ran") is None


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_the_owners_is_not_for_anybody(app_url, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(app_url + path)
    assert refused.value.code == 403
    refused.value.close()
