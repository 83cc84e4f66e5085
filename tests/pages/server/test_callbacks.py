"""What a choice entails is done to its end, although the browser asks for more meanwhile."""

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from pages.server.callbacks import end_before_the_next

GIVES_WAY = "_maybe_handle_execution_control_request"


def page() -> None:
    """A button whose callback is no sooner begun than the browser asks for another run."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def chosen() -> None:
        run = get_script_run_ctx()
        assert run
        assert run.script_requests
        run.script_requests.request_rerun(RerunData(page_script_hash=run.page_script_hash))
        st.session_state["callback"] = "ended"

    st.button("Choose", on_click=chosen)
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1


@pytest.fixture
def gives_way(monkeypatch):
    """What another test, or this one, makes of it ends with the test."""
    monkeypatch.setattr(ScriptRunner, GIVES_WAY, getattr(ScriptRunner, GIVES_WAY))


@pytest.mark.usefixtures("gives_way")
def test_a_callback_ends_before_the_run_gives_way():
    end_before_the_next()
    screen = AppTest.from_function(page).run()
    screen.button[0].click().run()
    assert screen.session_state["callback"] == "ended"
    # The run that was asked for meanwhile took the place of the one that had called it.
    assert screen.session_state["runs"] == 2
