"""What all pages have in common: their fragments."""

from itertools import combinations, count
from types import SimpleNamespace

import pytest
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.testing.v1 import AppTest

from pages import PAGES
from pages.server.warm import WARM
from pages.shared import screen
from pages.shared.screen import Screen
from tests.conftest import PATIENCE_S, ROOT

PATHS = [ROOT / "pages" / f"{page.file}.py" for page in PAGES]


def test_no_two_pages_share_a_fragments_id(monkeypatch):
    registered: set[str] = set()
    register = MemoryFragmentStorage.register

    def noted(storage, key, *args, **named):
        registered.add(key)
        register(storage, key, *args, **named)

    monkeypatch.setattr(MemoryFragmentStorage, "register", noted)
    of_page = {}
    for path in PATHS:
        registered.clear()
        assert not AppTest.from_file(str(path), default_timeout=PATIENCE_S).run().exception
        of_page[path.stem] = frozenset(registered)
    assert sum(map(len, of_page.values())) >= 12
    for (one, ids), (other, others) in combinations(of_page.items(), 2):
        assert not ids & others, f"an answer of {one} can be drawn into {other}"


def test_every_page_is_in_the_list_and_is_warmed_up():
    assert {path.stem for path in (ROOT / "pages").glob("[!_]*.py")} == {page.file for page in PAGES} == set(WARM)


def test_fragments_are_made_where_they_get_their_pages_name():
    for path in (ROOT / "pages").rglob("*.py"):
        if path.name != "screen.py":
            assert "st.fragment" not in path.read_text(encoding="utf-8"), f"{path.name}: name it by its page's screen"


class GaveWayError(Exception):
    """A run gave way to the next."""


class State(dict):
    """A session's entries, of which so many more are written before the run gives way."""

    left = float("inf")

    def __setitem__(self, key, value):
        if self.left == 0:
            raise GaveWayError
        self.left -= 1
        super().__setitem__(key, value)

    def setdefault(self, key, value=None):
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, entries):
        for key, value in entries.items():
            self[key] = value

    def to_dict(self):
        return dict(self)


TWO = Screen(
    name="two",
    read=lambda entries: ((entries["x"], entries["y"]), ()),
    write=lambda chosen: dict(zip("xy", chosen, strict=True)),
    entries=lambda chosen: {"two.x": chosen[0], "two.y": chosen[1]},
    gathered=lambda state: (state["two.x"], state["two.y"]),
)


@pytest.mark.parametrize("first", [True, False], ids=["the first", "a later one"])
def test_an_address_counts_as_opened_once_all_of_it_is(monkeypatch, first):
    for written in count():
        state = State()
        monkeypatch.setattr(screen, "st", SimpleNamespace(session_state=state))
        monkeypatch.setattr(screen, "presenting_style", lambda: None)
        run = SimpleNamespace(query_string="x=a&y=b", is_history_navigation=False)
        monkeypatch.setattr(screen, "get_script_run_ctx", lambda run=run: run)
        if not first:
            TWO.begin()
            run.query_string, run.is_history_navigation = "x=c&y=d", True
        state.left = written
        try:
            TWO.begin()
        except GaveWayError:
            state.left = float("inf")
            run.is_history_navigation = False
            TWO.begin()
            if state["two.opened"]["query"] == "x=c&y=d":
                assert TWO.current() == ("c", "d")
            elif first:
                assert TWO.current() == ("a", "b")
        else:
            break
    assert written > 5
