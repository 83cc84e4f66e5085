"""Whether a packet is held back until the one before has arrived."""

import asyncio
import socket
from asyncio import base_events

from pages.server.at_once import send_at_once
from tests.loops import run


async def _holds_back() -> bool:
    """Whether a server does on a socket that is made as Streamlit makes its own."""
    came: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()
    listening = socket.socket(family=socket.AF_INET)
    listening.bind(("127.0.0.1", 0))
    server = await asyncio.start_server(lambda _, writer: came.set_result(writer), sock=listening)
    async with server:
        _, ours = await asyncio.open_connection(*listening.getsockname())
        theirs = await came
        waits = not theirs.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for writer in (ours, theirs):
            writer.close()
            await writer.wait_closed()
    return waits


def test_a_connection_holds_nothing_back(monkeypatch):
    monkeypatch.setattr(base_events, "_set_nodelay", lambda _: None)
    assert run(_holds_back())
    send_at_once()
    assert not run(_holds_back())
