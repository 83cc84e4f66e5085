"""What a visitor does on the lesson's pages, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from pages import PAGES
from tests.browser.waiting import NEXT_FRAME, eventually, plays_to, stays_within, still

NODE = ".st-key-tape_graph svg g.node"


def open_tape(page, link: str = "/tape"):
    page.goto(link)
    page.locator(NODE).first.wait_for()
    page.get_by_text("It has come back").wait_for()
    page.locator(f"{NODE}.swept").first.wait_for()


def shows(page, identity: str, texts: list[str]) -> None:
    """What is written in a node or at an edge of the graph."""
    expect(page.locator(f'[id="{identity}"] text')).to_have_text(texts)


def lit(page) -> tuple[str | None, str | None, str | None]:
    """What is lit in the source, in the graph and in the table."""
    source = page.locator("#source mark")
    node = page.locator(f"{NODE}.lit")
    row = page.locator("tbody tr.lit")
    return (
        source.inner_text() if source.count() else None,
        node.get_attribute("id") if node.count() else None,
        row.get_attribute("data-id") if row.count() else None,
    )


def test_the_sweep_is_stepped_forward_and_backward(page):
    open_tape(page)
    shows(page, "variable_x", ["x", "2", "35.705"])
    page.get_by_label("Step of the tape").focus()
    page.keyboard.press("Home")
    eventually(page, lambda: lit(page) == (None, None, None))
    shows(page, "operation_1", ["×", "", ""])

    forward = page.get_by_role("button", name="One step on")
    forward.click()
    eventually(page, lambda: lit(page) == ("x * y", "operation_1", "operation_1"))
    shows(page, "operation_1", ["×", "6", ""])
    page.get_by_text("#1 is recorded: Mul of x = 2.0 and y = 3.0 is 6.0.").wait_for()
    for _ in range(3):
        forward.click()
    eventually(page, lambda: lit(page) == ("(x * y + tf.sin(x)) ** 2", "operation_4", "operation_4"))
    shows(page, "operation_4", ["^ 2", "47.738", ""])

    forward.click()
    page.get_by_text("backward 1 of 4").wait_for()
    shows(page, "operation_4", ["^ 2", "47.738", "1"])
    shows(page, "edge_4_0", ["×13.819", "13.819"])
    shows(page, "variable_x", ["x", "2", ""])
    for _ in range(2):
        forward.click()
    eventually(page, lambda: lit(page) == ("x * y", "operation_1", "operation_1"))
    shows(page, "variable_y", ["y", "3", "27.637"])
    # x waits for what comes back through the sine.
    shows(page, "variable_x", ["x", "2", ""])
    forward.click()
    shows(page, "variable_x", ["x", "2", "35.705"])
    page.get_by_role("button", name="One step back").click()
    shows(page, "variable_x", ["x", "2", ""])


def test_it_plays_and_pauses(visit):
    # A clock is that of all pages of a context.
    page = visit(alone=True)
    page.clock.install()
    open_tape(page)
    plays_to(page, "forward 2 of 4")
    step = page.get_by_label("Step of the tape").input_value()
    page.clock.fast_forward(60_000)
    page.evaluate(NEXT_FRAME)
    expect(page.get_by_label("Step of the tape")).to_have_value(step)


def test_a_slider_moves_the_numbers_and_not_the_graph(page):
    open_tape(page)
    page.evaluate(f"document.querySelector('{NODE}').dataset.same = 'yes'")
    page.get_by_label("x", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"x=2\.01&"))
    page.wait_for_function("() => document.querySelectorAll('[id=variable_x] text')[1].textContent === '2.01'")
    expect(page.locator(NODE).first).to_have_attribute("data-same", "yes")
    page.locator("td", has_text="2.01").first.wait_for()


def test_another_expression_brings_its_own_tape_and_back_restores(page):
    open_tape(page)
    page.get_by_text("micrograd's example").click()
    page.wait_for_url(re.compile("expression=micrograd"))
    page.locator('[id="operation_25"].swept').wait_for()
    page.locator("tr[data-id=operation_25].swept").wait_for()
    shows(page, "variable_a", ["a", "−4", "138.83"])
    expect(page.locator("tbody tr[data-id]")).to_have_count(27)
    page.go_back()
    page.locator('[id="variable_x"].swept').wait_for()
    page.wait_for_url(re.compile("expression=surface"))


OVERLAPS = """() => {
  const box = (element) => element.getBoundingClientRect();
  const meet = (a, b, slack) => a.left + slack < b.right && b.left + slack < a.right
    && a.top + slack < b.bottom && b.top + slack < a.bottom;
  const groups = (kind) => [...document.querySelectorAll(`.st-key-tape_graph svg g.${kind}`)];
  const nodes = groups("node").map((node) => [node.id, box(node.querySelector("path"))]);
  const labels = groups("edge").flatMap((edge) => [...edge.querySelectorAll("text")].map((text) => [edge.id, box(text)]));
  const found = [];
  for (const [i, [node, a]] of nodes.entries()) {
    for (const [other, b] of nodes.slice(i + 1)) if (meet(a, b, 0)) found.push([node, other]);
    for (const [edge, b] of labels) if (meet(a, b, 2)) found.push([node, edge]);
  }
  for (const [i, [edge, a]] of labels.entries()) {
    for (const [other, b] of labels.slice(i + 1)) if (edge !== other && meet(a, b, 4)) found.push([edge, other]);
  }
  for (const node of groups("node")) {
    const frame = box(node.querySelector("path"));
    for (const text of node.querySelectorAll("text")) {
      const inside = box(text).left > frame.left - 1 && box(text).right < frame.right + 1;
      if (!inside) found.push([node.id, text.textContent]);
    }
  }
  return found;
}"""


def test_nothing_in_the_graph_overlaps(page):
    open_tape(page, "/tape?expression=micrograd&a=-1.2345&b=3.3333")
    expect(page.locator(NODE)).to_have_count(27)
    eventually(page, lambda: page.evaluate(OVERLAPS) == [])


def test_a_prediction_comes_before_the_run(page):
    open_tape(page, "/tape?cause=twice")
    page.get_by_text("Predict first; then it runs").wait_for()
    still(page)
    expect(page.get_by_text("RuntimeError: A non-persistent")).to_have_count(0)
    page.get_by_text("an error", exact=True).click()
    page.get_by_text("RuntimeError: A non-persistent").wait_for()
    page.get_by_text("1 of 1 predicted right").wait_for()


def test_the_first_visitor_by_a_link_gets_the_frame(page):
    page.goto("/variables?first=2.5")
    page.get_by_text("tf.Tensor(7.5, shape=(), dtype=float32)").first.wait_for()
    links = page.locator("[data-testid=stSidebarNavLink]")
    expect(links).to_have_text([re.compile(page.title) for page in PAGES])
    links.filter(has_text="Descent").click()
    page.get_by_text("final loss, manual").wait_for()
    page.go_back()
    page.get_by_text("tf.Tensor(7.5, shape=(), dtype=float32)").first.wait_for()
    page.wait_for_url(re.compile(r"/variables\?first=2\.5"))
    still(page)
    expect(page.get_by_text("The link was not quite right")).to_have_count(0)


@pytest.mark.parametrize("link", ["/tape?expression=micrograd", "/variables"])
def test_nothing_sticks_out_sideways_on_a_phone(page, link):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(link)
    page.locator("pre code").first.wait_for()
    if "tape" in link:
        page.locator(f"{NODE}.swept").first.wait_for()
    stays_within(page, 390)


def test_the_contents_stay_in_sight_and_lead_by_keyboard_and_by_link(page):
    page.goto("/variables#dtype")
    contents = page.get_by_role("navigation", name="On this page")
    expect(page.locator("[id=dtype]")).to_be_in_viewport()
    expect(contents.get_by_role("link", name="A variable keeps its dtype")).to_have_attribute(
        "aria-current", "location"
    )
    link = contents.get_by_role("link", name="What a copy shares")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[id=copies]")).to_be_focused()
    expect(page.locator("[id=copies]")).to_be_in_viewport()
    expect(link).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"\?first=5.*#copies$"))
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.get_by_role("combobox", name="On this page")
    expect(box).to_be_in_viewport()
    box.select_option("The same in TensorFlow 1")
    expect(page.locator("[id=session]")).to_be_in_viewport()
    expect(box).to_be_in_viewport()
    expect(box).to_have_value("session")
