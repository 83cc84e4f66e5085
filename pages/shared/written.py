"""Texts that are read as they are; and tables whose rows are numbers, with a sentence under each, as wide as the page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

import streamlit as st

# A browser breaks a line behind the hyphen of 5.1e-09.
_POWER = re.compile(r"[\w.]*\de-\d+")
# What Markdown takes for its own within a line, and Streamlit for mathematics, a colour, an emoji or an icon. An underscore
# within a word is nothing to them.
_MARKS = re.compile(r"[\\`*\[\]$<>~:&]|(?<![^\W_])_|_(?![^\W_])")
# What is made an arrow, a sign, a logo or a link even so, unless something stands between.
_READ_FURTHER = re.compile(r"(?<=[-<>=:/])(?=[-<>=/])|(?<=:)(?=\w)|(?<=www)(?=\.)|(?=@)")
_NOTHING = "\u2060"  # A word joiner: it cannot be seen, and no line is broken at it.


def written_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], words: Mapping[str, str] = MappingProxyType({})
) -> None:
    """A table of texts, the first of each row its heading, the last a sentence that has a line of its own under the row.

    In the head and in these sentences each of `words` explains itself by its own sentence.
    """
    titles = "".join(f"<th scope='col'>{explained(escape(title), words)}</th>" for title in head)
    body = "".join(_row(words, *row) for row in rows)
    st.html(f'<div class="numbers"><table><thead><tr>{titles}</tr></thead>{body}</table></div>')


def _row(words: Mapping[str, str], name: str, *texts: str) -> str:
    *numbers, sentence = texts
    cells = "".join(f"<td>{escape(text)}</td>" for text in numbers)
    under = f'<tr><td class="under" colspan="{len(texts)}"><div>{explained(unbroken(sentence), words)}</div></td></tr>'
    return f"<tbody><tr><th scope='row'>{escape(name)}</th>{cells}</tr>{under}</tbody>"


def part(title: str, html: str = "") -> None:
    """A part of a page: its heading, and in the same line what follows it, both as HTML."""
    st.html(f'<div class="part"><h2>{title}</h2> {html}</div>')


def unbroken(sentence: str) -> str:
    """A sentence as HTML in which no number is broken at the end of a line."""
    return _POWER.sub(r'<span class="number">\g<0></span>', escape(sentence))


def word(text: str, sentence: str) -> str:
    """A text as HTML that explains itself by a sentence where it stands (see words.js)."""
    said = escape(sentence)
    return f'<button type="button" class="word" data-word="{said}" aria-description="{said}">{escape(text)}</button>'


def explained(html: str, words: Mapping[str, str]) -> str:
    """HTML whose tags hold none of `words`, with the first place of each explaining itself by its sentence."""
    unsaid = {escape(name): word(name, sentence) for name, sentence in words.items()}
    among = "|".join(map(re.escape, unsaid))
    return re.sub(among, lambda found: unsaid.pop(found[0], found[0]), html) if unsaid else html


def literal(text: str) -> str:
    """A text as Markdown that shows it as it is, in one line."""
    apart = _READ_FURTHER.sub(_NOTHING, " ".join(text.split()))
    return _MARKS.sub(r"\\\g<0>", apart)
