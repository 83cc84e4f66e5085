"""What a move of a slider costs the server, page by page: processor time of the live picture, and of what follows from it.

    python -m tests.benchmarks.moves --moves 100 --pages descent,compare,landscapes   on a server of its own
    python -m tests.benchmarks.moves --port 8501 --pid 4711                           on one that runs

One visitor without a browser, who waits for every answer. The moves are the same in every run, so that two runs, before a
change and after it, can be compared; on a machine that does other work too, run them one after the other, more than once.
"""

import argparse
import asyncio
from collections.abc import Awaitable

import numpy as np

from tests.benchmarks.load import PATHS
from tests.benchmarks.visitor import Noted, Visitor
from tests.benchmarks.watched import processor_s
from tests.servers import Server

# What a first visitor pays for all is over after so many moves; what a run leaves to be done is done after so long.
FIRST, SETTLED_S, AT_REST_S = 10, 0.02, 2.0


async def _used(pid: int, doing: Awaitable[None], settled_s: float = SETTLED_S) -> float:
    """Milliseconds of its processor."""
    before = processor_s(pid)
    await doing
    await asyncio.sleep(settled_s)
    return 1000 * (processor_s(pid) - before)


async def moves(port: int, pid: int, page: str, count: int) -> dict[str, float]:
    """Figures of one page, each for a move: ms and kB of the live picture, and of what follows."""
    visitor = Visitor(port, PATHS[page], seed=1)
    await visitor.open()
    for _ in range(FIRST):
        await visitor.move()
        await visitor.follow()
    at_rest = await _used(pid, asyncio.sleep(0), AT_REST_S) / AT_REST_S
    noted = visitor.noted = Noted()
    used = np.array([[await _used(pid, visitor.move()), await _used(pid, visitor.follow())] for _ in range(count)])
    await visitor.close()
    assert not noted.errors, noted.errors
    live, following = used.mean(axis=0)
    return {
        "live, ms": live,
        "follows, ms": following,
        "both, ms": live + following,
        "live, kB": np.mean(noted.live_bytes) / 1000,
        "follows, kB": np.mean(noted.following_bytes) / 1000,
        "live, on the line": np.mean(noted.live_on_the_line) / 1000,
        "follows, on the line": np.mean(noted.following_on_the_line) / 1000,
        "waited, live": float(np.median(noted.live_ms)),
        "waited, follows": float(np.median(noted.following_ms)),
        "at rest, ms a second": at_rest,
    }


async def show(port: int, pid: int, pages: list[str], count: int) -> None:
    """Print a line a page."""
    named = False
    for page in pages:
        figures = await moves(port, pid, page, count)
        if not named:
            print(f"{'':<12}", *(f"{name:>{max(9, len(name))}}" for name in figures), flush=True)
        named = True
        print(f"{page:<12}", *(f"{value:>{max(9, len(name))}.1f}" for name, value in figures.items()), flush=True)


def main() -> None:
    """Run what was asked for, on a server of its own where none is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="of a server that runs; without it one is started")
    parser.add_argument("--pid", type=int, help="of that server")
    parser.add_argument("--moves", type=int, default=100)
    parser.add_argument("--pages", default="descent,compare,landscapes", help="one after the other")
    asked = parser.parse_args()
    server = None if asked.port else Server()
    if server:
        server.start()
        server.wait()
    port, pid = (server.port, server.process.pid) if server and server.process else (asked.port, asked.pid)
    try:
        asyncio.run(show(port, pid, asked.pages.split(","), asked.moves))
    finally:
        if server:
            server.close()


if __name__ == "__main__":
    main()
