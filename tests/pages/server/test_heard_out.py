"""What a run has said is heard, whatever is asked for at its end."""

import asyncio
from unittest.mock import MagicMock

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from pages.server.heard_out import hear_runs_out
from tests.loops import run

OURS = {AppSession: ("_create_scriptrunner", "_handle_scriptrunner_event_on_event_loop"), ForwardMsgQueue: ("clear",)}
PAGE = """
import streamlit as st

@st.fragment
def part():
    st.text("part")

st.text(st.query_params.get("to", "first"))
part()
st.text("last")
"""


@pytest.fixture
def session_of(tmp_path, monkeypatch):
    """Makes a session of a small page with this mended, which ends with the test."""
    for kind, names in OURS.items():
        for name in names:
            monkeypatch.setattr(kind, name, getattr(kind, name))
    hear_runs_out()
    # No server is there, who keeps what pages show of pictures and sounds.
    monkeypatch.setattr("streamlit.runtime.get_instance", MagicMock())
    page = tmp_path / "page.py"
    page.write_text(PAGE, encoding="utf-8")
    return lambda: AppSession(
        ScriptData(str(page), is_hello=False), MemoryUploadedFileManager("/"), ScriptCache(), None, {}
    )


def ask(session: AppSession, fragment: str = "", query: str = "") -> None:
    asked = BackMsg()
    asked.rerun_script.fragment_id, asked.rerun_script.query_string = fragment, query
    session.handle_backmsg(asked)


def ended(session: AppSession) -> None:
    """Wait, and the server's loop with it, until the run's thread has ended: all that it said still waits."""
    session._scriptrunner._script_thread.join()


async def rests(session: AppSession) -> None:
    """Wait until nothing runs any more; the browser is told nothing yet."""
    while session._scriptrunner:
        await asyncio.sleep(0)


async def told(session: AppSession) -> list[str]:
    """What the browser is told until nothing runs any more: a word for each text, and for what becomes of each run."""
    words: list[str] = []
    while session._scriptrunner:
        await asyncio.sleep(0)
        words += words_of(session)
    return words


def words_of(session: AppSession) -> list[str]:
    """What waits for the browser."""
    return list(filter(None, map(word, session.flush_browser_queue())))


def word(said: ForwardMsg) -> str:
    if said.HasField("script_finished"):
        return "end"
    if said.HasField("session_status_changed"):
        return "runs" if said.session_status_changed.script_is_running else "rests"
    return said.delta.new_element.text.body


WHOLE = ["runs", "first", "part", "last", "end", "rests"]
PART = ["runs", "part", "end", "rests"]


def parts(session: AppSession) -> list[str]:
    """The fragments of what was run last."""
    return list(session._fragment_storage._fragments)


def test_the_end_of_a_page_is_heard_though_a_part_of_it_is_asked_for_at_that_moment(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session)
        ended(session)
        ask(session, *parts(session))
        return await told(session)

    assert run(visit()) == [*WHOLE, *PART]


def test_a_part_that_runs_before_the_page_has_left_takes_nothing_out_of_it(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session)
        await rests(session)
        ask(session, *parts(session))
        await rests(session)
        return words_of(session)

    assert run(visit()) == [*WHOLE, *PART]


def test_a_page_that_runs_before_another_has_left_takes_its_place(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session, query="to=second")
        await rests(session)
        ask(session)
        await rests(session)
        return words_of(session)

    assert run(visit()) == ["runs", "end", "rests", *WHOLE]


def test_so_is_the_end_of_a_part(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session)
        await told(session)
        ask(session, *parts(session))
        ended(session)
        ask(session)
        return await told(session)

    assert run(visit()) == [*PART, *WHOLE]


def test_what_is_asked_for_meanwhile_is_done_in_its_order(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session)
        ended(session)
        ask(session, query="to=second")
        ask(session, query="to=third")
        return await told(session)

    words = run(visit())
    # The one before may have given way.
    assert words[:6] == WHOLE
    assert words[-6:] == ["runs", "third", *WHOLE[2:]]


def test_for_who_has_left_no_run_begins(session_of):
    async def visit() -> list[str]:
        session = session_of()
        ask(session)
        ended(session)
        ask(session, *parts(session))
        session.shutdown()
        return await told(session)

    # Nor is it said any more what becomes of the one that there was.
    assert run(visit()) == WHOLE[1:-1]
