"""What a visitor does, in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.waiting import eventually, plays_to, stays_within, still

LESSON_LOSS = "5.0925916816879635e-09"
LINE = "[data-testid=stVegaLiteChart] >> nth=0 >> g.mark-line path >> nth=0"


def open_page(page, link: str = "/"):
    page.goto(link)
    page.locator(LINE).wait_for()
    page.get_by_text("final loss, manual").wait_for()


def final_losses(page) -> list[str]:
    """Both, once the screen stands still."""
    still(page)
    return page.locator(".readouts dd").all_inner_texts()[:2]


def query(page) -> str:
    return page.url.partition("?")[2]


def test_the_lesson(page):
    open_page(page)
    assert final_losses(page) == [LESSON_LOSS, LESSON_LOSS]
    for name in ("Learning rate", "Start", "Steps"):
        expect(page.get_by_label(name, exact=True)).to_have_attribute("type", "range")


def test_both_curves_move_before_the_button_is_released(page):
    open_page(page)
    slider = page.get_by_label("Learning rate", exact=True)
    box = slider.bounding_box()
    lines = page.locator("[data-testid=stVegaLiteChart] >> nth=0 >> g.mark-line path")
    expect(lines).to_have_count(3)
    before = [line.get_attribute("d") for line in lines.all()]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.35 * box["width"], box["y"] + box["height"] / 2, steps=5)
    for k in (0, 1):
        expect(lines.nth(k)).not_to_have_attribute("d", before[k])
    page.mouse.up()


def test_the_keyboard_moves_a_slider_and_the_address_follows(page):
    open_page(page)
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("steps=51"))
    page.get_by_text("k = 0 of 51").wait_for()


def test_a_number_can_be_typed_and_nonsense_is_said_at_its_place(page):
    open_page(page)
    number = page.get_by_label("Learning rate, number", exact=True)
    number.fill("fast")
    number.press("Enter")
    page.get_by_text("Type a number from 1e-12 to 1e12.").wait_for()
    assert final_losses(page) == [LESSON_LOSS, LESSON_LOSS]
    number.fill("0.25")
    number.press("Enter")
    page.wait_for_url(re.compile("learning_rate=0.25"))
    expect(page.get_by_text("Type a number")).to_have_count(0)


def test_a_sent_link_a_reload_and_back_restore_the_screen(page):
    open_page(page, "/?problem=double_well&learning_rate=0.03&start=-0.5&steps=40&dtype=float64&scale=linear")
    shown, link = final_losses(page), query(page)
    page.reload()
    page.get_by_text("final loss, manual").wait_for()
    page.locator(LINE).wait_for()
    assert final_losses(page) == shown
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("steps=39"))
    page.go_back()
    page.get_by_text("k = 0 of 40").wait_for()
    eventually(page, lambda: final_losses(page) == shown)
    assert query(page) == link


def test_nonsense_in_the_address_is_repaired_and_said(page):
    open_page(page, "/?learning_rate=%3Cimg%3E&steps=-x&colour=blue")
    warning = page.get_by_text("The link was not quite right")
    expect(warning).to_contain_text("learning_rate was not a number and is now 0.1")
    page.wait_for_url(lambda url: "steps=50" in url and "colour" not in url)


def test_the_scrubber_plays_in_the_browser_and_rings_the_step(page):
    open_page(page)
    page.get_by_label("k, the step worked out").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("k = 1 of 50").wait_for()
    page.get_by_text("4 - 0.1 * 8", exact=True).wait_for()
    expect(page.locator("[data-method=manual] .result")).to_have_text(["16", "8", "3.2"])
    ring = page.locator("[data-testid=stVegaLiteChart] >> nth=1 >> g.mark-symbol path").last
    place = ring.get_attribute("transform")
    plays_to(page, r"k = [12]\d of 50")
    expect(ring).not_to_have_attribute("transform", place)


def choose(page, label: str, option: str) -> None:
    """Choose in one of Streamlit's select boxes."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_adam_and_its_beta_1_dragged_moves_both_curves(page):
    open_page(page)
    choose(page, "Optimizer", "Adam")
    page.wait_for_url(re.compile("optimizer=adam&.*beta_1=0.9&"))
    slider = page.get_by_label("beta_1", exact=True)
    box = slider.bounding_box()
    lines = page.locator("[data-testid=stVegaLiteChart] >> nth=0 >> g.mark-line path")
    page.get_by_text("beta_1**t").first.wait_for()
    still(page)
    before = [line.get_attribute("d") for line in lines.all()]
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2, steps=5)
    for k in (0, 1):
        expect(lines.nth(k)).not_to_have_attribute("d", before[k])
    page.mouse.up()
    page.wait_for_url(re.compile(r"beta_1=0\.9\d"))
    page.get_by_text("bit for bit the same at every step").wait_for()


def test_another_convention_parts_the_two_and_is_in_the_link(page):
    open_page(page, "/?optimizer=adam&epsilon=0.1")
    page.get_by_text("bit for bit the same at every step").wait_for()
    choose(page, "The manual side follows", "paper: epsilon on the corrected root")
    page.get_by_text("The tape stays with Keras.").wait_for()
    page.wait_for_url(re.compile("convention=paper"))
    page.get_by_text(re.compile(r"at step \d+: .* absolute")).wait_for()
    eventually(page, lambda: len(set(final_losses(page))) == 2)
    losses = final_losses(page)
    page.reload()
    page.get_by_text(re.compile(r"at step \d+: .* absolute")).wait_for()
    assert final_losses(page) == losses


