"""An end to work that may never end: so many calls of functions and not one more.

Calls are counted and not seconds, so that a busy or a slow machine refuses nothing that a fast one allows.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


class TooLong(BaseException):
    """The calls are used up. Not an Exception, so that nothing on the way takes it for its own."""


def within(calls: int, work: Callable[[], T]) -> T:
    """What `work()` gives. Raises TooLong once it has made `calls` calls, of which a machine does some millions a second.

    Only the calling thread is watched. A profiler that watches it already sees nothing of `work`.
    """
    left = calls

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0 and not _imports(frame):
            sys.setprofile(None)
            raise TooLong

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work()
    finally:
        sys.setprofile(before)


def _imports(frame: FrameType | None) -> bool:
    """Whether a module is being imported, which must not be left half done."""
    while frame:
        if frame.f_globals.get("__name__") == "importlib._bootstrap":
            return True
        frame = frame.f_back
    return False
