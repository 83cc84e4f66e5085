"""What the server is spared: files, and what comes of pages that were left."""

import pytest
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.server.middleware import AskedPageAlone, OnlyPages
from tests.loops import run
from tests.pages.server.asked import answer


def status(method: str, path: str) -> int:
    return answer(OnlyPages(PlainTextResponse("Descent Lab")), path, method).status


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/session/file",
        "/lab/_stcore/upload_file/session/file",
        "/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
    ],
)
def test_what_no_page_asks_for_is_refused_and_all_else_is_answered(method, path):
    assert status(method, path) == 403
    assert status(method, "/compare") == 200
    assert status(method, "/_stcore/health") == 200


def rerun(page: str, fragment: str = "", controls: tuple[str, ...] = (), *, query: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_script_hash, message.rerun_script.fragment_id = page, fragment
    message.rerun_script.query_string = query
    for name in controls:
        message.rerun_script.widget_states.widgets.add(id=name)
    return message.SerializeToString()


def heard(*sent: bytes) -> list[bytes]:
    """What of these messages on one connection gets through."""
    through = []

    async def app(scope, receive, send):
        while (message := await receive())["type"] == "websocket.receive":
            through.append(message["bytes"])

    messages = iter(
        [*({"type": "websocket.receive", "bytes": data} for data in sent), {"type": "websocket.disconnect"}]
    )

    async def receive():
        return next(messages)

    run(AskedPageAlone(app)({"type": "websocket"}, receive, None))
    return through


def test_a_fragment_of_a_page_that_was_left_does_not_run():
    first, left, late, own = rerun(""), rerun("compare"), rerun("descent", "curves"), rerun("compare", "curves")
    assert heard(first, late, left, late, own, rerun("descent"), own, late) == [
        first,
        late,
        left,
        own,
        rerun("descent"),
        late,
    ]


def test_a_page_that_was_left_does_not_run_for_one_of_its_controls():
    left, late, own = rerun("compare"), rerun("descent", "", ("$$ID-a",)), rerun("compare", "", ("$$ID-b",))
    assert heard(rerun(""), late, left, late, own, left, own) == [rerun(""), late, left, own, left, own]


def test_a_link_back_to_the_page_that_is_still_shown_is_followed():
    left, back, own = rerun("compare"), rerun("descent", query="steps=9"), rerun("descent", "", ("$$ID-a",))
    assert heard(rerun("descent"), left, back, own) == [rerun("descent"), left, back, own]


def test_a_page_to_which_another_has_led_speaks_for_itself():
    maps, descent = rerun("maps", "map", ("$$ID-a",)), rerun("descent", "", ("$$ID-b",))
    first, back, part = rerun("maps"), rerun("maps"), rerun("descent", "curves")
    assert heard(first, maps, descent, part, back, part, maps) == [first, maps, descent, part, back, maps]


def test_on_a_new_connection_the_whole_page_runs_first():
    part = rerun("descent", "curves")
    assert heard(part, part) == [rerun("descent"), part]


def test_what_is_no_message_is_left_to_streamlit():
    assert heard(b"\xff\xff", b"") == [b"\xff\xff", b""]
