"""A component of ours that throws, in a real browser: its script in its guard, without a server."""

from dataclasses import asdict

from playwright.sync_api import expect

from pages.shared.components import Slider
from pages.shared.frontend_scripts import read, script

# A component as Streamlit holds one: its page in a shadow root, its script as a module.
MOUNT = """async ([name, html, script]) => {
  const place = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
  place.append(document.createRange().createContextualFragment(html));
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  window.show = { ...window.show, [name]: (data) => module.default({ data, parentElement: place, setStateValue() {} }) };
}"""
RATE = Slider(name="rate", label="Learning rate", limits=(0.1, 1.0), positions=9)
SLIDER = {**asdict(RATE), **RATE.scale(), "value": 0.5}
GOOD = {"sliders": [SLIDER], "minor_title": "", "turn": 0}
SENTENCE = "the next one brings this part up to date"


def test_what_throws_says_so_in_its_place_and_comes_back_and_its_siblings_never_notice(browser):
    page = browser.new_page()
    for name in ("broken", "sibling"):
        page.evaluate(MOUNT, [name, read("live_sliders.html"), script("live_sliders")])
        page.evaluate("([name, data]) => void show[name](data)", [name, GOOD])
    expect(page.get_by_role("slider")).to_have_count(2)
    page.evaluate("() => void show.broken({ sliders: null })")
    expect(page.get_by_role("alert").filter(has_text=SENTENCE)).to_have_count(1)
    page.evaluate("() => void show.broken({ sliders: null })")
    expect(page.get_by_role("alert").filter(has_text=SENTENCE)).to_have_count(1)
    page.evaluate("data => void show.sibling(data)", {**GOOD, "sliders": [{**SLIDER, "value": 0.7}]})
    expect(page.get_by_role("slider").nth(1)).to_have_attribute("aria-valuetext", "0.7")
    page.evaluate("data => void show.broken(data)", {**GOOD, "sliders": [{**SLIDER, "value": 0.9}]})
    expect(page.get_by_role("alert").filter(has_text=SENTENCE)).to_have_count(0)
    expect(page.get_by_role("slider").first).to_have_attribute("aria-valuetext", "0.9")
    page.close()


def test_what_cannot_be_sent_holds_up_nobody_else(browser):
    page = browser.new_page()
    page.evaluate(MOUNT, ["sliders", read("live_sliders.html"), script("live_sliders")])
    page.evaluate("window.addEventListener('error', (event) => event.preventDefault())")
    page.evaluate("setTimeout(() => descentLabPost(() => { throw new Error('not sent'); }))")
    page.evaluate("setTimeout(() => descentLabPost(() => (window.sent = true)))")
    page.wait_for_function("() => window.sent")
    page.close()


def test_a_component_that_is_called_anew_leaves_no_listener_behind(browser):
    page = browser.new_page()
    page.evaluate(
        """() => {
          window.heard = 0;
          const [add, remove] = [window.addEventListener, window.removeEventListener];
          window.addEventListener = function (...given) { window.heard += 1; add.apply(this, given); };
          window.removeEventListener = function (...given) { window.heard -= 1; remove.apply(this, given); };
        }"""
    )
    page.evaluate(MOUNT, ["follow", "", script("follow")])
    data = {"turn": 0, "query": "", "path": "", "rest_ms": 0}
    page.evaluate("data => { for (let k = 0; k < 5; k += 1) window.leave = show.follow(data); }", data)
    assert page.evaluate("window.heard") == 1
    page.evaluate("() => leave()")
    assert page.evaluate("window.heard") == 0
    page.close()
