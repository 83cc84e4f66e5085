"""Every hook into a library's own rooms is listed, with the version that it was seen to hold for."""

import re

from tests.conftest import ROOT

LIST = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
# Rooms that libraries keep for themselves.
OWN = re.compile(r"(tensorflow\.python|keras\.src|sympy\.core|streamlit\.(proto|runtime|web))\b")
FRONTEND = ROOT / "pages" / "shared" / "frontend"
HOSTS = (FRONTEND / "hosts.js").read_text(encoding="utf-8")
# How elements of Streamlit, Vega and Graphviz are looked up.
ELEMENTS = re.compile(r"data-test|st-key-|\.st[A-Z]|\.vega-|\.role-|_marks\b|\bg\.node|\.node\b")
# A row of the list of events: its name, who sends it, who hears it.
EVENT = re.compile(r"^//   ([a-z-]+-[a-z]+) {2,}(\S.*?) {2,}(\S.*?) {2,}\S", re.MULTILINE)


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


def frontend(kind: str) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in FRONTEND.glob(f"*.{kind}")}


def test_the_browsers_files_look_up_the_elements_of_others_in_one_place():
    found = {
        f"{stem}.{kind}" for kind in ("js", "css") for stem, text in frontend(kind).items() if ELEMENTS.search(text)
    }
    assert found == {"hosts.js", "early.css", "page.css", "lesson.css", "narrow.css", "present.css"}
    assert [name for name in found if f"`pages/shared/frontend/{name}`" not in LIST] == []


def test_every_event_between_our_parts_is_listed_with_who_sends_and_who_hears_it():
    listed = {
        event: (set(senders.split(", ")), set(hearers.split(", "))) for event, senders, hearers in EVENT.findall(HOSTS)
    }
    scripts = frontend("js")

    def who(name: str, does: str) -> set[str]:
        return {stem for stem, text in scripts.items() if f"{name}.{does}" in text}

    named = re.findall(r'export const (\w+) = between\("(.+?)"\)', HOSTS)
    assert len(named) > 5
    assert {event: (who(name, "send"), who(name, "hear")) for name, event in named} == listed
    assert [stem for stem, text in scripts.items() if "CustomEvent" in text] == ["hosts"]
