"""What a visitor does on the Landscapes page, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import NEXT_FRAME, eventually, plays_to, stays_within, still

MAP = ".st-key-landscape_map [data-testid=stVegaLiteChart]"
PATHS = f"{MAP} .paths_marks path"
GROUND = f"{MAP} .role-frame.root path.background"
TRAILS = f"{MAP} svg[aria-hidden=true] polyline"
START = f"{MAP} circle.start"
LOSSES = ".st-key-landscape_losses [data-testid=stVegaLiteChart]"


def open_page(page, query: str = ""):
    page.goto(f"/landscapes{query}")
    page.locator(START).wait_for()
    page.get_by_text(
        re.compile(r"still descending|converged|left the map|oscillating|stalled|diverged")
    ).first.wait_for()


def paths(page) -> list[str]:
    return [path.get_attribute("d") for path in page.locator(PATHS).all()]


def places(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


def place_of(page, x: float, y: float, domain: tuple[float, ...]) -> tuple[float, float]:
    """Where a point of the map is on the screen."""
    box = page.locator(GROUND).first.bounding_box()
    x0, x1, y0, y1 = domain
    return box["x"] + (x - x0) / (x1 - x0) * box["width"], box["y"] + (y1 - y) / (y1 - y0) * box["height"]


def chosen(url: str, name: str) -> float:
    """The number that a link holds."""
    return float(parse_qs(urlsplit(url).query)[name][0])


SAME_TO_A_PIXEL = r"""([css, path]) => {
  const places = (text) => text.match(/-?[\d.]+/g).map(Number);
  const [drawn, expected] = [places(document.querySelector(css).getAttribute("d")), places(path)];
  return drawn.length === expected.length && drawn.every((place, k) => Math.abs(place - expected[k]) <= 1);
}"""
CHOSEN = """(rail, step) => {
  rail.value = step;
  rail.dispatchEvent(new Event("input", { bubbles: true }));
}"""
HIMMELBLAU = (-5.0, 5.0, -5.0, 5.0)


def test_a_click_on_the_map_sets_the_start_there_and_every_path_begins_at_it(page):
    open_page(page, "?problem=himmelblau")
    expect(page.locator(PATHS)).to_have_count(4)
    before = paths(page)
    page.mouse.click(*place_of(page, 1.0, 3.0, HIMMELBLAU))
    page.wait_for_url(re.compile(r"start_x=(0\.9|1\.0)\d*&start_y=(2\.9|3\.0)"))
    eventually(page, lambda: all(old != new for old, new in zip(before, paths(page), strict=True)))
    after = paths(page)
    box, (x, y) = page.locator(START).bounding_box(), place_of(page, 1.0, 3.0, HIMMELBLAU)
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=2)
    assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=2)
    begin = [float(number) for number in re.match(r"M([-\d.]+),([-\d.]+)", after[0]).groups()]
    ground = page.locator(GROUND).first.bounding_box()
    assert begin == pytest.approx([x - ground["x"], y - ground["y"]], abs=2)
    expect(page.get_by_label("Start, x, number", exact=True)).to_have_value(re.compile(r"^(0\.9[5-9]|1$|1\.0[0-5])"))


def test_paths_move_before_the_button_is_released_and_stay_within_the_map(page):
    open_page(page, "?problem=himmelblau")
    before = page.locator(PATHS).first.get_attribute("d")
    page.mouse.move(*place_of(page, -2.0, 2.0, HIMMELBLAU))
    page.mouse.down()
    page.mouse.move(*place_of(page, 1.0, 1.0, HIMMELBLAU), steps=6)
    expect(page.locator(PATHS).first).not_to_have_attribute("d", before)
    x, y = place_of(page, 5.0, 1.0, HIMMELBLAU)
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"start_x=5\.0&"))


def test_the_sliders_do_the_same_from_the_keyboard(page):
    open_page(page, "?problem=booth")
    before = page.locator(START).bounding_box()
    page.get_by_role("slider", name="Start, x").focus()
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"start_x=10\.0"))
    page.wait_for_function(
        "([css, x]) => document.querySelector(css).getBoundingClientRect().x > x + 20", arg=[START, before["x"]]
    )


def test_it_plays_in_the_browser_every_racer_at_the_same_step(page):
    open_page(page, "?problem=himmelblau&step=0")
    page.get_by_text("k = 0 of 100").wait_for()
    plays_to(page, r"k = [2-9]\d of 100")
    trails = [len(trail.get_attribute("points").split()) for trail in page.locator(TRAILS).all()]
    assert len(trails) == 4
    assert len(set(trails)) == 1
    step = int(re.search(r"k = (\d+)", page.locator("output").inner_text())[1])
    assert trails[0] == step + 2
    here = page.locator(f"{LOSSES} .vega-bindings input[name=here]")
    expect(here).to_have_value(re.compile(rf"^{step} "))
    page.wait_for_url(re.compile(f"step={step}$"))


def test_the_race_plays_by_itself_once_when_the_page_is_opened_by_no_link(page):
    page.emulate_media(reduced_motion="no-preference")
    open_page(page)
    page.get_by_role("button", name="Pause").wait_for()
    still(page)
    assert "step=" not in page.url
    for title in ("Compare", "Landscapes"):
        page.get_by_role("link", name=title).click()
        page.get_by_role("heading", name=title, level=1).wait_for()
    page.locator(START).wait_for()
    page.get_by_text("k = 200 of 200").wait_for()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_where_no_motion_is_wanted_the_page_opens_at_its_first_step(page):
    page.emulate_media(reduced_motion="reduce")
    open_page(page)
    page.get_by_text("k = 0 of 200").wait_for()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    step_taken = page.locator(".scroll tbody tr").first.locator("td").nth(6)
    expect(step_taken).not_to_have_text("–")
    still(page)
    assert "step=" not in page.url
    page.get_by_label("The step that is shown").press("ArrowRight")
    page.wait_for_url(re.compile("step=1$"))


def test_the_scrubber_shows_the_numbers_of_its_step(page):
    open_page(page, "?problem=booth&racer_1=sgd:tape:0.05&racer_2=momentum:manual:0.05&start_x=-6.0&start_y=5.0&step=0")
    row = page.locator(".scroll tbody tr").first
    # gradient = (10x + 8y - 34, 8x + 10y - 38)
    row.get_by_text("(−54, −36)").wait_for()
    expect(row.locator("td").nth(6)).to_have_text("(2.7, 1.8)")
    page.get_by_label("The step that is shown").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("k = 1 of").wait_for()
    expect(row.locator("td").nth(1)).to_have_text("−3.3")
    expect(page.locator(".scroll tbody tr").nth(2).locator("td").nth(5)).to_have_text(re.compile(r"^v \("))


def test_hovering_a_path_shows_its_step_in_both_pictures_and_in_the_table(page):
    open_page(page, "?problem=himmelblau&racer_1=sgd:tape:0.01&racer_2=adam:tape:0.1")
    page.mouse.move(*place_of(page, -0.5, -1.0, HIMMELBLAU))
    page.get_by_text("k = 0 of 100").wait_for()
    expect(page.locator(".scroll tbody tr.lit")).to_have_count(2)
    expect(page.locator(f"{LOSSES} .vega-bindings input")).to_have_value(re.compile("^0 "))
    expect(page.locator(PATHS).nth(1)).to_have_css("opacity", "0.15")
    page.mouse.move(5, 5)
    page.get_by_text("k = 100 of 100").wait_for()
    box = page.locator(f"{LOSSES} .role-frame.root path.background").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_text("k = 50 of 100").wait_for()


def test_zoom_draws_new_contour_lines_and_is_in_the_link(page):
    open_page(page, "?problem=himmelblau")
    lines = page.locator(f"{MAP} .contours_marks path")
    before = lines.first.get_attribute("d")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile("view=-3.333"))
    expect(lines.first).not_to_have_attribute("d", before)
    expect(page.locator(f"{MAP} .vega-bindings input")).to_have_value(re.compile(r"^-3\.333"))
    page.get_by_role("button", name="Move the map").click()
    page.mouse.move(*place_of(page, 0, 0, HIMMELBLAU))
    page.mouse.down()
    page.mouse.move(*place_of(page, 1.0, 0, HIMMELBLAU), steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"view=-(3\.9|4\.0)"))
    assert "start_x=-0.5&" in page.url
    page.get_by_role("button", name="Whole map").click()
    page.wait_for_url(lambda url: "view=" not in url)


def test_racers_join_and_leave(page):
    open_page(page)
    page.get_by_role("button", name="Add a racer").click()
    page.wait_for_url(re.compile("racer_5=nesterov.*selected=5"))
    page.get_by_role("slider", name="momentum").wait_for()
    page.get_by_role("button", name="Remove racer 1").click()
    page.wait_for_url(lambda url: "racer_5" not in url and "racer_1=momentum" in url)
    expect(page.locator(PATHS)).to_have_count(4)
    page.get_by_role("button", name=re.compile("^Racer 2:")).click()
    page.get_by_role("slider", name="beta_1").wait_for()


def test_a_shared_link_a_reload_and_back_restore_the_screen(page):
    open_page(
        page, "?problem=beale&racer_1=lion:manual:0.02&racer_2=adam:tape:0.1&start_x=1.0&start_y=2.0&step=12&equal=on"
    )
    expect(page.locator(PATHS)).to_have_count(2)
    still(page)
    shown, link = paths(page), page.url
    page.reload()
    page.locator(START).wait_for()
    page.get_by_text("k = 12 of").wait_for()
    expect(page.locator(PATHS)).to_have_count(2)
    expected = [pytest.approx(places(path), abs=1) for path in shown]
    eventually(page, lambda: [places(path) for path in paths(page)] == expected)
    still(page)
    page.mouse.click(*place_of(page, 2.0, 2.0, (-4.5, 4.5, -4.5, 4.5)))
    page.wait_for_url(lambda url: url != link)
    page.go_back()
    page.wait_for_url(link)
    page.get_by_role("slider", name="Start, x").and_(page.locator("[aria-valuetext='1']")).wait_for()
    page.wait_for_function(SAME_TO_A_PIXEL, arg=[PATHS, shown[0]])


def test_back_and_forward_restore_the_step_and_the_last_one_is_told_as_such(page):
    open_page(page, "?problem=beale&step=12")
    still(page)

    def at(step: int, of: int = 200) -> None:
        page.get_by_text(f"k = {step} of {of}").wait_for()
        page.wait_for_url(re.compile(r"&basins=off" + (f"&step={step}$" if step < of else "$")))
        still(page)

    rail = page.get_by_role("slider", name="The step that is shown")
    at(12)
    for step in (50, 200):
        rail.evaluate(CHOSEN, step)
        at(step)
    page.get_by_role("slider", name="Steps").press("ArrowRight")
    at(201, of=201)
    for step in (200, 50, 12):
        page.go_back()
        at(step)
    page.go_forward()
    at(50)


def drawn(canvas) -> str:
    return canvas.evaluate("canvas => canvas.toDataURL()")


def test_the_surface_turns_under_the_hand(page):
    open_page(page, "?problem=himmelblau")
    page.goto(f"{page.url.replace('picture=map', 'picture=surface')}")
    canvas = page.locator(f"{MAP} canvas")
    canvas.wait_for()
    page.get_by_text("Drag turns the surface").wait_for()
    eventually(page, lambda: len(drawn(canvas)) > 20_000)
    before = drawn(canvas)
    page.mouse.move(*place_of(page, 0, 0, HIMMELBLAU))
    page.mouse.down()
    page.mouse.move(*place_of(page, 2, 0, HIMMELBLAU), steps=3)
    page.mouse.up()
    eventually(page, lambda: drawn(canvas) != before)
    turned = drawn(canvas)
    page.get_by_role("button", name="Turn left").focus()
    page.keyboard.press("ArrowUp")
    eventually(page, lambda: drawn(canvas) != turned)
    still(page)
    assert "start_x=-0.5&" in page.url


def test_a_formula_that_is_none_is_said_at_its_box_and_the_map_stays(page):
    open_page(page, "?problem=typed&loss=x**2%2By**2")
    still(page)
    before = paths(page)
    box = page.get_by_role("textbox", name="Loss L(x, y)")
    box.fill("x**2 + wrong(y)")
    box.press("Enter")
    page.get_by_text("There is no 'wrong' here").wait_for()
    expect(page.locator("mark")).to_have_text("w")
    expect(box).to_have_value("x**2 + wrong(y)")
    still(page)
    assert paths(page) == before
    box.fill("x**2 + 2*y**2")
    box.press("Enter")
    page.wait_for_url(re.compile(r"2\*y|2%2Ay"))
    page.locator("mark").wait_for(state="hidden")


def test_two_tabs_do_not_mix(page, visit):
    open_page(page, "?problem=booth")
    other = visit()
    open_page(other, "?problem=matyas")
    still(other)
    left_alone = other.url
    page.mouse.click(*place_of(page, 2.0, 2.0, (-10.0, 10.0, -10.0, 10.0)))
    page.wait_for_url(lambda url: chosen(url, "start_x") == pytest.approx(2.0, abs=0.1))
    other.get_by_role("slider", name="Steps").press("ArrowRight")
    other.wait_for_url(lambda url: chosen(url, "steps") == chosen(left_alone, "steps") + 1)
    still(page)
    assert chosen(other.url, "start_x") == chosen(left_alone, "start_x")
    assert "problem=booth" in page.url
    assert chosen(page.url, "start_x") == pytest.approx(2.0, abs=0.1)


# Where the texts of elements begin and end.
SIDES = """elements => elements.map((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { left, right } = range.getBoundingClientRect();
  return [left, right];
})"""


def test_nothing_sticks_out_sideways_and_sentences_stay_on_the_screen(page):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page)
    sentences_stay_within(page, 390)
    page.set_viewport_size({"width": 1280, "height": 844})
    sentences_stay_within(page, 1280)


def sentences_stay_within(page, width: int) -> None:
    stays_within(page, width)
    table = page.locator(".scroll")
    for moved in (0, 500):
        table.evaluate("(box, moved) => (box.scrollLeft = moved)", moved)
        sides = table.get_by_text("the last 10 steps").evaluate_all(SIDES)
        assert len(sides) == 4
        assert min(left for left, _ in sides) >= 0
        assert max(right for _, right in sides) <= width


def swiped(page, *fingers: list[tuple[float, float]]) -> None:
    """Fingers, each along some places of the screen."""
    session = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(fingers[0]) - 1)]
    for kind, *places in zip(kinds, *fingers, strict=True):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.evaluate(NEXT_FRAME)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_phone_a_tap_or_a_drag_of_the_start_sets_it_a_swipe_scrolls_and_two_fingers_zoom(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_page(page, "?problem=himmelblau")
    page.get_by_text("Tap the map to set the start, or drag its ring; two fingers zoom.").wait_for()
    page.locator(GROUND).first.scroll_into_view_if_needed()
    page.touchscreen.tap(*place_of(page, 2.0, 1.0, HIMMELBLAU))
    page.wait_for_url(re.compile(r"start_x=(1\.9|2\.0)"))
    (x, y), scrolled = place_of(page, 2.0, 1.0, HIMMELBLAU), "document.querySelector('[data-testid=stMain]').scrollTop"
    at_first = page.evaluate(scrolled)
    swiped(page, [(x, y - 8 * k) for k in range(9)])
    lifted_at = 1.0 + 64 / page.locator(GROUND).first.bounding_box()["height"] * 10
    page.wait_for_url(lambda url: chosen(url, "start_y") == pytest.approx(lifted_at, abs=0.06))
    assert page.evaluate(scrolled) == at_first
    link = page.url
    x, y = place_of(page, -4.0, -4.0, HIMMELBLAU)
    swiped(page, [(x, y - 12 * k) for k in range(9)])
    page.wait_for_function(f"before => {scrolled} > before + 40", arg=at_first)
    still(page)
    assert page.url == link
    page.locator(GROUND).first.scroll_into_view_if_needed()
    x, y = place_of(page, 0.0, 0.0, HIMMELBLAU)
    swiped(page, *([(x + side * (20 + 10 * k), y) for k in range(5)] for side in (-1, 1)))
    page.wait_for_url(re.compile(r"view=-1\.[56]"))


# Whether the map is drawn as wide as from one number to another, with the start's ring where the paths begin.
TOGETHER = """([map, path, start, narrowest, widest]) => {
  const box = document.querySelector(map)?.getBoundingClientRect();
  const [line, ring] = [path, start].map((css) => document.querySelector(css));
  if (!line || !ring || box.width < narrowest || box.width > widest) return false;
  const { x, y } = line.getPointAtLength(0);
  const begins = new DOMPoint(x, y).matrixTransform(line.getScreenCTM());
  const { left, top, width, height } = ring.getBoundingClientRect();
  return Math.hypot(left + width / 2 - begins.x, top + height / 2 - begins.y) < 1 && box.width;
}"""


def stay_together(page, narrowest: float, widest: float = 2000) -> float:
    """Wait until ring and paths lie together on a map so wide; gives its width."""
    return page.wait_for_function(TOGETHER, arg=[GROUND, PATHS, START, narrowest, widest]).json_value()


def test_the_ring_stays_on_the_paths_in_full_screen_and_after_it(page):
    open_page(page)
    width = stay_together(page, 1)
    for leave in (
        lambda: page.get_by_role("button", name="Close fullscreen").first.click(),
        lambda: page.keyboard.press("Escape"),
    ):
        page.locator(MAP).hover()
        page.get_by_role("button", name="Fullscreen").first.click()
        stay_together(page, width + 200)
        leave()
        stay_together(page, width - 1, width + 1)


def test_the_ring_stays_on_the_paths_when_a_phone_is_turned(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_page(page)
    width = stay_together(page, 1)
    page.set_viewport_size({"width": 844, "height": 390})
    stay_together(page, width + 20)
    page.set_viewport_size({"width": 390, "height": 844})
    stay_together(page, width - 1, width + 1)
