"""A visitor who walks: what can be chosen on a screen, how it is chosen, and when the screen stands still."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page, TimeoutError, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.waiting import still

SCREEN = (Path(__file__).parent / "screen.js").read_text(encoding="utf-8")
PHONE = 500  # px: on anything narrower the sidebar lies over the page.
SOON_MS, TRIES = 5_000, 36

SELECT, CHOICE, CHECKBOX, SEVERAL, POPOVER = "select box", "choice", "checkbox", "several", "popover"
CSS = {
    SELECT: "[data-testid=stSelectbox]",
    CHOICE: "[role=radiogroup]",
    CHECKBOX: "[data-testid=stCheckbox]",
    SEVERAL: "[data-testid=stMultiSelect]",
    POPOVER: "[data-testid=stPopoverButton]",
}


class Control(NamedTuple):
    """Something to choose in: the `place`-th of its kind with that label."""

    kind: str
    label: str
    place: int


class Option(NamedTuple):
    """One of the options of a control."""

    control: Control
    place: int
    text: str


class Visitor:
    """A page of the app that is open, with everything that the browser and the server say about it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.socket: WebSocket | None = None
        self.asked = self.begun = self.ended = 0
        page.add_init_script(SCREEN)
        page.on("console", lambda message: self._hear(message.type, message.text, message.location["url"]))
        page.on("pageerror", lambda error: self.said.append(f"error in the browser: {error}"))
        page.on("websocket", self._connect)

    def _hear(self, kind: str, text: str, url: str) -> None:
        # Streamlit's own: on a page other than the first it looks for the server beside that page first.
        if kind == "error" and not re.search(r"/\w+/_stcore/(health|host-config)$", url):
            self.said.append(f"error in the console: {text[:300]}")
        # Values of two fragments in one message: one of the two never runs.
        if "Multiple different fragmentIds" in text:
            self.said.append(f"in the console: {text[:120]}")

    def _connect(self, socket: WebSocket) -> None:
        self.socket, self.asked, self.begun, self.ended = socket, 0, 0, 0
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.asked += 1

    def _received(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            kind = ForwardMsg.FromString(frame).WhichOneof("type")
            self.begun += kind == "new_session"
            self.ended += kind == "script_finished"

    def open(self, link: str) -> None:
        """Open a link of the app, and wait until its first run has ended."""
        self.socket = None
        self.page.goto(link)
        if self.socket is None:
            self.page.wait_for_event("websocket")
        self._idle(1)
        self.unfold()

    def _idle(self, runs: int) -> None:
        """Wait until so many runs have ended, none is going on, and the page has drawn what they sent."""
        while self.ended < max(runs, self.begun):
            assert self.socket
            self.socket.wait_for_event("framereceived")
        self.page.wait_for_function("() => walk.still()")

    def act(self, action: Callable[[], None]) -> None:
        """Do something that asks the server for a run, and wait for its end."""
        asked, ended = self.asked, self.ended
        action()
        while self.asked == asked:
            assert self.socket
            self.socket.wait_for_event("framesent")
        self._idle(ended + 1)

    def rest(self) -> None:
        """Wait until what wrote the address has drawn all that it has to say: the address stands first in it."""
        self._idle(0)
        still(self.page)

    # --- what can be chosen -------------------------------------------------------------------------------------------

    def options(self, but: Collection[Control] = ()) -> list[Option]:
        """Every option of every control that is on the screen, in the order of the page; not of those in `but`."""
        self.unfold()
        found = (Control(*each) for each in self.page.evaluate("css => walk.controls(css)", CSS))
        return [option for control in found if control not in but for option in self._options(control)]

    def _options(self, control: Control) -> list[Option]:
        at = self.at(control)
        if control.kind in (SELECT, SEVERAL):
            self.pull_down(at)
            texts = self.page.get_by_role("option").all_inner_texts()
            self.put_away(at)
        elif control.kind == CHOICE:
            texts = at.get_by_role("radio", disabled=False).evaluate_all("radios => radios.map(walk.named)")
        else:
            texts = [control.kind]
        return [Option(control, place, text) for place, text in enumerate(texts)]

    def at(self, control: Control) -> Locator:
        """Where a control is, once the page is unfolded."""
        return self.page.locator(f"[data-walk='{':'.join(map(str, control))}']")

    def unfold(self) -> None:
        """Open what is folded, so that everything in it can be chosen; and let every control bear its name."""
        folded = self.page.locator("[data-testid=stExpander] details:not([open]) > summary")
        for _ in range(TRIES):
            folded.evaluate_all("summaries => summaries.forEach((summary) => summary.click())")
            try:
                # What is drawn anew meanwhile is folded again.
                expect(folded).to_have_count(0, timeout=SOON_MS)
            except AssertionError:
                continue
            break
        else:
            raise AssertionError("a part of the page does not unfold")
        self.page.evaluate("css => walk.controls(css)", CSS)

    def pull_down(self, at: Locator) -> None:
        """Show the options of a select box; what is drawn anew in that moment closes it, so ask again."""
        for _ in range(TRIES):
            try:
                expect(at).to_have_count(1, timeout=SOON_MS)
                self.reach(at)
                # Its list hangs below it, and what is redrawn above may push that out of the window.
                at.evaluate("box => box.scrollIntoView({ block: 'center' })", timeout=SOON_MS)
                at.get_by_role("combobox").press("ArrowDown", timeout=SOON_MS)
                expect(self.page.get_by_role("option").first).to_be_visible(timeout=SOON_MS)
            except (AssertionError, TimeoutError):
                # What was drawn anew is folded, and bears no name.
                self.unfold()
                continue
            return
        raise AssertionError("a select box does not open")

    def put_away(self, at: Locator) -> None:
        """Close the list of a select box; what was drawn anew has lost the focus, and hears no key."""
        for _ in range(TRIES):
            self.page.keyboard.press("Escape")
            with suppress(AssertionError):
                return expect(self.page.get_by_role("listbox")).to_have_count(0, timeout=SOON_MS)
            with suppress(TimeoutError):
                at.get_by_role("combobox").focus(timeout=SOON_MS)
        raise AssertionError("a select box does not close")

    def pick(self, option: Option) -> None:
        """Press an option of a select box; its list, too, closes when what is around it is drawn anew."""
        before, why = self.said_by(option.control), ""
        for _ in range(TRIES):
            self.pull_down(self.at(option.control))
            try:
                self.page.get_by_role("option", name=option.text, exact=True).click(timeout=SOON_MS)
            except TimeoutError as error:
                # It may be another's list: what is drawn anew may bear a name that was given before.
                why = str(error)
                self.page.keyboard.press("Escape")
                self.unfold()
                continue
            if self.said_by(option.control) != before:
                return
            # A list that is drawn anew between the two halves of a click takes none.
            why = f"it still says {before}"
            self.page.keyboard.press("Escape")
        raise AssertionError(f"a select box does not take {option.text}: {why}")

    def reach(self, target: Locator) -> None:
        """On a phone what stands in the sidebar is behind a button, and the rest may be under the sidebar."""
        if self.page.viewport_size["width"] > PHONE:
            return
        inside = target.evaluate("element => Boolean(element.closest('[data-testid=stSidebar]'))")
        shown = self.page.evaluate("walk.sidebar()")
        if inside and not shown:
            self.page.get_by_test_id("stExpandSidebarButton").click()
            self.page.wait_for_function("() => walk.sidebar()")
        elif shown and not inside:
            self.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
            self.page.wait_for_function("() => !walk.sidebar()")

    def chosen(self, option: Option) -> bool:
        """Whether an option is the one that stands there already."""
        said = self.said_by(option.control, option.place)
        return {
            SELECT: said["value"] == option.text,
            CHOICE: said["checked"],
            SEVERAL: option.text in said["text"].splitlines(),
        }.get(option.control.kind, False)

    def said_by(self, control: Control, place: int = 0) -> dict[str, Any]:
        """What a control says: the value of a select box, its text, and whether the choice at a `place` is the chosen one."""
        return self.once_found("said", control, place)

    def once_found(self, what: str, control: Control, place: int) -> Any:
        """Read or press a control, or the choice at a `place` in it, as soon as it is there."""
        given = [CSS, ":".join(map(str, control)), place]
        for _ in range(TRIES):
            self.unfold()
            with suppress(TimeoutError):
                return self.page.wait_for_function(
                    f"given => walk.{what}(...given)", arg=given, timeout=SOON_MS
                ).json_value()
        raise AssertionError(f"{control.label} is gone")

    def choose(self, option: Option) -> None:
        """Choose it, and wait for the run that it asks for."""
        self.unfold()
        at, kind = self.at(option.control), option.control.kind
        if kind in (SELECT, SEVERAL):
            self.act(lambda: self.pick(option))
            self.page.keyboard.press("Escape")
            return
        self.reach(at)
        self.act(lambda: self.once_found("pressed", option.control, option.place))
