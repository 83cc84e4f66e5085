"""Descent Lab: the frame. Run it with `streamlit run app.py`, or serve `app:app` with any ASGI server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages import PAGES
from pages.server.at_once import send_at_once
from pages.server.callbacks import end_before_the_next
from pages.server.early_style import EarlyStyle
from pages.server.headers import Headers
from pages.server.health import Health
from pages.server.heard_out import hear_runs_out
from pages.server.held import Held
from pages.server.kinds import refuse_other_kinds
from pages.server.limits import raise_open_files
from pages.server.log import failed, is_of_a_message, keep_log, refused
from pages.server.middleware import AskedPageAlone, OnlyPages
from pages.server.parts import Parts
from pages.server.status import Status
from pages.server.terminal import tell, without_chatter
from pages.server.theme import remember_theme
from pages.server.visitors import Visitors

FRONTEND = Path(__file__).parent / "pages" / "shared" / "frontend"


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Warm up before the server says that it is healthy, so that no visitor waits for TensorFlow."""
    raise_open_files()
    keep_log()
    end_before_the_next()
    hear_runs_out()
    refuse_other_kinds()
    send_at_once()
    remember_theme()
    tell("Descent Lab is warming up: TensorFlow compiles what the first visitor sees, which takes half a minute or so.")
    with without_chatter():
        from pages.server.warm import warm_up

        # Until it has been told otherwise Streamlit takes a folder pages/ for scripts to run without this frame: the first
        # visitor whose link leads to a page would see it so.
        st.navigation(pages())
        await asyncio.to_thread(warm_up)
    tell("It is ready.")
    yield


def unforeseen(error: Exception) -> bool:
    """One plain sentence to the visitor, one line to the log; the session goes on."""
    if is_of_a_message(error):
        refused("what a browser sent: a control's value of another kind")
    else:
        failed(error)
    st.error("Something went wrong that nobody foresaw. Your settings are kept; change one of them and go on.")
    return True


app = st.App(
    __file__,
    lifespan=warm,
    middleware=[
        Middleware(each)
        for each in (Headers, Parts, EarlyStyle, OnlyPages, Health, Status, Visitors, AskedPageAlone, Held)
    ],
    on_script_error=unforeseen,
)


def pages() -> list:
    """The pages in the order of the navigation."""
    return [st.Page(f"pages/{page.file}.py", title=page.title, default=page == PAGES[0]) for page in PAGES]


def icons() -> str:
    """The pages' icons in the navigation, as styles for `page.css`.

    Of a page that is given an icon Streamlit fetches the same picture from a server of Google's, for the browser's tab.
    """
    return "".join(f'a[href$="{page.path}"]{{--icon:"{page.icon}"}}' for page in PAGES)


def frame() -> None:
    """Page configuration and navigation."""
    page = st.navigation(pages())
    st.set_page_config(f"{page.title} · Descent Lab", page_icon=FRONTEND / "icon.png", layout="wide")
    for style in ("page.css", "narrow.css", "words.css"):
        st.html(FRONTEND / style)
    st.html(f"<style>{icons()}</style>")
    page.run()


if st.runtime.exists():
    frame()
