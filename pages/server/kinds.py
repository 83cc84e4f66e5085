"""A control takes values of its own kind alone: what a browser sends of another is passed over, with a line in the log."""

from functools import wraps

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import Serialized, WStates

from pages.server.log import refused


def refuse_other_kinds() -> None:
    """Have the values of Streamlit's own controls looked at before anything is done about them.

    Streamlit takes what came, and a callback that gets a number for a text raises: it looked as if the page had failed. Of a
    session that came back to another worker the values come before the controls that they belong to, and are looked at then.
    """
    take, register = WStates.set_widget_from_proto, WStates.set_widget_metadata

    @wraps(take)
    def take_what_fits(states: WStates, sent: WidgetState) -> None:
        control = states.widget_metadata.get(sent.id)
        if control is None or _fits(sent, control):
            take(states, sent)

    @wraps(register)
    def keep_what_fits(states: WStates, control: WidgetMetadata) -> None:
        kept = states.states.get(control.id)
        if isinstance(kept, Serialized) and not _fits(kept.value, control):
            del states.states[control.id]
        register(states, control)

    WStates.set_widget_from_proto, WStates.set_widget_metadata = take_what_fits, keep_what_fits


def _fits(sent: WidgetState, control: WidgetMetadata) -> bool:
    """Whether a value is of the control's kind; an emptied one says nothing, and is of every kind."""
    kind = sent.WhichOneof("value")
    fits = None in (kind, control.value_type) or kind == control.value_type
    if not fits:
        refused("what a browser sent: a control's value of another kind")
    return fits
