"""An end to work that may never end: so many calls of functions and not one more.

Calls are counted and not seconds, so that a busy or a slow machine refuses nothing that a fast one allows.
"""

import inspect
import sys
from collections.abc import Callable, Mapping
from types import CodeType, FrameType, MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")
NOTHING: Mapping[Any, Any] = MappingProxyType({})


class TooLong(BaseException):
    """The calls are used up. Not an Exception, so that nothing on the way takes it for its own."""


def within(
    calls: int, work: Callable[[], T], too_large: Mapping[CodeType, Callable[[Mapping[str, Any]], bool]] = NOTHING
) -> T:
    """What `work()` gives. Raises TooLong once it has made `calls` calls, of which a machine does some millions a second.

    A single call that would take for ever is told by its arguments: `too_large` says of some functions' code which are.
    Only the calling thread is watched. A profiler that watches it already sees nothing of `work`.
    """
    left = calls

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        left -= 1
        heavy = event == "call" and frame.f_code in too_large and too_large[frame.f_code](frame.f_locals)
        if (heavy or left < 0) and _may_end_here(frame):
            raise TooLong

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work()
    finally:
        sys.setprofile(before)


def _may_end_here(frame: FrameType) -> bool:
    """Whether an exception raised here arrives, and leaves nothing half done.

    One in a generator that is being thrown away, or in what a weak reference calls, is ignored by Python, and the watch is
    over with it. An import must come to its end.
    """
    if frame.f_code.co_flags & inspect.CO_GENERATOR or frame.f_globals.get("__name__") == "weakref":
        return False
    back: FrameType | None = frame
    while back:
        if back.f_globals.get("__name__") == "importlib._bootstrap":
            return False
        back = back.f_back
    return True
