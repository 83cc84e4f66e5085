"""A page's title, and beside it what can be taken away from the screen: a link, also to scan, the code, the tables."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from core.pictures.qr import LONGEST, qr_code
from pages.shared.frontend_files import component
from pages.shared.presenting import end_button, present_button, presenting

# What not every system or shell takes in a file's name.
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


_picture_files = component("picture_files")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of a page, to be saved: its title, the key of the chart that shows it, and its `word` in the file's name.

    `about` is said over it, under the page's heading; a `legend` only where the chart has none.
    """

    title: str
    place: str
    word: str
    about: str
    legend: tuple[dict[str, Any], ...] = ()


def header(title: str, query: str, *others: Callable[[], None]) -> None:
    """The page's title, the link to its screen, and whatever else it offers; while it is presented only the way back."""
    if presenting():
        end_button()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        present_button()
        share(query)
        for other in others:
            other()


def about(sentence: str) -> None:
    """What the page is for, under its title; nothing while it is presented."""
    if not presenting():
        with st.container(key="about"):
            st.html(f'<p class="about">{escape(sentence)}</p>')


def share(query: str) -> None:
    """The link that restores this screen, by its query."""
    with st.popover("Share", icon=":material/link:", on_change="rerun", key="share") as popover:
        if popover.open:
            st.markdown("This link opens exactly this screen. The address bar holds it too.")
            link = f"{(st.context.url or '').split('?')[0]}?{query}"
            st.code(link, language=None, wrap_lines=True)
            _to_scan(link)


def _to_scan(link: str) -> None:
    """The link as a picture for a hall's phones."""
    code = qr_code(link)
    if code is None:
        st.caption(f"The link is too long for a QR code, which holds {LONGEST:,} characters at most.")
        return
    # An SVG of its own would be taken out by Streamlit, a picture stays.
    shape = f"width: {code.width}px; max-width: 100%; height: auto; display: block"
    st.html(f'<img src="{escape(code.source)}" alt="QR code of the link above" style="{shape}">')


def file_name(*words: str | float) -> str:
    """What a file holds as its name, without the ending."""
    said = "-".join(word if isinstance(word, str) else f"{word:g}" for word in words)
    return _UNSAFE.sub("", said.replace(" ", "-"))


def pictures(page: str, listed: Callable[[], list[Picture]], heading: str, screen: str) -> None:
    """The page's pictures as files, which the browser makes of what it shows.

    `heading` stands over each; `screen` is the file name of what is shown, and the picture's word is put behind it.
    """
    with st.popover("Pictures", icon=":material/image:", on_change="rerun", key=f"{page}.pictures") as popover:
        if popover.open:
            described = [
                {**asdict(picture), "heading": heading, "name": file_name(screen, picture.word)} for picture in listed()
            ]
            _picture_files(key=f"{page}.picture_files", data={"pictures": described})


def downloads(script: str, notebook: str, name: str) -> None:
    """The whole script and the notebook of it, as files of that name."""
    with st.container(horizontal=True):
        st.download_button(
            "Download the script", script, f"{name}.py", "text/x-python", on_click="ignore", key="script"
        )
        kind = "application/x-ipynb+json"
        st.download_button("Download as a notebook", notebook, f"{name}.ipynb", kind, on_click="ignore", key="notebook")


def _grid(table: pd.DataFrame) -> None:
    """A table to look at. A grid cuts off what is wider than its column: sentences wrap in higher rows, numbers are short."""
    said = "outcome" in table
    short = st.column_config.NumberColumn(format="%.4g" if said else "%.6g")
    columns: dict[str, Any] = dict.fromkeys(table.select_dtypes("floating"), short)
    if said:
        columns["outcome"] = st.column_config.TextColumn(width=200)
    st.dataframe(
        table,
        hide_index=True,
        height=300,
        width=600,
        row_height=130 if said else None,
        column_config=columns,
    )


def tables(page: str, made: dict[str, Callable[[], pd.DataFrame]], screen: str) -> None:
    """Tables by name, one of them to look at and to download; none is made before it is looked at.

    `screen` is the file name of what is shown; the table's name is put behind it.
    """
    with st.popover("Data", icon=":material/table:", on_change="rerun", key=f"{page}.data") as popover:
        if popover.open:
            first, *others = made
            name = first
            if others:
                name = st.segmented_control("Table", list(made), default=first, required=True, key=f"{page}.data.table")
            table = made[name]()
            _grid(table)
            st.download_button(
                "Download as CSV",
                table.to_csv(index=False),
                f"{file_name(screen, name)}.csv",
                "text/csv",
                on_click="ignore",
                key=f"{page}.csv",
            )
