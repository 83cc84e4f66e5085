"""What somebody who starts the app reads in the terminal: our own lines, and none that libraries print about themselves."""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# TensorFlow says on what it runs and what it compiles, before anything could tell it not to; Streamlit says that pages were
# named before there was a visitor.
_CHATTER = re.compile(
    rb"WARNING: All log messages before absl|I\d{4} |To enable the following instructions|.*missing ScriptRunContext"
)


def tell(sentence: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"  {sentence}\n")
    sys.stdout.flush()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Leave those lines out of what the process, C++ included, writes to standard error meanwhile; all others pass."""
    sys.stderr.flush()
    terminal, (ahead, behind) = os.dup(2), os.pipe()
    os.dup2(behind, 2)
    os.close(behind)
    reader = threading.Thread(target=_pass_on, args=(ahead, terminal), daemon=True)
    reader.start()
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(terminal, 2)  # The last that could write into the pipe: the reader comes to its end.
        reader.join()
        os.close(terminal)


def _pass_on(ahead: int, terminal: int) -> None:
    with os.fdopen(ahead, "rb") as lines:
        for line in lines:
            if not _CHATTER.match(line):
                os.write(terminal, line)
