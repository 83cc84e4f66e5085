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
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_core_module_is_in_its_table():
    modules = [path for path in (ROOT / "core").rglob("[!_]*.py") if path.parent.name != "rules"]
    for path in modules:
        assert f"`{path.name}`" in README, path
    for package in {path.parent for path in modules} - {ROOT / "core"}:
        assert f"`{package.name}/`" in README, package


def test_every_optimizer_is_named():
    for name, rule in RULES.items():
        assert rule.title.rpartition(", ")[2].lower() in README.lower(), name


def test_ci_calls_the_readmes_test_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_its_example_problem_is_not_there_yet_and_would_be_valid():
    name = re.search(r'name="(\w+)"', README)
    assert name
    assert name[1] not in PROBLEMS
