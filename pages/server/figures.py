"""How the server fares, in numbers: kept for its owner, in memory, about the last minute and since the start."""

import os
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# Of the system: how much memory, how many files. Unix alone.
try:
    import resource
except ImportError:  # pragma: no cover
    resource = None

MINUTE_S = 60.0
# A minute of the busiest server.
MOST_RUNS = 20_000


class Run(NamedTuple):
    """When a run ended, and how long its visitor waited for it, in seconds."""

    at: float
    took: float


@dataclass
class Figures:
    """What is counted. Safe to use from several threads at once."""

    started: float = field(default_factory=time.monotonic)
    connected: Counter[str] = field(default_factory=Counter)
    most_connected: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    runs: deque[Run] = field(default_factory=lambda: deque(maxlen=MOST_RUNS))
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """One more of it."""
        with self._one_at_a_time:
            self.counts[what] += 1

    def came(self, address: str) -> None:
        """A connection more from there."""
        with self._one_at_a_time:
            self.connected[address] += 1
            self.most_connected = max(self.most_connected, self.connected.total())

    def left(self, address: str) -> None:
        """A connection less from there."""
        with self._one_at_a_time:
            self.connected[address] -= 1
            self.connected += Counter()  # Without those that are zero.

    def ran(self, took: float) -> None:
        """A run ended, for which its visitor waited so many seconds."""
        with self._one_at_a_time:
            self.runs.append(Run(time.monotonic(), took))
            self.counts["runs"] += 1

    def told(self) -> dict[str, float | None]:
        """Everything by its name, as the status page has it; None for what the system does not tell."""
        now = time.monotonic()
        with self._one_at_a_time:
            waits = sorted(run.took for run in self.runs if now - run.at < MINUTE_S)
            visitors, addresses = self.connected.total(), len(self.connected)
            counts = Counter(self.counts)
        return {
            "up for, hours": round((now - self.started) / 3600, 2),
            "visitors connected": visitors,
            "visitors connected, at most": self.most_connected,
            "addresses they come from": addresses,
            "runs a second, last minute": round(len(waits) / min(MINUTE_S, max(now - self.started, 1)), 2),
            "wait for a run, median, ms": _share_ms(waits, 0.5),
            "wait for a run, 95th percentile, ms": _share_ms(waits, 0.95),
            "wait for a run, longest, ms": _share_ms(waits, 1),
            "runs since the start": counts["runs"],
            "failed since the start": counts["failed"],
            "refused since the start": counts["refused"],
            "memory, MB": _memory_mb(),
            "memory, at most, MB": _most_memory_mb(),
            "files open": _open_files(),
        }


FIGURES = Figures()


def _share_ms(waits: Sequence[float], share: float) -> float | None:
    """What this share of the waits, sorted, does not exceed."""
    return round(1000 * waits[max(round(share * len(waits)) - 1, 0)], 1) if waits else None


def _memory_mb() -> float | None:
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:
            return round(int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
    except OSError:
        return None


def _most_memory_mb() -> float | None:
    if resource is None:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


def _open_files() -> int | None:
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return None
