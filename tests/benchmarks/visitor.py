"""A visitor without a browser: speaks Streamlit's protocol, moves sliders, and notes what comes back, when, and how much.

What a browser does is done here too: a value is sent with its turn, the fragment that follows is asked for once the live
picture is there, and what the server only refers to is looked up among what it sent before.
"""

import asyncio
import json
import random
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent, MixedData
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# Of what the server may refer to a browser keeps more; ten runs of a page are fewer than so many.
KEPT = 200
PATIENCE_S = 60
# So many times as much or as little of a learning rate as it begins with is what a class tries.
NEAR = 10
PICTURES = ("vega_lite_chart", "graphviz_chart")
UNFORESEEN = "nobody foresaw"


@dataclass
class Noted:
    """What a visitor has measured of every answer: ms, bytes, and those that came on the line; and what went wrong.

    Also the seconds to the first picture and to the first page.
    """

    live_ms: list[float] = field(default_factory=list)
    following_ms: list[float] = field(default_factory=list)
    live_bytes: list[int] = field(default_factory=list)
    following_bytes: list[int] = field(default_factory=list)
    live_on_the_line: list[int] = field(default_factory=list)
    following_on_the_line: list[int] = field(default_factory=list)
    picture_s: float | None = None
    page_s: float | None = None
    errors: list[str] = field(default_factory=list)


class Line(ClientConnection):
    """A connection that counts the bytes that come on it, deflated or not."""

    came = 0

    def data_received(self, data: bytes) -> None:
        self.came += len(data)
        super().data_received(data)


class Part:
    """One fragment of a page: the component whose messages run it, and what it said last."""

    def __init__(self) -> None:
        self.component = self.fragment = ""
        self.turn = self.bytes = 0
        self.last = 0.0
        self.done = asyncio.Event()


