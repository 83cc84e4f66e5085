"""Tables that are read: a row of numbers, and under it the sentence that says what they mean, as wide as the page."""

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

# A browser breaks a line behind the hyphen of 5.1e-09.
_POWER = re.compile(r"[\w.]*\de-\d+")


def written_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of texts, the first of each row its heading, the last a sentence that has a line of its own under the row."""
    titles = "".join(f"<th scope='col'>{escape(title)}</th>" for title in head)
    body = "".join(_row(*row) for row in rows)
    st.html(f'<div class="numbers"><table><thead><tr>{titles}</tr></thead>{body}</table></div>')


def _row(name: str, *texts: str) -> str:
    *numbers, sentence = texts
    cells = "".join(f"<td>{escape(text)}</td>" for text in numbers)
    under = f'<tr><td class="under" colspan="{len(texts)}"><div>{unbroken(sentence)}</div></td></tr>'
    return f"<tbody><tr><th scope='row'>{escape(name)}</th>{cells}</tr>{under}</tbody>"


def unbroken(sentence: str) -> str:
    """A sentence as HTML in which no number is broken at the end of a line."""
    return _POWER.sub(r'<span class="number">\g<0></span>', escape(sentence))
