"""A class on one server: visitors who move sliders all at once, measured without browsers.

    python -m tests.benchmarks.load --users 40 --seconds 30 --pages descent,compare   on a server of its own
    python -m tests.benchmarks.load --port 8501 --drags                               on one that runs
    python -m tests.benchmarks.load --burst --users 100                               a class that comes within 20 s
    python -m tests.benchmarks.load --workers 2                                       on two of its own, as behind nginx

Every visitor moves one slider each 0.5 to 1.5 s, waits for the live picture and then for what follows from it; with `--drags`
it drags for 2 s as fast as the server answers, and rests for 3 s. Figures are those that such a visitor would note.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import chain
from urllib.parse import urlencode

import numpy as np

from tests.benchmarks.checks import right
from tests.benchmarks.visitor import Noted, Visitor
from tests.benchmarks.watched import Watched
from tests.servers import Server

PATHS = {"descent": "", "compare": "compare", "landscapes": "landscapes", "tape": "tape", "maps": "maps"}
PAUSE_S = (0.5, 1.5)
DRAG_S, REST_S = 2.0, 3.0
ARRIVING_S, QUIET_S = 20.0, 5.0

Habit = Callable[[Visitor], Awaitable[None]]

# Pages and queries of links that cost what a link may, another one for each k.
COSTLY: tuple[tuple[str, Callable[[int], dict[str, str]]], ...] = (
    ("", lambda k: {"problem": "typed", "loss": "*".join(f"sin({j}w+{k})" for j in range(1, 25)), "gradient": "w"}),
    ("landscapes", lambda k: {"problem": "typed", "loss": f"sin({k + 1}e8*x*y)"}),
    ("", lambda k: {"problem": "typed", "loss": "/".join(f"(w^2+{j + k})" for j in range(1, 18)), "gradient": "1"}),
    ("landscapes", lambda k: {"problem": "typed", "loss": "*".join(f"sin({j}x)*cos({j + k}y)" for j in range(1, 12))}),
)


async def now_and_then(visitor: Visitor) -> None:
    """One move, what follows from it, and a pause."""
    await visitor.move()
    await visitor.follow()
    await asyncio.sleep(visitor.random.uniform(*PAUSE_S))


async def drags(visitor: Visitor) -> None:
    """Moves on the heels of the answers, with what follows among them as the page asks for it, and a rest."""
    until = time.perf_counter() + DRAG_S
    followed = 0.0
    while time.perf_counter() < until:
        await visitor.move()
        if time.perf_counter() - followed >= visitor.rest_s:
            await visitor.follow()
            followed = time.perf_counter()
    await visitor.follow()
    await asyncio.sleep(REST_S)


async def arrive(visitors: list[Visitor], within_s: float) -> None:
    """All open their page, one after the other."""

    async def come(visitor: Visitor, after: float) -> None:
        await asyncio.sleep(after)
        await unless_it_ends(visitor, visitor.open())

    share = within_s / max(1, len(visitors))
    await asyncio.gather(*(come(visitor, k * share) for k, visitor in enumerate(visitors)))


async def keep_on(visitors: list[Visitor], habit: Habit, seconds: float) -> None:
    """All go by the `habit` until so many seconds have passed."""
    until = time.perf_counter() + seconds

    async def work(visitor: Visitor) -> None:
        await asyncio.sleep(visitor.random.random())
        while time.perf_counter() < until:
            await habit(visitor)

    await asyncio.gather(*(unless_it_ends(visitor, work(visitor)) for visitor in visitors if visitor.there))


async def opens_costly_links(port: int, seconds: float) -> list[float]:
    """One visitor after the other opens a link with a formula made to cost; gives the seconds until each page was there."""
    began, took = time.perf_counter(), []
    while time.perf_counter() - began < seconds:
        page, query = COSTLY[len(took) % len(COSTLY)]
        visitor = Visitor(port, page, 0, urlencode(query(len(took))))
        await visitor.open()
        await visitor.close()
        took.append(visitor.noted.page_s or 0.0)
    return took


async def unless_it_ends(visitor: Visitor, doing: Awaitable[None]) -> None:
    """Do it; where the connection ends or nothing is answered, note that and leave."""
    try:
        await doing
    except (OSError, ConnectionError) as error:
        visitor.noted.errors.append(f"{error} on {visitor.page or 'descent'}")
        await visitor.close()


def figures(visitors: list[Visitor], took: float) -> dict[str, str]:
    """What all visitors together have noted, each figure by its name."""
    noted = [visitor.noted for visitor in visitors]
    moves = sum(len(each.live_ms) for each in noted)
    live_bytes = sum(chain.from_iterable(each.live_bytes for each in noted))
    all_bytes = live_bytes + sum(chain.from_iterable(each.following_bytes for each in noted))
    errors = [error for each in noted for error in each.errors]
    return {
        "to the live picture, ms": _spread(chain.from_iterable(each.live_ms for each in noted)),
        "to what follows, ms": _spread(chain.from_iterable(each.following_ms for each in noted)),
        "to the first picture, s": _spread((each.picture_s for each in noted if each.picture_s), "max"),
        "to the first page, s": _spread((each.page_s for each in noted if each.page_s), "max"),
        "moves": f"{moves}, {moves / took:.1f} a second",
        "a live picture, kB": f"{live_bytes / max(1, moves) / 1000:.1f}",
        "a move with what follows, kB": f"{all_bytes / max(1, moves) / 1000:.1f}",
        "errors": f"{len(errors)}{''.join(f'; {error}' for error in sorted(set(errors))[:3])}",
    }


def _spread(values: Iterable[float], *more: str) -> str:
    """Percentiles, in words."""
    found = np.array(list(values))
    if not len(found):
        return "none"
    shares = {"p50": 50, "p95": 95, "p99": 99, "max": 100}
    named = [name for name in shares if name != "max" or "max" in more]
    return "  ".join(f"{name} {np.percentile(found, shares[name]):.2f}" for name in named)


def several(ports: Sequence[int], pages: Sequence[str], users: int) -> list[Visitor]:
    """So many visitors, one page after the other, of one server after the other."""
    return [Visitor(ports[k % len(ports)], PATHS[pages[k % len(pages)]], seed=k) for k in range(users)]


def show(figures: dict[str, str]) -> None:
    """Print figures, a line each."""
    for name, value in figures.items():
        print(f"{name:<30} {value}", flush=True)


async def load(visitors: list[Visitor], pids: Sequence[int], asked: argparse.Namespace) -> None:
    """A class at work, and its figures; at the end every screen shows the number that core computes, or is counted."""
    arriving = Watched(pids)
    await arrive(visitors, ARRIVING_S if asked.burst else ARRIVING_S / 4)
    print(f"{len(visitors)} visitors have come")
    show(arriving.figures(len(visitors)))
    working, began = Watched(pids), time.perf_counter()
    costly = asyncio.gather(*(opens_costly_links(visitors[0].port, asked.seconds) for _ in range(asked.costly)))
    await keep_on(visitors, drags if asked.drags or asked.burst else now_and_then, asked.seconds)
    took, moves = time.perf_counter() - began, sum(len(visitor.noted.live_ms) for visitor in visitors)
    show(figures(visitors, took) | working.figures(moves) | {"load of the machine": f"{os.getloadavg()[0]:.1f}"})
    if asked.costly:
        show({"to pages that cost, s": _spread(chain.from_iterable(await costly), "max")})
    if asked.burst:
        for visitor in visitors:
            visitor.noted = Noted(picture_s=0.0)
        print("and quiet again")
        await keep_on(visitors, now_and_then, QUIET_S)
        show(figures(visitors, QUIET_S))
    there = [visitor for visitor in visitors if visitor.there]
    wrong = sum(not right(visitor) for visitor in there)
    show({"screens with a wrong number": f"{wrong} of {len(there)}"})
    await asyncio.gather(*(visitor.close() for visitor in there))


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="of a server that runs; without it one is started")
    parser.add_argument("--pid", type=int, help="of that server, to measure its processor time and memory")
    parser.add_argument("--workers", type=int, default=1, help="so many servers of its own, without --port")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pages", default="descent,compare,landscapes,tape,maps", help="one after the other")
    parser.add_argument("--drags", action="store_true")
    parser.add_argument(
        "--burst", action="store_true", help=f"all come within {ARRIVING_S:g} s, drag, and are quiet again"
    )
    parser.add_argument("--costly", type=int, default=0, help="so many others open links with formulas that cost")
    return parser.parse_args()


def main() -> None:
    """Run what was asked for, on a server of its own where none is named."""
    asked = options()
    own = [] if asked.port else [Server() for _ in range(asked.workers)]
    for server in own:
        server.start()
    for server in own:
        server.wait()
    ports = [server.port for server in own] or [asked.port]
    pids = [server.process.pid for server in own if server.process] or [asked.pid] * bool(asked.pid)
    try:
        asyncio.run(load(several(ports, asked.pages.split(","), asked.users), pids, asked))
    finally:
        for server in own:
            server.close()


if __name__ == "__main__":
    main()
