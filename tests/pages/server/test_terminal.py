import os
import subprocess
import sys

from tests.conftest import ROOT

SCRIPT = """
import os, sys
from pages.server.terminal import tell, without_chatter
os.write(2, b"I0000 before\\n")
with without_chatter():
    os.write(2, b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\\n")
    os.write(2, b"I0000 00:00:17 12 service.cc:153] XLA service initialized\\nE0000 bad\\n")
    print("2026-11-26 12:00:00 Thread 'MainThread': missing ScriptRunContext! ...", file=sys.stderr)
    print("a traceback", file=sys.stderr)
    os.write(2, b"no end of the line")
os.write(2, b"\\nI0000 after\\n")
tell("Ready.")
"""


def test_only_what_libraries_say_of_themselves_is_left_out_and_only_meanwhile():
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=True
    )
    assert run.stderr.splitlines() == ["I0000 before", "E0000 bad", "a traceback", "no end of the line", "I0000 after"]
    assert run.stdout == "  Ready.\n"
