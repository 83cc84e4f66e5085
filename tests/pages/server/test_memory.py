"""What is given back of memory, and what must stay."""

import re
import sys
from pathlib import Path

import pytest

from core.settings import LESSON
from core.tape_descent import descend_with_tape
from pages.server import memory
from pages.server.memory import give_back, unchanged

SMAPS = """\
7f0000000000-7f0000001000 r--p 00000000 fe:00 11 /lib/libtensorflow_cc.so.2
Rss:                   4 kB
Anonymous:             0 kB
VmFlags: rd mr mw me
7f0000001000-7f0000004000 r-xp 00001000 fe:00 11 /lib/libtensorflow_cc.so.2
Rss:                  12 kB
Anonymous:             0 kB
7f0000004000-7f0000005000 r--p 00004000 fe:00 11 /lib/libtensorflow_cc.so.2
Rss:                   4 kB
Anonymous:             4 kB
7f0000005000-7f0000006000 rw-p 00005000 fe:00 11 /lib/libtensorflow_cc.so.2
Rss:                   4 kB
Anonymous:             0 kB
7f0000006000-7f0000007000 r-xp 00000000 fe:00 12 /lib/libc.so.6
Rss:                   4 kB
Anonymous:             0 kB
7f0000007000-7f0000008000 rw-p 00000000 00:00 0
Rss:                   4 kB
Anonymous:             0 kB
"""


def test_what_was_changed_and_what_may_be_stays_and_so_do_other_libraries():
    assert list(unchanged(SMAPS)) == [(0x7F0000000000, 0x1000), (0x7F0000001000, 0x3000)]


def held_kb() -> int:
    """What is resident of code of TensorFlow's libraries."""
    maps = Path("/proc/self/smaps").read_text(encoding="utf-8")
    return sum(int(kb) for kb in re.findall(r" r-xp .*libtensorflow.*\nSize:.*\n(?:.*\n)*?Rss: +(\d+) kB", maps))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_afterwards_less_is_held_and_the_lesson_comes_out_the_same(numbers):
    descend_with_tape(LESSON)
    held = held_kb()
    give_back()
    assert held_kb() < held / 2
    assert descend_with_tape(LESSON).loss[-1] == numbers["lesson"]["final_loss_tape"]


def test_where_nothing_is_told_nothing_is_done(monkeypatch):
    monkeypatch.setattr(memory, "_MAPS", Path("/nowhere"))
    monkeypatch.setattr(memory.ctypes, "CDLL", None)
    give_back()
