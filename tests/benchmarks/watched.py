"""A server's process while it is measured."""

import os
from collections.abc import Sequence
from pathlib import Path


def megabytes(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor_s(pid: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watched:
    """Servers' processes while they are measured: processor seconds and memory. Without `pids` nothing is known of them."""

    def __init__(self, pids: Sequence[int]) -> None:
        self.pids = pids
        self.before, self.memory = self._processor_s(), self._memory()

    def figures(self, times: int) -> dict[str, str]:
        """What it has used since."""
        if not self.pids:
            return {}
        used = self._processor_s() - self.before
        return {
            "processor of the server, s": f"{used:.1f}",
            "the same for each, ms": f"{1000 * used / max(1, times):.1f}",
            "memory of the server, MB": f"{self.memory:.0f} before, {self._memory():.0f} after",
        }

    def _processor_s(self) -> float:
        return sum(processor_s(pid) for pid in self.pids)

    def _memory(self) -> float:
        return sum(megabytes(pid) for pid in self.pids)
