"""What axe finds on every page, in both themes and on a phone: nothing that is serious."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pages import PAGES
from tests.browser.waiting import still

# So high that nothing waits below the fold: axe looks past what is not seen. In the dark the colours alone are others.
LOOKS = {
    "light": ("light", {"width": 1366, "height": 6000}),
    "dark": ("dark", {"width": 1366, "height": 6000}),
    "phone": ("light", {"width": 390, "height": 9000}),
}
ONLY = {"dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}}
PLAIN = [f"/{'' if page == PAGES[0] else page.file}" for page in PAGES]
FURTHER = [
    "/?optimizer=adam&convention=paper&epsilon=0.1",
    "/?loss=w^2&gradient=2w&update=w-lr*gradient",
    "/landscapes?racer_1=sgd:tape:0.001&racer_2=rmsprop:manual:0.01&selected=2",
]
# By rule and selector. What scrolls and holds nothing to press is reached by the keyboard in Chromium and Firefox as it is;
# axe asks for a tabindex, which Streamlit's formulas and containers do not take.
NOT_OURS = {"scrollable-region-focusable": ".katex-display, p:has(.katex), .st-key-tape_answers"}
MATCHES = "([target, css]) => Boolean(css && document.querySelector(target)?.matches(css))"


def look_so(page, look: str) -> None:
    theme, size = LOOKS[look]
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size(size)


def serious(page, look: str) -> list[str]:
    """What axe finds that is serious or critical, and not excluded."""
    still(page)
    said = Axe().run(page, options={"resultTypes": ["violations"], **ONLY.get(look, {})}).response["violations"]
    found = [each for each in said if each["impact"] in ("serious", "critical")]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
        if not page.evaluate(MATCHES, [str(node["target"][0]), NOT_OURS.get(each["id"], "")])
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_serious_on_any_page(page, look):
    look_so(page, look)
    for link in [*PLAIN, *(FURTHER if look == "light" else [])]:
        page.goto(link)
        page.get_by_role("heading", level=1).wait_for()
        assert serious(page, look) == [], link
        expect(page.get_by_role("heading", level=2).first, link).to_be_attached()


def test_nothing_serious_in_what_opens(page):
    look_so(page, "light")
    page.goto("/")
    for name, inside in (("Share", "This link opens exactly this screen."), ("Code", "Run as one script")):
        page.get_by_role("button", name=name).click()
        page.get_by_text(inside).wait_for()
        assert serious(page, "light") == []
        page.keyboard.press("Escape")
