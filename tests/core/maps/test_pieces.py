"""Who goes first where pieces of maps are computed."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.maps.pieces import NICE, at_once, pieces, work_at_leisure


def niceness(threads: ThreadPoolExecutor | None = None) -> set[int]:
    """How far those threads stand back that compute what a thread asks for."""
    found = set()

    def compute(_) -> None:
        found.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def ask() -> None:
        at_once(compute, pieces((100, 100), 50, most=1000))

    if threads is None:
        ask()
    else:
        threads.submit(ask).result()
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux alone")
def test_what_is_computed_at_leisure_stands_back_and_all_else_does_not():
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    with ThreadPoolExecutor(1, initializer=work_at_leisure) as threads:
        assert niceness(threads) == {NICE}
        assert niceness() == {own}


def test_an_error_of_a_piece_is_raised_where_it_was_asked_for():
    def compute(piece) -> None:
        if piece[0].start:
            raise ValueError("this one")

    with pytest.raises(ValueError, match="this one"):
        at_once(compute, pieces((100, 100), 50, most=1000))
