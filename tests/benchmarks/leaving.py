"""How long a server works on for a visitor who has left in the middle of a page.

    python -m tests.benchmarks.leaving
    python -m tests.benchmarks.leaving --moments 3

Visitors open links that cost what a link may and leave after a moment, each after a longer one. Work that is given up ends
where a page next says something: what is measured is the longest way from one such place to the next.
"""

import argparse
import asyncio
import contextlib
import time
from urllib.parse import urlencode

from tests.benchmarks.load import COSTLY
from tests.benchmarks.visitor import Visitor
from tests.benchmarks.watched import processor_s
from tests.servers import Server

LARGE = (
    *COSTLY,
    ("", lambda k: {"problem": "wave", "steps": f"{9_990 + k}"}),
    ("compare", lambda k: {"problem": "wave", "steps": f"{490 + k}"}),
    ("landscapes", lambda k: {"problem": "himmelblau", "steps": f"{490 + k}"}),
    ("maps", lambda k: {"cells": "2048", "steps": "200", "method": "tape", "start": f"{4 + k / 100}"}),
)
# The last moment; most pages are whole by then.
LATEST_S = 3.0
LOOK_S, QUIET_S = 0.1, 1.0
# What a server uses within a look while nobody asks for anything is less than this.
AT_REST_S = 0.03


async def until_quiet(pid: int) -> tuple[float, float]:
    """Seconds until it works no more, and those of its processor that it has used since."""
    began = worked = time.perf_counter()
    first = last = processor_s(pid)
    while time.perf_counter() - worked < QUIET_S:
        await asyncio.sleep(LOOK_S)
        used = processor_s(pid)
        if used - last >= AT_REST_S:
            worked = time.perf_counter()
        last = used
    return worked - began, last - first


async def left_after(
    port: int, pid: int, page: str, query: dict[str, str], moment_s: float
) -> tuple[bool, float, float]:
    """Open a page and leave it: whether it was still being made, and what `until_quiet` says."""
    visitor = Visitor(port, page, 0, urlencode(query))
    opening = asyncio.create_task(visitor.open())
    await asyncio.sleep(moment_s)
    unfinished = not opening.done()
    await visitor.close()
    opening.cancel()
    with contextlib.suppress(ConnectionError, asyncio.CancelledError):
        await opening
    return unfinished, *await until_quiet(pid)


async def leave(port: int, pid: int, moments: int) -> None:
    """A line for each link: what was the most of all moments."""
    visitor = Visitor(port, "", 0)
    await visitor.open()
    await visitor.close()
    await until_quiet(pid)
    for kind, (page, query) in enumerate(LARGE):
        found = [
            await left_after(port, pid, page, query(100 * kind + k), LATEST_S * (k + 1) / moments)
            for k in range(moments)
        ]
        went_on = [(after, used) for unfinished, after, used in found if unfinished]
        after, used = (max(each) for each in zip((0.0, 0.0), *went_on, strict=True))
        text = next(iter(query(0).values()))
        print(
            f"{page or 'descent':<11} {text:<11} left in mid-work {len(went_on)} of {moments} times: went on for at most "
            f"{after:.1f} s, {used:.1f} s of its processor",
            flush=True,
        )


def main() -> None:
    """Measure on a server of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=10)
    asked = parser.parse_args()
    server = Server()
    server.start()
    server.wait()
    assert server.process
    try:
        asyncio.run(leave(server.port, server.process.pid, asked.moments))
    finally:
        server.close()


if __name__ == "__main__":
    main()
