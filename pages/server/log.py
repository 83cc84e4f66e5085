"""The log for whoever runs the server: a line of JSON for each run that failed and each request that was refused.

Nothing of a visitor stands in it: no address, no link, nothing that was typed, so of an error its kind and where it came
from, never its message. What repeats itself within ten seconds is said once, and then with how many times it was.
"""

import json
import logging
import os
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from pages.server.figures import FIGURES
from pages.server.headers import WORKER

LOGGER = logging.getLogger("descent_lab")
ROOT = Path(__file__).parents[2]
QUIET_S = 10.0
# Streamlit's functions that read what a browser sent.
READING = {"deserialize", "get_serialized"}
# Libraries that say the same a thousand times a second when the system gives no more files.
TALKATIVE = ("asyncio", "uvicorn.error")


def failed(error: BaseException, what: str = "a run of a page") -> None:
    """Say that something failed that nobody foresaw, and count it."""
    FIGURES.count("failed")
    facts = {"error": type(error).__name__, "where": origin(error)}
    LOGGER.error("%s", what, extra={"event": "failed", "facts": facts})


def is_of_a_message(error: BaseException) -> bool:
    """Whether it was raised while Streamlit read the value of a control: no page sends one of another kind."""
    return any(frame.name in READING and not _is_ours(frame) for frame in traceback.extract_tb(error.__traceback__))


def refused(what: str) -> None:
    """Say what was not taken, never what it held, and count it."""
    FIGURES.count("refused")
    LOGGER.warning("%s", what, extra={"event": "refused"})


def origin(error: BaseException) -> str:
    """Where an error came from: the functions that called one another, the innermost first, of other packages the last."""
    frames = traceback.extract_tb(error.__traceback__)[::-1]
    return " < ".join(_place(frame) for place, frame in enumerate(frames) if place == 0 or _is_ours(frame))


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return Path(frame.filename).is_relative_to(ROOT) and "site-packages" not in frame.filename


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    named = file.relative_to(ROOT) if _is_ours(frame) else Path(*file.parts[-2:])
    return f"{named.as_posix()}:{frame.lineno} {frame.name}"


class Line(logging.Formatter):
    """A record as one line of JSON: when, what, the facts, and whose word it is where there are several workers."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts: Mapping[str, object] = getattr(record, "facts", {})
        said = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "event": getattr(record, "event", record.levelname.lower()),
            "what": record.getMessage(),
            **facts,
        }
        if times := getattr(record, "times", 0):
            said["times"] = times
        if WORKER in os.environ:
            said["worker"] = os.environ[WORKER]
        return json.dumps(said, ensure_ascii=False)


class NotAgain(logging.Filter):
    """Let a line pass that was not said within the last seconds; what is said again later tells how often it was."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it passes."""
        line = f"{record.getMessage()} {getattr(record, 'facts', '')}"
        last, held_back = self._said.get(line, (-QUIET_S, 0))
        if record.created - last < QUIET_S:
            self._said[line] = last, held_back + 1
            return False
        if len(self._said) > 1000:
            self._said.clear()  # So many different ones repeat nothing.
        self._said[line] = record.created, 0
        if held_back:
            record.times = held_back + 1
        return True


def in_brief(record: logging.LogRecord) -> logging.LogRecord:
    """The record of a library with an error in a line: its kind and origin, instead of its message and pages of traceback."""
    if record.exc_info and record.exc_info[1]:
        error = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage().strip()}: {type(error).__name__}, {origin(error)}", ()
        record.exc_info = None
    return record


def keep_log() -> None:
    """Write the log to standard error from now on, and let libraries say what they have to say there in a line, and once."""
    made = logging.getLogRecordFactory()
    logging.setLogRecordFactory(lambda *of, **more: in_brief(made(*of, **more)))
    handler = logging.StreamHandler()
    handler.setFormatter(Line())
    handler.addFilter(NotAgain())
    LOGGER.handlers, LOGGER.propagate = [handler], False
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(NotAgain())
    # What ends a run of a page is said by `failed`.
    logging.getLogger("streamlit.error_util").addFilter(lambda record: not record.msg.startswith("Uncaught"))