class Visitor:
    """One visitor of a page; `seed` chooses its moves. `values` are what its sliders say, `texts` what it reads."""

    def __init__(self, port: int, page: str, seed: int, query: str = "") -> None:
        self.port, self.page, self.query, self.random = port, page, query, random.Random(seed)
        self.noted, self.sliders = Noted(), {}
        self.values: dict[str, float] = {}
        self._first: dict[str, float] = {}
        self.texts: dict[tuple[int, ...], str] = {}
        self._tables: dict[str, MixedData] = {}
        self.turn, self.rest_s, self._began = 0, 0.0, 0.0
        self._live, self._following = Part(), Part()
        self._states: dict[str, Any] = {}
        self._kept: OrderedDict[str, ForwardMsg] = OrderedDict()
        self._script, self._running = "", 0
        self._finished = asyncio.Event()
        self._socket: Line | None = None
        self._listener: asyncio.Task | None = None

    async def open(self) -> None:
        """Ask for the page and wait until all of it has come."""
        self._began = time.perf_counter()
        host = f"127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # pyright: ignore[reportArgumentType]
            origin=f"http://{host}",  # pyright: ignore[reportArgumentType]
            create_connection=Line,
            max_size=None,
            open_timeout=PATIENCE_S,
        )
        self._listener = asyncio.create_task(self._listen())
        await self._ask("")
        await self._within(self._finished)
        self.noted.page_s = time.perf_counter() - self._began

    @property
    def there(self) -> bool:
        """Whether it has come and not left."""
        return self._listener is not None and not self._listener.done()

    def table(self, component: str, name: str) -> pa.Table:
        """A table that a component was given, by its name there."""
        mixed = self._tables[component]
        (key,) = json.loads(mixed.json)[name].values()
        return pa.ipc.open_stream(mixed.arrow_blobs[key].data).read_all()

    async def close(self) -> None:
        """Leave."""
        if self._listener:
            self._listener.cancel()
        if self._socket:
            await self._socket.close()

    async def move(self) -> None:
        """Move one slider and wait for the live picture."""
        name = self.random.choice(list(self.sliders))
        self.values[name] = self._somewhere(name)
        self.turn += 1
        self._states[self._live.component] = {"sent": {"values": dict(self.values), "turn": self.turn}}
        took, size, came = await self._answered(self._live)
        self.noted.live_ms.append(took)
        self.noted.live_bytes.append(size)
        self.noted.live_on_the_line.append(came)

    async def follow(self) -> None:
        """Ask for what follows from the last move, and wait for it."""
        self._states[self._following.component] = {"turn": self.turn}
        took, size, came = await self._answered(self._following)
        self.noted.following_ms.append(took)
        self.noted.following_bytes.append(size)
        self.noted.following_on_the_line.append(came)

    def _somewhere(self, name: str) -> float:
        """A place on a rail: of rates and steps not far from the first one, else anywhere."""
        slider, first = self.sliders[name], self._first[name]
        low, high = slider["low"], slider["high"]
        if slider["spacing"] == "log":
            return min(max(first * NEAR ** self.random.uniform(-1, 1), low), high)
        if slider["spacing"] == "counts":
            high = min(2 * first, high)
        value = self.random.uniform(low, high)
        return round(value) if slider["whole"] else value

    async def _answered(self, part: Part) -> tuple[float, int, int]:
        """Milliseconds until a fragment's picture is there, its bytes, and those that came on the line."""
        assert self._socket
        part.done.clear()
        part.bytes, before = 0, self._socket.came
        began = time.perf_counter()
        await self._ask(part.fragment)
        await self._within(part.done)
        return 1000 * (part.last - began), part.bytes, self._socket.came - before

    async def _within(self, event: asyncio.Event) -> None:
        """Wait for an event; an end of the connection is one too."""
        waiting = asyncio.create_task(event.wait())
        assert self._listener
        await asyncio.wait({waiting, self._listener}, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not event.is_set():
            ended = self._listener.exception() if self._listener.done() else None
            raise ConnectionError(f"{type(ended).__name__}: {ended}" if ended else f"no answer within {PATIENCE_S} s")

    async def _ask(self, fragment: str) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.fragment_id = self.query, fragment
        run.context_info.timezone, run.context_info.locale = "UTC", "en-US"
        run.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}"
        run.context_info.color_scheme = "light"
        if fragment:
            run.page_script_hash = self._script
        else:
            run.page_name = self.page
        run.widget_states.SetInParent()
        for name, state in self._states.items():
            widget = run.widget_states.widgets.add()
            widget.id, widget.json_value = name, json.dumps(state)
        assert self._socket
        await self._socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        assert self._socket
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            self._hear(self._whole(message), len(data))

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """What a message refers to, with the place that it has now."""
        if message.WhichOneof("type") == "ref_hash":
            known, place = self._kept[message.ref_hash], message.metadata
            self._kept.move_to_end(message.ref_hash)
            message = ForwardMsg()
            message.CopyFrom(known)
            message.metadata.CopyFrom(place)
        elif message.metadata.cacheable:
            self._kept[message.hash] = message
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return message

    def _hear(self, message: ForwardMsg, size: int) -> None:
        self._running += size
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._script, self._running = message.new_session.page_script_hash, size
        elif kind == "delta":
            self._see(message)
        elif kind == "script_finished":
            self._end_of_a_run()

    def _see(self, message: ForwardMsg) -> None:
        delta = message.delta
        for part in (self._live, self._following):
            if delta.fragment_id and delta.fragment_id == part.fragment:
                part.last = time.perf_counter()
        if delta.WhichOneof("type") != "new_element":
            return
        element, place = delta.new_element, tuple(message.metadata.delta_path)
        kind = element.WhichOneof("type")
        if kind == "bidi_component":
            self._meet(element.bidi_component, delta.fragment_id)
        elif kind == "exception" or (kind == "alert" and UNFORESEEN in element.alert.body):
            self.noted.errors.append(f"an error on {self.page or 'descent'}")
        if self.noted.picture_s is None and (
            kind in PICTURES or element.bidi_component.component_name.rsplit(".", 1)[-1] == "map"
        ):
            self.noted.picture_s = time.perf_counter() - self._began
        self.texts[place] = _text(element)

    def _meet(self, component: BidiComponent, fragment: str) -> None:
        name = component.component_name.rsplit(".", 1)[-1]
        if name == "live_sliders":
            part, data = self._live, json.loads(component.json)
            self.sliders = {slider["name"]: slider for slider in data["sliders"]}
            for slider, each in self.sliders.items():
                self.values.setdefault(slider, each["value"])
                self._first.setdefault(slider, each["value"])
        elif name == "follow":
            part, data = self._following, json.loads(component.json)
            self.rest_s = data["rest_ms"] / 1000
        else:
            self._tables[name] = component.mixed
            return
        part.component, part.fragment, part.turn = component.id, fragment, data["turn"]

    def _end_of_a_run(self) -> None:
        """A run's messages are those of the part that has heard of the last turn in it."""
        for part in (self._live, self._following):
            if part.turn >= self.turn and not part.done.is_set():
                part.bytes = self._running
                part.done.set()
        self._running = 0
        self._finished.set()


def _text(element: Element) -> str:
    kind = element.WhichOneof("type")
    return element.html.body if kind == "html" else element.markdown.body if kind == "markdown" else ""
