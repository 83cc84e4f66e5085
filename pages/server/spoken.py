"""What browser and server say to each other, in Streamlit's own words, as far as it is looked into."""

from json import JSONDecoder

from google.protobuf.message import DecodeError
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.server.log import refused

# The state of all controls of a page with every box filled takes a tenth of it.
MOST_BYTES = 256 * 1024
# What Streamlit would do for anybody who asks, and no page asks for: its caches are those of all visitors.
NEVER_ASKED = {
    "clear_cache",
    "set_run_on_save",
    "load_git_info",
    "file_urls_request",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
}
# With this Streamlit's names of controls begin.
CONTROL = "$$ID-"
# What says that a run has begun or ended is shorter, and a picture longer.
SHORT_BYTES = 200
# A websocket is closed with these: what came was no binary message, not understood, too long.
NOT_BINARY, NOT_UNDERSTOOD, TOO_LONG = 1003, 1002, 1009
WHY = {NOT_BINARY: "a text", NOT_UNDERSTOOD: "not understood", TOO_LONG: "too long"}
_JSON = JSONDecoder()


def read(message: Message) -> tuple[BackMsg, int]:
    """What a browser has sent, and with which code to close where it is nothing that a page sends; 0 where it is well."""
    asked, data = BackMsg(), message.get("bytes")
    if data is None:
        return asked, NOT_BINARY
    if len(data) > MOST_BYTES:
        return asked, TOO_LONG
    try:
        asked.ParseFromString(data)
    except DecodeError:
        return BackMsg(), NOT_UNDERSTOOD
    return asked, 0


def with_sound_states(message: Message, asked: BackMsg) -> Message:
    """Without states that no control can have: Streamlit would take their names for a page's own, or fail to read them."""
    states = asked.rerun_script.widget_states.widgets
    sound = [state for state in states if _is_sound(state)]
    if len(sound) == len(states):
        return message
    refused("a message that no page sends: a state of no control")
    del states[:]
    states.extend(sound)
    return {**message, "bytes": asked.SerializeToString()}


def _is_sound(state: WidgetState) -> bool:
    try:
        return state.id.startswith(CONTROL) and (not state.json_value or _JSON.decode(state.json_value) is not None)
    except (ValueError, RecursionError):
        return False


def is_of_the_visitor(run: ClientState) -> bool:
    """Whether a page is asked for by a link or the browser's history: what is on a page sends the state of its controls."""
    return not (run.fragment_id or run.widget_states.widgets)


def said(message: Message) -> ForwardMsg:
    """What the server says by it; an empty message where it says nothing to a page."""
    answer, data = ForwardMsg(), message.get("bytes")
    if message["type"] == "websocket.send" and data:
        answer.ParseFromString(data)
    return answer


def is_running(message: Message) -> bool | None:
    """Whether the server says by it that a run has begun, True, or has ended, False; None where it says neither."""
    state = said(message) if len(message.get("bytes") or b"") <= SHORT_BYTES else ForwardMsg()
    return state.session_status_changed.script_is_running if state.HasField("session_status_changed") else None
