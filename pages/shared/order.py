"""Whose turn it is on a busy server: pictures under a hand before what follows from them, whoever's they are.

Runs of all visitors share one interpreter, and the more there are the slower each is. So what follows waits while a picture
is made, and goes one at a time. Nothing waits for what takes long, and what follows never waits for long itself.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

# What has run for longer than LONG_S keeps nobody waiting any more; what follows waits for PATIENCE_S at most.
LONG_S, PATIENCE_S, LOOK_S = 0.2, 0.5, 0.02


class Order:
    """What is being run, of all visitors. Safe to use from several threads at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._begun: list[float] = []

    @contextmanager
    def live(self) -> Iterator[None]:
        """Make a picture under a hand, at once."""
        with self.following(lambda: True):
            yield

    @contextmanager
    def following(self, in_a_hurry: Callable[[], bool]) -> Iterator[None]:
        """Make what follows: once nothing is being made that takes a moment, or as soon as it is `in_a_hurry`."""
        until = time.monotonic() + PATIENCE_S
        with self._changed:
            while self._is_busy() and time.monotonic() < until and not in_a_hurry():
                self._changed.wait(LOOK_S)
            begun = time.monotonic()
            self._begun.append(begun)
        try:
            yield
        finally:
            with self._changed:
                self._begun.remove(begun)
                self._changed.notify_all()

    def _is_busy(self) -> bool:
        return any(time.monotonic() - begun < LONG_S for begun in self._begun)


ORDER = Order()


def asked_again() -> bool:
    """Whether the visitor whose page runs has asked for more meanwhile, which has to wait for this run."""
    run = get_script_run_ctx()
    return bool(run and run.script_requests and run.script_requests._state is not ScriptRequestType.CONTINUE)
