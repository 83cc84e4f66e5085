"""A control takes values of its own kind, whenever it is known which that is."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from pages.server.kinds import refuse_other_kinds

BOX = WidgetMetadata(id="box", deserializer=lambda sent: sent or "", serializer=str, value_type="string_value")


@pytest.fixture(autouse=True)
def refused(monkeypatch):
    """What was refused; what this makes of Streamlit ends with the test."""
    said: list[str] = []
    for name in ("set_widget_from_proto", "set_widget_metadata"):
        monkeypatch.setattr(WStates, name, getattr(WStates, name))
    monkeypatch.setattr("pages.server.kinds.refused", said.append)
    refuse_other_kinds()
    return said


@pytest.mark.parametrize("known_first", [True, False])
@pytest.mark.parametrize("sent", [{"int_value": 5}, {"bool_value": True}, {"json_value": "[]"}])
def test_a_value_of_another_kind_is_passed_over(refused, known_first, sent):
    states = WStates()
    if known_first:
        states.set_widget_metadata(BOX)
    states.set_widget_from_proto(WidgetState(id="box", **sent))
    states.set_widget_metadata(BOX)
    assert "box" not in states
    assert len(refused) == 1


@pytest.mark.parametrize("known_first", [True, False])
@pytest.mark.parametrize(("sent", "value"), [({"string_value": "w^2"}, "w^2"), ({}, "")])
def test_a_value_of_its_kind_is_taken(refused, known_first, sent, value):
    states = WStates()
    if known_first:
        states.set_widget_metadata(BOX)
    states.set_widget_from_proto(WidgetState(id="box", **sent))
    states.set_widget_metadata(BOX)
    assert states["box"] == value
    assert refused == []


def test_another_kind_leaves_what_was_there_before(refused):
    states = WStates()
    states.set_widget_metadata(BOX)
    states.set_widget_from_proto(WidgetState(id="box", string_value="w^2"))
    assert states["box"] == "w^2"
    states.set_widget_from_proto(WidgetState(id="box", int_value=5))
    assert states["box"] == "w^2"
    assert len(refused) == 1
