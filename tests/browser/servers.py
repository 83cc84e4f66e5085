"""Servers of the app that a test may end and begin again."""

import os
import signal
import subprocess
import sys

from tests.conftest import ROOT, free_port, wait_until_healthy

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


class Server:
    """The app on a port of its own, which can be ended and begun again; `environment` is put to this process's own."""

    def __init__(self, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | environment
        self.begin()

    def begin(self) -> None:
        self.start()
        self.wait()

    def start(self) -> None:
        command = [*COMMAND, "--server.port", str(self.port)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, env=self.environment)

    def wait(self) -> None:
        wait_until_healthy(self.url, self.process)

    def end(self) -> None:
        # As a crash does: no page is told.
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def restart(self) -> None:
        self.end()
        self.begin()
