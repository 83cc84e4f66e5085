"""Texts that somebody typed, in Markdown that shows them as they are."""

import re

import pytest

from pages.shared.written import literal, unbroken


@pytest.mark.parametrize(
    "text",
    [
        "sin(x)*cos(y) + (x**2 + y**2) / 20",
        "_a_ __b__ `c` [d](e) ![f](g) $h^2$ <b>i</b> ~~j~~ k \\ \\* &amp; &lt;",
        ":smile: :material/build: :red[l] :streamlit: www.m.n o@p.q http://r.s t--u v -> w >= x <= y <- z",
    ],
)
def test_every_mark_is_escaped_and_nothing_else_is_changed(text):
    shown = literal(text)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).replace("\u2060", "") == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*\[\]$<>~:&]", re.sub(r"\\[!-/:-@\[-`{-~]", "", shown))
    for read_further in ("->", "<-", ">=", "<=", "--", "://", "www.", "o@", ":streamlit:"):
        assert read_further not in shown.replace("\\", "")


def test_a_name_with_an_underscore_stays_as_it_is_and_a_text_is_one_line():
    assert literal("learning_rate was 1\n\n# 2") == "learning_rate was 1 # 2"
    assert literal("_x_1_") == r"\_x_1\_"


def test_no_number_is_broken_and_nothing_is_markup():
    assert unbroken("<b> 5.093e-09 & -1e-7") == (
        '&lt;b&gt; <span class="number">5.093e-09</span> &amp; -<span class="number">1e-7</span>'
    )
