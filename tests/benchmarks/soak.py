"""A server's memory over a long day: slider moves, typed formulas, and sessions that come and go.

    python -m tests.benchmarks.soak
    python -m tests.benchmarks.soak --moves 2000 --formulas 100 --sessions 200 --crowd 50

A line for each tenth of a part of the day, its memory also as a bar: the curve. Each part is begun on what the one before has
left behind.
"""

import argparse
import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlencode

from tests.benchmarks.formulas import some_formula
from tests.benchmarks.load import PATHS, several
from tests.benchmarks.visitor import Visitor
from tests.benchmarks.watched import megabytes
from tests.servers import Server

PAGES = list(PATHS)
LINES = 10
# What follows is asked for once in so many moves, as by a thumb that is dragged.
A_DRAG = 4
AT_ONCE = 4
# A bar is one character wide for each so many MB above the floor of the picture.
FLOOR_MB, A_CHARACTER_MB = 500, 10
# Streamlit keeps what a visitor who left may come back to for a while; after that it is thrown away.
FORGOTTEN_S = 150


class Curve:
    """Prints what a server's process holds."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def note(self, what: str) -> float:
        """One line; gives the MB."""
        held = megabytes(self.pid)
        print(f"{what:<34} {held:7.1f} MB  {'#' * round((held - FLOOR_MB) / A_CHARACTER_MB)}", flush=True)
        return held

    async def while_doing(self, what: str, times: int, doing: AsyncIterator[None]) -> None:
        """Go through so many of something, with a line for every tenth of it."""
        if not times:
            return
        began, marks = megabytes(self.pid), {times * k // LINES for k in range(1, LINES + 1)}
        half = began
        async for done in _counted(doing, times):
            if done in marks:
                held = self.note(f"{done:,} {what}")
                half = held if done <= times // 2 else half
        held = megabytes(self.pid)
        print(f"    {1000 * (held - began) / times:.1f} kB for each of {times:,} {what}, ", end="")
        print(f"{1000 * (held - half) / max(1, times // 2):.1f} kB for each of the second half", flush=True)


async def _counted(doing: AsyncIterator[None], times: int) -> AsyncIterator[int]:
    done = 0
    async for _ in doing:
        done += 1
        yield done
        if done == times:
            return


async def moves(port: int) -> AsyncIterator[None]:
    """One visitor on each page, who drags without a rest."""
    visitors = several([port], PAGES, len(PAGES))
    for visitor in visitors:
        await visitor.open()
    for done in itertools.count():
        for visitor in visitors:
            await visitor.move()
            if not done % A_DRAG:
                await visitor.follow()
            yield


async def together(visits: Callable[[int], Awaitable[None]]) -> AsyncIterator[None]:
    """Visits without end, a few at once; one yield for each that is over."""
    for first in itertools.count(0, AT_ONCE):
        for each in asyncio.as_completed([visits(first + k) for k in range(AT_ONCE)]):
            await each
            yield


async def come_and_go(port: int, page: str, query: str = "") -> None:
    """A session: the whole page, one move, and what follows."""
    visitor = Visitor(port, PATHS[page], seed=0, query=query)
    await visitor.open()
    if visitor.sliders:
        await visitor.move()
        await visitor.follow()
    await visitor.close()


def formulas(port: int) -> AsyncIterator[None]:
    """Visitors who each come with a formula that nobody has typed before."""
    chance = random.Random(0)

    async def visit(_: int) -> None:
        query = {"problem": "typed", "loss": some_formula(chance), "steps": chance.randrange(10, 100)}
        await come_and_go(port, "descent", urlencode(query))

    return together(visit)


def sessions(port: int) -> AsyncIterator[None]:
    """Visitors of every page, one page after the other."""

    async def visit(number: int) -> None:
        await come_and_go(port, PAGES[number % len(PAGES)])

    return together(visit)


async def crowd(port: int, curve: Curve, users: int) -> None:
    """So many visitors at the same time, what each holds, and what each has left behind."""
    if not users:
        return
    before = curve.note("before the crowd")
    visitors = several([port], PAGES, users)
    for visitor in visitors:
        await visitor.open()
    held = curve.note(f"{users:,} visitors at once")
    await asyncio.gather(*(visitor.close() for visitor in visitors))
    await asyncio.sleep(FORGOTTEN_S)
    left = curve.note("when they have left")
    print(
        f"    {1000 * (held - before) / users:.0f} kB for each connected, {1000 * (left - before) / users:.0f} left behind"
    )


async def soak(port: int, pid: int, asked: argparse.Namespace) -> None:
    """The whole day."""
    curve = Curve(pid)
    curve.note("started")
    for page in PAGES:
        await come_and_go(port, page)
    curve.note("every page visited")
    await crowd(port, curve, asked.crowd)
    await curve.while_doing("moves", asked.moves, moves(port))
    await curve.while_doing("formulas", asked.formulas, formulas(port))
    await curve.while_doing("sessions", asked.sessions, sessions(port))
    await crowd(port, curve, asked.crowd)


def main() -> None:
    """A server of its own, and a day on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=20_000)
    parser.add_argument("--formulas", type=int, default=1_000)
    parser.add_argument("--sessions", type=int, default=2_000)
    parser.add_argument("--crowd", type=int, default=100)
    server = Server()
    server.start()
    server.wait()
    assert server.process
    try:
        asyncio.run(soak(server.port, server.process.pid, parser.parse_args()))
    finally:
        server.close()


if __name__ == "__main__":
    main()
