"""The controls of one optimizer: the same on every page, under the keys of its place."""

from streamlit.testing.v1 import AppTest

from core.rules import RULES
from tests.conftest import PATIENCE_S


def there_and_back() -> None:
    import streamlit as st

    from core.hyperparameters import CLIPPINGS, HYPERPARAMETERS, first_values, has_own_decay
    from core.rules import RULES
    from pages.shared.optimizer_controls import entries, gathered

    seen = {}
    for prefix in ("", "landscape.2."):
        for optimizer in RULES:
            first = dict(first_values(HYPERPARAMETERS[optimizer]))
            decay = {} if has_own_decay(optimizer) else {"weight_decay": 0.25}
            for switched in ({}, decay, *({name: 0.5} for name in CLIPPINGS), {**decay, "clipnorm": 2.0}):
                said = entries(prefix, optimizer, {**first, **switched})
                assert all(key.startswith(prefix) for key in said)
                st.session_state.update(said)
                assert gathered(prefix, said, first) == {**first, **switched}, (optimizer, switched)
            seen[prefix, optimizer] = sorted(key.removeprefix(prefix) for key in said)
    st.session_state["seen"] = seen


def drawn() -> None:
    import streamlit as st

    from pages.shared.optimizer_controls import begin_with, choices, entries

    for prefix in ("", "landscape.2."):
        if f"{prefix}optimizer" not in st.session_state:
            st.session_state.update(entries(prefix, "rmsprop", {}))
            begin_with(prefix, "rmsprop", schedule="constant")
    choices(on_change=lambda: None, below=st.caption, on_schedule=lambda: None)
    choices("landscape.2.", on_change=lambda: None, below=st.caption)


def test_what_the_controls_say_is_gathered_again_under_any_prefix():
    page = AppTest.from_function(there_and_back, default_timeout=PATIENCE_S).run()
    assert not page.exception
    seen = page.session_state["seen"]
    assert all(seen["", optimizer] == seen["landscape.2.", optimizer] for optimizer in RULES)


def test_two_optimizers_stand_on_one_page_and_one_of_them_has_a_schedule():
    page = AppTest.from_function(drawn, default_timeout=PATIENCE_S).run()
    assert not page.exception
    assert [box.key for box in page.selectbox] == [
        "optimizer",
        "schedule",
        "clipping",
        "landscape.2.optimizer",
        "landscape.2.clipping",
    ]
    assert [box.key for box in page.checkbox] == ["centered", "decays", "landscape.2.centered", "landscape.2.decays"]
    assert [part.label for part in page.expander] == ["Schedule, decay, clipping", "Decay, clipping"]
    page.selectbox(key="landscape.2.clipping").set_value("clipnorm").run()
    assert page.session_state["clipping"] == "none"
