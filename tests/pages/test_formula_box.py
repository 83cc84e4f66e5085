"""What is typed into a box, good or not, in a session of Streamlit."""

import pytest
from streamlit.runtime.state import SafeSessionState
from streamlit.testing.v1 import AppTest


def typed(*texts: str) -> SafeSessionState:
    """The session after texts were typed, one after the other, for a box that takes formulas in w."""

    def page():
        import streamlit as st

        from core.formulas import parse
        from pages.shared.formula_box import take

        def use(text: str) -> None:
            parse(text, ("w",))

        for text in st.session_state["texts"]:
            take("loss", text, use)

    app = AppTest.from_function(page)
    app.session_state["texts"] = texts
    app.run()
    assert not app.exception
    return app.session_state


def test_a_text_that_can_be_used_is_taken():
    session = typed("w**2")
    assert session["loss"] == "w**2"
    assert "loss.refused" not in session


def test_a_draft_stays_beside_the_last_good_text():
    session = typed("w**2", "  w**2 +")
    assert session["loss"] == "w**2"
    assert session["loss.refused"]["text"] == "  w**2 +"
    # The place counts the spaces in front, which stay in the box.
    assert session["loss.refused"]["position"] == len("  w**2 +")
    assert session["loss.refused"]["sentence"].endswith(".")


@pytest.mark.parametrize("good", ["w", " w"])
def test_a_draft_goes_as_soon_as_it_is_good(good):
    session = typed("w +", good)
    assert session["loss"] == good
    assert "loss.refused" not in session
