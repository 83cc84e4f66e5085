"""Every word that is explained stands somewhere."""

from core.glossary import WORDS
from core.methods import METHODS
from core.problems import PROBLEMS
from core.settings import first_settings
from pages.shared.descent.controls import _mark
from pages.shared.written import explained
from tests.conftest import ROOT


def test_no_word_is_explained_that_stands_nowhere():
    """The marks of a rail and the methods are looked up by what they are called."""
    settings = first_settings(PROBLEMS["parabola"])
    marks = {mark[1] for mark in (_mark(settings, 0.0), _mark(settings, None)) if mark}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pages").rglob("*.py"))
    assert marks == {"limit", "Keras"}
    assert {word for word in WORDS if f'"{word}"' not in sources and f"'{word}'" not in sources} <= {*marks, *METHODS}


def test_the_first_place_of_a_word_explains_itself_and_no_text_of_a_sentence_does():
    html = explained("a gap, another gap, 3 ULP", {"gap": "ULP that lie <between>", "ULP": "units"})
    assert html.count("<button") == 2
    assert html.startswith('a <button type="button" class="word" data-word="ULP that lie &lt;between&gt;"')
    assert ">gap</button>, another gap, 3 <button" in html
