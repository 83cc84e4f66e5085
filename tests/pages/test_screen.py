"""What all pages have in common: their fragments."""

from itertools import combinations

from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.testing.v1 import AppTest

from pages import PAGES
from pages.server.warm import WARM
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
