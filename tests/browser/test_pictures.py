"""Pictures at the edge of what can be drawn, in a real browser: never empty without a word, and steady in a drag."""

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import still

CHART = "[data-testid=stVegaLiteChart]"
WRONG = "Something went wrong"
# Notes every set of labels that the first chart's axes show, in the frame in which they appear.
WATCH = """
(css) => {
  window.axes = [];
  const frame = () => {
    const labels = document.querySelector(css)?.querySelectorAll(".role-axis-label text") ?? [];
    const now = [...labels].map((label) => label.textContent).join(" ");
    if (now && now !== window.axes.at(-1)) window.axes.push(now);
    requestAnimationFrame(frame);
  };
  frame();
}
"""


def words(page, place: int = 0):
    """What is written inside a picture."""
    return page.locator(CHART).nth(place).locator("g.mark-text text")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"learning_rate": "0.5"}, "0 from step 1 on"),
        ({"start": "0"}, "0 at every step"),
        ({"learning_rate": "100", "steps": "30"}, "overflow from step 9 on"),
    ],
)
def test_a_loss_without_a_place_on_the_axis_is_said_in_the_picture(page, entries, said):
    page.goto("/?" + urlencode(entries))
    expect(words(page).filter(has_text=said)).to_be_visible()
    if said.startswith("0 from"):
        the_last_loss_that_has_a_place_is_a_dot(page)


def the_last_loss_that_has_a_place_is_a_dot(page) -> None:
    dots = page.locator(CHART).first.locator("g.mark-symbol path[fill='#D55E00'], g.mark-symbol path[fill='#d55e00']")
    expect(dots).to_have_count(1)


@pytest.mark.parametrize(
    ("entries", "lines", "said"),
    [
        ({"loss": "sin(30x)*sin(30y)"}, False, "Shades alone; zoom in for lines."),
        ({"loss": "cosh(x) + y^2", "x_from": "-1000", "x_to": "1000", "y_from": "-1000", "y_to": "1000"}, True, None),
        ({"loss": "0x + 3"}, False, "to twelve digits: no contour lines."),
    ],
)
def test_a_landscape_at_the_ends_of_what_can_be_drawn_is_drawn(page, entries, lines, said):
    page.goto("/landscapes?" + urlencode({"problem": "typed", **entries}))
    map_ = page.locator(f".st-key-landscape_map {CHART}")
    expect(map_.locator("image").first).to_be_attached()
    if said:
        expect(map_.locator("text, tspan").filter(has_text=said).first).to_be_attached()
    if lines:
        expect(map_.locator("g.mark-line path[stroke-width='0.8']").first).to_be_attached()
    expect(page.get_by_text(WRONG)).to_have_count(0)


@pytest.mark.parametrize(
    "link", ["/?learning_rate=0.05", "/?learning_rate=0.6&problem=absolute", "/compare", "/landscapes"]
)
def test_an_axis_writes_all_its_numbers_in_one_way(page, link):
    page.goto(link)
    still(page)
    for axis in page.locator(f"{CHART} .role-axis").all():
        numbers = [text for text in axis.locator(".role-axis-label text").all_text_contents() if text]
        with_powers = [text for text in numbers if "e" in text]
        assert not with_powers or {text for text in numbers if "e" not in text} <= {"0", "1", "2", "5"}


def test_pictures_are_saved_under_names_that_say_what_they_are(page):
    page.goto("/?optimizer=adam")
    still(page)
    page.get_by_role("button", name="Pictures").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Loss per step as SVG").press("Enter")
    assert download.value.suggested_filename == "descent-parabola-adam-0.1-loss.svg"
    drawing = ElementTree.fromstring(download.value.path().read_text(encoding="utf-8"))
    words = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:2] == ["Parabola: w**2", "Adam, learning rate 0.1, from 5, 50 steps in float32"]
    assert {"Loss per step", "tape", "manual"} <= set(words)
    assert "theory" not in words
    assert not drawing.findall(".//*[@class='mark-symbol role-mark ring_marks']")
    assert drawing[0].get("fill") == "rgb(255, 255, 255)"
    with page.expect_download() as download:
        page.get_by_role("button", name="The loss function and both paths as PNG").click()
    assert download.value.suggested_filename == "descent-parabola-adam-0.1-paths.png"
    image = download.value.path().read_bytes()
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20], "big") > 500


def test_the_graph_of_a_tape_is_saved_as_it_is_seen(page):
    page.goto("/tape?expression=surface&x=2&y=3")
    page.locator(".st-key-tape_graph g.node.swept").first.wait_for()
    still(page)
    page.get_by_role("button", name="Pictures").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="The graph as SVG").press("Enter")
    assert download.value.suggested_filename == "tape-surface-graph.svg"
    drawing = ElementTree.fromstring(download.value.path().read_text(encoding="utf-8"))
    words = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"values, forward", "gradients, backward", "47.738", "35.705"} <= words
    gradient = next(text for text in drawing.iter("{http://www.w3.org/2000/svg}text") if text.text == "35.705")
    # The page's styles stand in the file: the gradient has its colour.
    assert "fill: rgb(163, 48, 122)" in gradient.get("style")
    with page.expect_download() as download:
        page.get_by_role("button", name="The graph as PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("link", "presses", "most"), [("/?optimizer=adam&learning_rate=0.02", 40, 5), ("/?learning_rate=0.1", 40, 9)]
)
def test_the_log_axis_moves_rarely_while_a_slider_moves(page, link, presses, most):
    page.goto(link)
    expect(page.locator(f"{CHART} g.mark-line path").first).to_be_visible()
    slider = page.get_by_label("Learning rate", exact=True)
    page.evaluate(WATCH, CHART)
    before = slider.input_value()
    for _ in range(presses):
        slider.press("ArrowRight")
    expect(slider).not_to_have_value(before)
    page.wait_for_url("**learning_rate**")
    assert len(page.evaluate("window.axes")) <= most + 1
