"""What the README promises of itself."""

import re

from core.problems import PROBLEMS
from core.rules import RULES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_commands_are_targets_of_the_makefile():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = set(re.findall(r"`?make (\w+)", README))
    assert {"run", "test"} <= commands <= targets


def test_its_links_and_pictures_exist():
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), target


def test_every_room_of_core_is_in_its_table():
    for package in {path.parent for path in (ROOT / "core").glob("*/__init__.py")}:
        assert f"`{package.name}/`" in README, package


def test_every_file_that_it_or_its_docs_name_exists():
    texts = [README, *(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))]
    for named in re.findall(r"`((?:core|pages|tests)/[\w/]*(?:\.\w+)?)`", " ".join(texts)):
        assert (ROOT / named).exists(), named


def test_every_optimizer_is_named():
    for name, rule in RULES.items():
        assert rule.title.rpartition(", ")[2].lower() in README.lower(), name


def test_ci_calls_the_readmes_test_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_its_example_problem_is_not_there_yet_and_would_be_valid():
    name = re.search(r'name="(\w+)"', README)
    assert name
    assert name[1] not in PROBLEMS
