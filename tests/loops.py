"""Run what waits, from a test."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: in this one Playwright may have a loop that goes on."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