def test_kerass_own_sentence_where_a_hyperparameter_was_typed(page):
    open_page(page, "/?optimizer=momentum")
    number = page.get_by_label("momentum, number", exact=True)
    number.fill("1.5")
    number.press("Enter")
    page.get_by_text("Type a number from 0 to 1. Keras: `momentum` must be a float between [0, 1].").wait_for()
    still(page)
    assert "momentum=0.9" in page.url


def test_what_can_be_taken_away(page):
    open_page(page)
    page.get_by_role("button", name="Share").click()
    page.get_by_text("problem=parabola&optimizer=sgd&learning_rate=0.1").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Code").click()
    page.get_by_text("optimizer.apply_gradients([(gradient, w)])").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Data", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    rows = download.value.path().read_text().splitlines()
    assert rows[0] == "method,step,w,loss,gradient_w"
    assert rows[1] == "tape,0,5.0,25.0,10.0"
    assert len(rows) == 1 + 2 * 51


def test_two_tabs_do_not_mix(page, visit):
    open_page(page)
    other = visit()
    open_page(other, "/?problem=steep")
    page.get_by_label("Steps", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("steps=49"))
    still(other)
    assert "problem=steep" in other.url
    assert "steps=50" in other.url


# On how many lines a name in the lines of a step stands.
LINES_OF = """(cells, name) => cells.flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(name);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + name.length);
    found.push(range.getClientRects().length);
  }
  return found;
})"""


def test_nothing_sticks_out_sideways_and_no_name_is_broken(page):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page)
    stays_within(page, 390)
    no_name_is_broken(page)
    page.set_viewport_size({"width": 1280, "height": 844})
    stays_within(page, 1280)
    no_name_is_broken(page)


def no_name_is_broken(page) -> None:
    assert page.locator(".formula").evaluate_all(LINES_OF, "apply_gradients") == [1]
    boxes = page.locator(".method").evaluate_all("boxes => boxes.map((box) => box.scrollWidth - box.clientWidth)")
    assert boxes == [0, 0]


def open_formulas(page):
    open_page(page)
    page.get_by_text("Type your own loss, derivative or update").click()
    box = page.get_by_role("textbox", name="Loss L(w)")
    box.wait_for()
    return (
        box,
        page.get_by_role("textbox", name="Your derivative dL/dw"),
        page.get_by_role("textbox", name="Your update"),
    )


def test_a_loss_and_a_wrong_derivative_are_typed_judged_and_corrected(page):
    loss, derivative, _ = open_formulas(page)
    loss.fill("")
    loss.press_sequentially("sin(3w) + w^2/10")
    page.wait_for_url(re.compile("problem=typed"))
    page.get_by_text("Derived by SymPy, until you type yours.").wait_for()
    still(page)
    expect(page.get_by_text("part at step")).to_have_count(0)
    derivative.press_sequentially("cos(3w) + w/5")
    page.get_by_text("You left out the inner derivative of sin(3w), which is 3.").first.wait_for()
    page.get_by_text(re.compile(r"The two descents part at step \d+")).wait_for()
    eventually(page, lambda: len(set(final_losses(page))) == 2)
    derivative.press("Home")
    derivative.press_sequentially("3")
    page.get_by_text("Right: it is the slope of the loss").first.wait_for()
    page.get_by_text("The two descents part").wait_for(state="detached")
    page.wait_for_url(re.compile("gradient=3cos"))
    expect(derivative).to_have_value("3cos(3w) + w/5")
    shown = final_losses(page)
    page.reload()
    page.get_by_text("Right: it is the slope of the loss").first.wait_for()
    page.get_by_text("final loss, manual").wait_for()
    assert final_losses(page) == shown


def test_half_typed_formulas_leave_the_last_good_picture_and_mark_the_place(page):
    loss, _, update = open_formulas(page)
    loss.fill("w^2 + sine(w)")
    page.get_by_text("There is no 'sine' here; did you mean sin?").wait_for()
    expect(page.locator("mark").first).to_have_text("s")
    assert final_losses(page) == [LESSON_LOSS, LESSON_LOSS]
    assert "problem=parabola" in page.url
    update.fill("w + learning_rate*g")
    page.get_by_text("(manual: left the domain)").wait_for()
    expect(loss).to_have_value("w^2 + sine(w)")
    loss.fill("w^2 + sin(w)")
    page.wait_for_url(re.compile("problem=typed"))
    expect(page.locator("#problem:visible")).to_have_count(0)


def test_the_start_comes_back_when_the_range_holds_it_again(page):
    loss, _, _ = open_formulas(page)
    loss.fill("(w - 50)^2")
    page.wait_for_url(re.compile(r"start=54\.8"))
    loss.fill("(w - 5)^2")
    page.wait_for_url(re.compile(r"start=5\.0"))


def test_hostile_text_is_answered_in_words(page):
    loss, _, _ = open_formulas(page)
    for hostile in ("9**9**9**9", "(" * 1500, "<img src=x onerror=alert(1)>", "$\\input{x}$", "w" * 1999):
        loss.fill(hostile)
        expect(page.locator("#problem:visible span")).to_have_text(re.compile(r"[.?]$"))
        assert final_losses(page) == [LESSON_LOSS, LESSON_LOSS]
        expect(page.get_by_test_id("stException")).to_have_count(0)
        # So that what is said next is said of the next.
        loss.fill("w^2")
        expect(page.locator("#problem:visible")).to_have_count(0)
