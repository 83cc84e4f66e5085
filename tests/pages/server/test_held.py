"""A browser is referred to nothing that it may have let go of."""

from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.server.held import Held
from tests.loops import run

RECENT = Held(PlainTextResponse()).recent
END = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
END_OF_A_PART = ForwardMsg(script_finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def picture(name: str, *, cacheable: bool = True) -> ForwardMsg:
    message = ForwardMsg(hash=name)
    message.metadata.cacheable = cacheable
    message.delta.new_element.markdown.body = "a picture"
    return message


def named_after(*answers: ForwardMsg, names: tuple[str, ...]) -> list[str]:
    """What the server hears of the names that a browser sends after these answers."""
    asked = BackMsg()
    asked.rerun_script.cached_message_hashes.extend(names)
    heard, sent = [], []

    async def app(scope, receive, send):
        for each in answers:
            await send({"type": "websocket.send", "bytes": each.SerializeToString()})
        heard.append(BackMsg.FromString((await receive())["bytes"]))

    async def receive():
        return {"type": "websocket.receive", "bytes": asked.SerializeToString()}

    async def send(message):
        sent.append(message["bytes"])

    run(Held(app)({"type": "websocket"}, receive, send))
    assert sent == [each.SerializeToString() for each in answers]
    return list(heard[0].rerun_script.cached_message_hashes)


def test_what_was_said_of_late_is_held():
    assert named_after(picture("a"), END, picture("b"), names=("a", "b")) == ["a", "b"]


def test_what_was_not_used_for_many_runs_is_not_for_certain_also_after_a_drag():
    for end in (END, END_OF_A_PART):
        assert named_after(picture("a"), *[end] * RECENT, names=("a",)) == ["a"]
        assert named_after(picture("a"), *[end] * (RECENT + 1), picture("b"), names=("a", "b")) == ["b"]


def test_what_is_referred_to_is_used():
    ends = [END] * RECENT
    assert named_after(picture("a"), *ends, ForwardMsg(ref_hash="a"), *ends, names=("a",)) == ["a"]


def test_what_was_never_said_here_is_not_held():
    assert named_after(picture("a", cacheable=False), END, names=("a", "of another server")) == []
