"""Servers of the app: the one that all processes of a run share, and those that a test may end and begin again."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [
    sys.executable,
    "-m",
    "streamlit",
    "run",
    "app.py",
    "--server.address",
    "127.0.0.1",
    "--server.headless",
    "true",
]
HEALTHY_S = 300


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_healthy(url: str, server: subprocess.Popen | None = None) -> None:
    """Wait until a server answers; one that this process has begun must not end before."""
    deadline = time.monotonic() + HEALTHY_S
    while time.monotonic() < deadline:
        assert server is None or server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer its health check within {HEALTHY_S} s")


class Server:
    """The app on a port of its own, started as the README says; `environment` is put to this process's own.

    What it has to say is in the file `log`, for as long as this is open.
    """

    def __init__(self, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | environment
        self.process: subprocess.Popen | None = None
        self._log = tempfile.NamedTemporaryFile(prefix="descent-lab-", suffix=".log")  # noqa: SIM115
        self.log = Path(self._log.name)

    def start(self) -> None:
        """Begin it, if it does not run; it answers once it is warm."""
        if not self.process:
            command = [*COMMAND, "--server.port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=self._log, stderr=self._log, env=self.environment)

    def wait(self) -> None:
        wait_until_healthy(self.url, self.process)

    def end(self) -> None:
        """Make an end of it, if it runs, as a crash does: no page is told."""
        if self.process:
            self.process.kill()
            self.process.wait(20)
            self.process = None

    def close(self) -> None:
        """Make an end of it and of its log."""
        self.end()
        self._log.close()
