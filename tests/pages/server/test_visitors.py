"""Nobody takes more than a share, and what no page sends goes no further."""

import asyncio
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.server import visitors
from pages.server.figures import FIGURES
from pages.server.spoken import MOST_BYTES, NEVER_ASKED
from pages.server.visitors import SESSIONS, Visit, Visitors
from tests.loops import run


def rerun(*states: str) -> bytes:
    message = BackMsg()
    message.rerun_script.page_script_hash = "descent"
    for name in states:
        message.rerun_script.widget_states.widgets.add(id=name, json_value="1")
    return message.SerializeToString()


def visit(app: Visitors, *sent: dict, address: str = "10.0.0.1") -> list[dict]:
    """What is answered to one connection from an address on which this is sent."""
    answers, messages = [], iter([*sent, {"type": "websocket.disconnect"}])

    async def receive():
        return next(messages)

    async def send(message):
        answers.append(message)

    run(app({"type": "websocket", "client": (address, 5)}, receive, send))
    return answers


class Server:
    """An app that accepts, keeps what it hears, and says of each run that it has begun and ended."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    async def __call__(self, scope, receive, send):
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["bytes"])
            for running in (True, False):
                said = ForwardMsg()
                said.session_status_changed.script_is_running = running
                await send({"type": "websocket.send", "bytes": said.SerializeToString()})


def received(*data: bytes) -> list[dict]:
    return [{"type": "websocket.receive", "bytes": each} for each in data]


def test_what_a_page_sends_is_handed_on_and_its_runs_are_counted():
    server, before = Server(), FIGURES.counts["runs"]
    visit(Visitors(server), *received(rerun("$$ID-1-start"), rerun()))
    assert server.heard == [rerun("$$ID-1-start"), rerun()]
    assert FIGURES.counts["runs"] == before + 2


@pytest.mark.parametrize("kind", sorted(NEVER_ASKED))
def test_what_no_page_asks_for_is_left_out(kind):
    message = BackMsg()
    if kind == "file_urls_request":
        message.file_urls_request.SetInParent()
    else:
        setattr(message, kind, True)
    server = Server()
    visit(Visitors(server), *received(message.SerializeToString(), rerun()))
    assert server.heard == [rerun()]


def test_states_of_no_control_are_left_out():
    server = Server()
    visit(Visitors(server), *received(rerun("", "learning_rate", "$$ID-1-start", "\0")))
    assert server.heard == [rerun("$$ID-1-start")]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"type": "websocket.receive", "text": "hello", "bytes": None}, 1003),
        ({"type": "websocket.receive", "bytes": b"\xff\xff"}, 1002),
        ({"type": "websocket.receive", "bytes": b"\0" * (MOST_BYTES + 1)}, 1009),
    ],
)
def test_what_is_no_message_ends_the_connection(sent, code):
    server = Server()
    assert visit(Visitors(server), sent, *received(rerun()))[-1] == {"type": "websocket.close", "code": code}
    assert server.heard == []


def test_an_address_has_so_many_sessions_and_another_its_own(monkeypatch):
    monkeypatch.setenv(SESSIONS, "2")
    app = Visitors(Server())
    app.visits["10.0.0.1"] += [Visit(), Visit()]
    assert visit(app, address="10.0.0.1") == [{"type": "websocket.close", "code": 1013}]
    assert visit(app, address="10.0.0.2") == [{"type": "websocket.accept"}]
    app.visits["10.0.0.1"].pop()
    assert visit(app, address="10.0.0.1") == [{"type": "websocket.accept"}]
    assert list(app.visits) == ["10.0.0.1"]


def test_whoever_leaves_takes_nobody_else_along():
    async def hears(scope, receive, send):
        while (await receive())["type"] == "websocket.receive":
            pass

    async def both():
        app, asks = Visitors(hears), asyncio.Event()

        async def stays():
            await asks.wait()
            yield received(rerun())[0]
            yield {"type": "websocket.disconnect"}

        async def goes():
            yield {"type": "websocket.disconnect"}

        async def come(messages):
            await app({"type": "websocket", "client": ("10.0.0.1", 5)}, messages.__anext__, None)

        staying = asyncio.create_task(come(stays()))
        await asyncio.sleep(0)
        await come(goes())
        assert len(app.visits["10.0.0.1"]) == 1
        asks.set()
        await staying
        assert not app.visits

    run(both())


def test_a_run_of_an_address_waits_while_it_has_its_share_of_long_ones(monkeypatch):
    waited = []

    async def a_while(seconds):
        waited.append(seconds)
        app.visits["10.0.0.1"][0].ended()

    server = Server()
    app = Visitors(server)
    app.visits["10.0.0.1"] += [Visit(runs_since=time.monotonic() - 5) for _ in range(visitors.LONG_AT_ONCE)]
    monkeypatch.setattr(visitors.asyncio, "sleep", a_while)
    visit(app, *received(rerun()), address="10.0.0.2")
    assert (waited, len(server.heard)) == ([], 1)
    visit(app, *received(rerun()), address="10.0.0.1")
    assert (len(waited), len(server.heard)) == (1, 2)
    monkeypatch.setattr(visitors, "WAITS_S", 0.0)
    app.visits["10.0.0.1"].append(Visit(runs_since=time.monotonic() - 5))
    visit(app, *received(rerun()), address="10.0.0.1")
    assert (len(waited), len(server.heard)) == (1, 3)


@pytest.fixture
def at(monkeypatch):
    """Sets the time."""
    return lambda seconds: monkeypatch.setattr(visitors.time, "monotonic", lambda: seconds)


def test_a_visitor_waits_for_a_run_since_it_was_asked_for_also_during_the_one_before(at, monkeypatch):
    waits, one = [], Visit()
    monkeypatch.setattr(FIGURES, "ran", waits.append)
    for seconds, happens in enumerate((one.asked, one.began, one.asked, one.asked, one.ended, one.began, one.ended)):
        at(seconds)
        happens()
    assert waits == [4 - 0, 6 - 2]


def test_what_was_asked_for_and_led_to_no_run_counts_as_none(at, monkeypatch):
    waits, one = [], Visit()
    monkeypatch.setattr(FIGURES, "ran", waits.append)
    at(0)
    one.asked()
    at(100)
    assert not one.is_long
    for happens in (one.asked, one.began, one.ended):
        happens()
    assert waits == [0]
