"""What is installed: everything pinned, each file by its hash, in all that installs something."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests.conftest import ROOT

LOCKS = (Path("requirements.lock"), Path("tests/requirements.lock"))
# A pin, its marker if any, and the hashes that follow.
HASHES = r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
PIN = re.compile(rf"^[\w.-]+==[^\s;]+(?: ; [^\\\n]+?)? \\\n{HASHES}", re.MULTILINE)


def pins(file: Path) -> dict[str, str]:
    """What a file of requirements pins for this machine, by name."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)(?: *; *([^\\\n]+))?", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    return {name.lower(): pinned for name, pinned, marker in found if not marker or Marker(marker.strip()).evaluate()}


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_by_hash_and_nothing_else_stands_there(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert len(PIN.findall(text)) > 50
    assert PIN.sub("", text) == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_it_holds_what_the_requirements_say(lock):
    asked = pins(lock.with_suffix(".txt"))
    assert len(asked) > 5
    assert asked.items() <= pins(lock).items()


def test_the_tests_run_with_what_is_locked():
    app, tests = map(pins, LOCKS)
    assert app.items() <= tests.items()
    assert {name: version(name) for name in tests} == tests


def test_the_image_holds_what_it_copies_and_no_more():
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert all((ROOT / name).exists() for name in names)
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert set(let_in) == names
