"""What is said to a browser leaves at once."""

import socket
from asyncio import base_events


def send_at_once() -> None:
    """Have every connection that comes from now on send what it is given, whatever of the last it was not told of yet.

    Systems hold a short packet back until the browser's has said that it has the one before, and that says so up to 40 ms
    late, on some 200: the picture under a hand followed the news that a run has begun, and came as much later. Python asks
    for better where a socket was made with its protocol's number, which Streamlit's is not.
    """

    def at_once(connection: socket.socket) -> None:
        if connection.family in (socket.AF_INET, socket.AF_INET6) and connection.type == socket.SOCK_STREAM:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    base_events._set_nodelay = at_once  # pyright: ignore[reportAttributeAccessIssue]
