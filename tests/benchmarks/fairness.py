"""Whether visitors who wait for large maps delay another one's slider: two of them, over the websocket.

python -m tests.benchmarks.fairness --seconds 20              on a server of its own
python -m tests.benchmarks.fairness --port 8501               on one that runs
"""

import argparse
import asyncio
import json
import time
from typing import Any
from urllib.parse import urlencode

import numpy as np
from streamlit.proto.BidiComponent_pb2 import BidiComponent

from tests.benchmarks.load import keep_on, now_and_then
from tests.benchmarks.visitor import Noted, Visitor
from tests.servers import Server

MAPS = 2
LARGE = {"cells": "2048", "steps": "200"}
# By how much a slider may be delayed, ms.
MOST_MS = 200
WAIT_S = 0.02


class MapVisitor(Visitor):
    """One who waits for a large map: asks for each piece when the one before has come, as the page does."""

    def __init__(self, port: int, seed: int, method: str) -> None:
        super().__init__(port, "maps", seed, urlencode(LARGE | {"method": method}))
        self.component = self.fragment = ""
        self.data: dict[str, Any] = {}
        self.pieces = 0

    def _meet(self, component: BidiComponent, fragment: str) -> None:
        super()._meet(component, fragment)
        if component.component_name.rsplit(".", 1)[-1] == "map":
            self.component, self.fragment = component.id, fragment
            self.data = json.loads(component.json or component.mixed.json)

    async def wait_for_all(self) -> None:
        """Until somebody stops it, or the map is there."""
        for index in range(1, self.data["pieces"]):
            turn = self.data["turn"] + 1
            self._states[self.component] = {"sent": {"values": {"piece": [self.data["id"], index]}, "turn": turn}}
            await self._ask(self.fragment)
            while self.data["piece"]["index"] != index:
                await asyncio.sleep(WAIT_S)
            self.pieces += 1


async def measured(visitor: Visitor, seconds: float) -> np.ndarray:
    """How long one's slider takes to its live picture, ms."""
    visitor.noted = Noted()
    await keep_on([visitor], now_and_then, seconds)
    return np.array(visitor.noted.live_ms)


async def compare(port: int, seconds: float, page: str) -> None:
    """Measure one slider alone, and beside two maps by either method."""
    one = Visitor(port, page, 0)
    await one.open()
    print(f"{page or 'descent'}, to the live picture: {said(await measured(one, seconds))} alone", flush=True)
    alone = np.median(one.noted.live_ms)
    for method in ("manual", "tape"):
        others = [MapVisitor(port, seed, method) for seed in range(MAPS)]
        await asyncio.gather(*(other.open() for other in others))
        waiting, began = [asyncio.create_task(other.wait_for_all()) for other in others], time.perf_counter()
        beside = await measured(one, seconds)
        pieces = sum(other.pieces for other in others) / (time.perf_counter() - began)
        late = f"p95 {np.percentile(beside, 95) - alone:.0f} ms later, {MOST_MS} allowed"
        print(f"beside {MAPS} maps ({method}, {pieces:.1f} pieces/s): {said(beside)}; {late}", flush=True)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*(other.close() for other in others))
    await one.close()


def said(ms: np.ndarray) -> str:
    """Percentiles, in words."""
    return "  ".join(f"p{share} {np.percentile(ms, share):.0f}" for share in (50, 95, 100)) + f" ms of {len(ms)} moves"


def main(argv: list[str] | None = None) -> None:
    """Measure on the server that is named, or on one of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="of a server that runs; without it one is started")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--page", default="", help="the third visitor's, descent if none")
    asked = parser.parse_args(argv)
    server = None if asked.port else Server()
    if server:
        server.start()
        server.wait()
    try:
        asyncio.run(compare(server.port if server else asked.port, asked.seconds, asked.page))
    finally:
        if server:
            server.close()


if __name__ == "__main__":
    main()
