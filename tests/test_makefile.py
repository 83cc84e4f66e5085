"""What `make run` says to somebody on whose machine it cannot work."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAKE = shutil.which("make")
# Stands for a Python that is new enough, or not, and makes an environment in which nothing can be installed.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  "-m venv .venv") mkdir -p .venv/bin; printf '#!/bin/sh\nexit 1\n' > .venv/bin/python; chmod +x .venv/bin/python ;;
esac
"""


def make_run(at: Path, old: int) -> tuple[int, str]:
    assert MAKE
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, at)
    python = at / "python"
    python.write_text(PYTHON.format(old=old), encoding="utf-8")
    python.chmod(0o755)
    run = subprocess.run([MAKE, "run", f"PYTHON={python}"], cwd=at, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


@pytest.mark.skipif(MAKE is None, reason="there is no make on the PATH")
@pytest.mark.parametrize(
    ("old", "said"),
    [(1, "Descent Lab needs Python 3.11 or newer"), (0, "without a connection to a package index nothing can")],
)
def test_one_sentence_says_why_it_cannot_run(old, said, tmp_path):
    code, output = make_run(tmp_path, old)
    assert code != 0
    assert said in output
    assert not (tmp_path / ".venv" / "app").exists()
