"""How many files may be open at once."""

import resource
import subprocess
import sys

from tests.conftest import ROOT

ASKED = (
    "import resource; from pages.server.limits import raise_open_files as more; print(more(), *resource.getrlimit(7))"
)


def limits(shell: str) -> list[int]:
    """What it gives, and the soft and the hard limit after it, in a shell that had these."""
    assert resource.RLIMIT_NOFILE == 7
    command = ["sh", "-c", f'{shell}; exec "$0" -c "$1"', sys.executable, ASKED]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [int(number) for number in run.stdout.split()]


def test_few_become_as_many_as_are_granted():
    assert limits("ulimit -S -n 256; ulimit -H -n 4096") == [4096, 4096, 4096]


def test_what_is_enough_stays():
    assert limits("ulimit -n 300") == [300, 300, 300]
