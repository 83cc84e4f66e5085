"""Tables that are read: whole sentences, wrapped as the page is wide, which a grid of cells would cut off."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st


def written_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of texts, the first of each row its heading."""
    titles = "".join(f"<th scope='col'>{escape(title)}</th>" for title in head)
    body = "".join(_row(*row) for row in rows)
    st.html(f'<div class="numbers"><table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>')


def _row(name: str, *texts: str) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    return f"<tr><th scope='row'>{escape(name)}</th>{cells}</tr>"
