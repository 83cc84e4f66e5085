"""Visitors without a browser, as the benchmark of a class sends them: each sees what core computes for its own sliders."""

import asyncio
from urllib.parse import urlsplit

from tests.benchmarks.checks import right
from tests.benchmarks.load import PATHS, arrive, keep_on, now_and_then, several
from tests.benchmarks.visitor import Visitor
from tests.loops import run


def at_work(visitors: list[Visitor]) -> None:
    """All come and move a slider or two."""

    async def work() -> None:
        await arrive(visitors, 0.1)
        await keep_on(visitors, now_and_then, 1.5)
        await asyncio.gather(*(visitor.close() for visitor in visitors))

    run(work())


def test_all_of_a_class_see_the_numbers_of_their_own_sliders(app_url):
    visitors = several([urlsplit(app_url).port or 80], list(PATHS), 2 * len(PATHS))
    at_work(visitors)
    assert [error for visitor in visitors for error in visitor.noted.errors] == []
    assert all(visitor.noted.live_ms and visitor.noted.following_bytes for visitor in visitors)
    assert [visitor.page for visitor in visitors if not right(visitor)] == []
    # And a number that is another one is told.
    for visitor in visitors:
        visitor.values = {name: value * 0.9 for name, value in visitor.values.items()}
    assert {visitor.page for visitor in visitors if right(visitor)} == {PATHS["maps"]}
