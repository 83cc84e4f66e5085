"""Every option of every control on every page, in a real browser, held against what no screen may show.

The pages say themselves what can be chosen, so that what is added is walked too, and so is what appears only once something
else was chosen. `make walk` walks all of it in four looks, which takes the better part of an hour. `make test` takes some
pages in one look, and of their options every twelfth, always the same ones, with all that they bring.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterator
from itertools import count, groupby, product
from operator import attrgetter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import TimeoutError as Never
from playwright.sync_api import expect

import pages
from core.hyperparameters import known
from tests.browser.waiting import NOW_AND_THEN_MS
from tests.browser.walking import CHOICE, POPOVER, SELECT, SEVERAL, Option, Visitor
from tests.conftest import PATIENCE_MS

PAGES = tuple(page.path for page in pages.PAGES)
LOOKS = (("light", 1366), ("dark", 390), ("dark", 1366), ("light", 390))
ALL = os.environ.get("WALK") == "all"
EVERY = 1 if ALL else 12
# The first option that each look takes, after those that stand there: the quartic bowl, which has ended the sliders, is one.
FIRST = {0: 2, 1: 8}
# What `make test` walks: the pages whose walk has been green from end to end.
SHARE = (("/", 0), ("/compare", 0), ("/landscapes", 0), ("/variables", 0))
# No part of what a link holds: a prediction belongs to the visit, and comes but once in it.
OF_THE_VISIT = ("What does the last line give?",)
# How long a screen has, once it stands still, to be as it must be, when one was not already: the walk is red then.
IMPATIENCE_MS = 10_000
_TRIED: set[tuple[str, str]] = set()


def wanted(path: str, link: str) -> set[str]:
    """The sliders that a screen must have, by what its link says."""
    query = dict(parse_qsl(urlsplit(link).query))
    if path == "/":
        numbers = known(query["optimizer"], query.get("schedule", "constant"))
        own = {name for name in query if name in numbers and not isinstance(numbers[name].first, bool)}
        return {"learning_rate", "start", "steps"} | own
    if path == "/compare":
        return {"race.start", "race.steps"} | {f"race.{name}" for name in query if name.startswith("rate_")}
    if path == "/maps":
        axes = {query["across"], query.get("up") if query["kind"] == "map" else None}
        starts = {name.removeprefix("start_") if name != "start" else "w" for name in query if name.startswith("start")}
        named = {"learning_rate", "steps", *starts} | {name for name in query if name in known(query["optimizer"])}
        kept = {name for name in named - axes if name not in ("centered",)}
        return {f"map.{f'start_{name}' if name in starts else name}" for name in kept}
    if path == "/landscapes":
        return {f"landscape.{name}" for name in ("start_x", "start_y", "steps")}
    return set()


class Walk:
    """A walk over one page in one look: what is wrong, and where."""

    def __init__(self, visitor: Visitor, path: str, takes: Callable[[int], bool]) -> None:
        self.visitor, self.path, self.takes = visitor, path, takes
        self.faults: list[str] = []

    def over_the_page(self) -> list[str]:
        """Every option of what is there when the page opens, and with each of them what it brings."""
        self.visitor.open(self.path)
        self.look("as it opens")
        steps = count()
        self.over(self.visitor.options(), lambda: self.takes(next(steps)), ())
        return self.faults

    def over(self, options: list[Option], takes: Callable[[], bool], way: tuple[Option, ...]) -> None:
        """Choose each of these options once those on the `way` are chosen; then put back what stood there."""
        there = {option.control for option in (*options, *way)}
        for control, group in groupby(options, attrgetter("control")):
            own = list(group)
            first = next(filter(self.visitor.chosen, own), None)
            for option in [option for option in own if option != first and takes()]:
                before = self.visitor.page.url
                self.step(*way, option)
                if not way:
                    self.over(self.visitor.options(but=there), lambda: True, (option,))
                if control.kind not in (SELECT, CHOICE):
                    self.undo(option, before)
            if first and control.kind in (SELECT, CHOICE) and not self.visitor.chosen(first):
                self.visitor.choose(first)

    def undo(self, option: Option, link: str) -> None:
        """Take back what is no choice between several; `link` is what stood there."""
        if option.control.kind == POPOVER:
            self.visitor.act(lambda: self.visitor.page.keyboard.press("Escape"))
        elif option.control.kind == SEVERAL:
            self.visitor.open(link)
        else:
            self.visitor.choose(option)

    def step(self, *way: Option) -> None:
        """Choose the last on the way, look, move the sliders that are new, and come back by the link."""
        page, option = self.visitor.page, way[-1]
        where = " > ".join(f"{each.control.label}: {each.text}" for each in way)
        before = page.url
        self.visitor.choose(option)
        if way[0].control.kind == POPOVER:
            self.look(where)
        elif option.control.label in OF_THE_VISIT:
            self.look(where)
            self.visitor.open(page.url)
        else:
            expect(page).not_to_have_url(before)
            self.look(where)
            self.again(where)

    def look(self, where: str) -> None:
        """Hold the screen against what none may show."""
        page = self.visitor.page
        expect(page).to_have_url(re.compile(r"\?"))
        self.visitor.rest()
        try:
            page.wait_for_function("() => !walk.faults().length", polling=NOW_AND_THEN_MS, timeout=self.patience())
        except Never:
            self.note(where, page.evaluate("walk.faults()"))
        there = {rail["id"] for rail in page.evaluate("walk.rails()")}
        self.note(where, [f"the slider {name} is gone" for name in wanted(self.path, page.url) - there])
        said, self.visitor.said = self.visitor.said, []
        self.note(where, said)

    def again(self, where: str) -> None:
        """Open the link anew: it says the same."""
        page = self.visitor.page
        link, read = page.url, page.evaluate("walk.read()")
        self.move_sliders(where)
        self.visitor.open(link)
        self.look(f"{where}, by its link")
        try:
            says_the_same = "read => walk.read() === read"
            page.wait_for_function(says_the_same, arg=read, polling=NOW_AND_THEN_MS, timeout=self.patience())
        except Never:
            self.note(where, [f"its link says something else: {differences(read, page.evaluate('walk.read()'))}"])

    def move_sliders(self, where: str) -> None:
        """A press of an arrow key leads to another value, wherever there is one."""
        page = self.visitor.page
        for rail in page.evaluate("walk.rails()"):
            if (rail["id"], rail["said"]) in _TRIED:
                continue
            _TRIED.add((rail["id"], rail["said"]))
            slider = page.locator(f"[id='{rail['id']}']")
            slider.focus()
            for key, end in (("ArrowLeft", 0), ("ArrowRight", rail["last"])):
                before = slider.evaluate("({ ariaValueText, value }) => [ariaValueText, Number(value)]")
                page.keyboard.press(key)
                after = slider.get_attribute("aria-valuetext")
                if before[1] != end and before[0] == after:
                    self.note(where, [f"{key} does not move the slider {rail['id']} from {before[0]}"])

    def patience(self) -> int:
        """How long a screen has to be as it must be."""
        return IMPATIENCE_MS if self.faults else PATIENCE_MS

    def note(self, where: str, faults: list[str]) -> None:
        """Keep what is wrong, with the link that leads there."""
        self.faults += [
            f"{where}: {fault} ({self.visitor.page.url.partition('//')[2].partition('/')[2]})" for fault in faults
        ]


def differences(before: str, after: str) -> str:
    """The words in which two readings differ."""
    one, two = before.split(), after.split()
    blocks = difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    parts = [f"'{' '.join(one[a:b])}' is '{' '.join(two[c:d])}'" for tag, a, b, c, d in blocks if tag != "equal"]
    return "; ".join(parts)[:400]


@pytest.fixture
def server_says(server_log: Path) -> Iterator[Callable[[], list[str]]]:
    """What the server's log has of errors since the test began."""
    begun = server_log.stat().st_size

    def errors() -> list[str]:
        said = server_log.read_bytes()[begun:].decode(errors="replace").splitlines()
        return [
            line for line in said if re.search(r"Traceback|Unforeseen|\b\w*(Error|Exception)\b|ERROR|CRITICAL", line)
        ]

    return errors


@pytest.mark.parametrize(
    ("path", "look"),
    list(product(PAGES, range(len(LOOKS)))) if ALL else SHARE,
    ids=lambda given: given if isinstance(given, str) else f"{LOOKS[given][0]} {LOOKS[given][1]}",
)
def test_every_option_leads_to_a_whole_screen(path, look, page, server_says):
    theme, width = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme)
    walk = Walk(Visitor(page), path, lambda step: step % EVERY == FIRST.get(look, 0) % EVERY)
    assert walk.over_the_page() + server_says() == []
