"""What stands on a page, to go to, in sight wherever one reads: beside the page, or above it where there is no room."""

from collections.abc import Mapping

import streamlit as st

from pages.shared.frontend_files import component
from pages.shared.presenting import aside, in_a_frame

_contents = component("contents")


def contents(items: Mapping[str, str]) -> None:
    """The headings of a page by their anchors, in the sidebar and, for a phone, as one box at the top (see lesson.css)."""
    with aside():
        _contents(key="contents", data={"items": dict(items), "box": False})
    if in_a_frame():
        return
    with st.container(key="contents_box"):
        _contents(key="contents.box", data={"items": dict(items), "box": True})
