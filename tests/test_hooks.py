"""Every hook into a library's own rooms is listed, with the version that it was seen to hold for."""

import re

from tests.conftest import ROOT

LIST = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
# Rooms that libraries keep for themselves.
OWN = re.compile(r"(tensorflow\.python|keras\.src|sympy\.core|streamlit\.(proto|runtime|web))\b")


def test_the_versions_are_those_that_are_installed():
    pinned = dict(re.findall(r"^([a-z]+)==([\d.]+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    tensorflow = re.search(r"^tensorflow==([\d.]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert tensorflow
    seen = dict(re.findall(r"\b([a-z]+) (\d+\.\d+\.\d+)", LIST))
    assert seen == {name: {**pinned, "tensorflow": tensorflow[1]}[name] for name in seen}
    assert set(seen) == {"tensorflow", "keras", "streamlit", "altair", "sympy"}


def test_whoever_imports_a_librarys_own_rooms_is_in_the_list():
    paths = [*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    hooked = [path for path in paths if OWN.search(path.read_text(encoding="utf-8"))]
    assert len(hooked) >= 5
    assert [path for path in hooked if f"`{path.relative_to(ROOT).as_posix()}`" not in LIST] == []
