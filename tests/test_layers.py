"""The direction: core computes and never imports Streamlit, the methods know nothing of each other, pages never compute."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The rooms of core/, from the top floor down. What stands in one line does not know of each other.
FLOORS = (
    ("descent", "race", "landscapes", "atlas"),
    ("recording",),
    ("experiments",),
    ("derivation",),
    ("scripts", "notebooks"),
    ("links",),
    ("queries",),
    ("numbers",),
    ("pictures",),
    ("methods", "maps"),
    ("tape_descent", "manual_descent"),
    ("tape",),
    ("theory",),
    ("rules",),
    ("trajectory",),
    ("settings",),
    ("problems",),
    ("hyperparameters",),
    ("formulas",),
    ("source", "glossary"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def imported_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def room_of(path) -> str:
    return path.relative_to(ROOT / "core").parts[0].removesuffix(".py")


def rooms_imported(path) -> Iterator[str]:
    """The other rooms that a module of core/ imports, also within its functions."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "core":
            named = node.module.split(".")[1:2] or [alias.name for alias in node.names]
            yield from (room for room in named if room != room_of(path))


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_leads_up_or_in_a_circle(path):
    """Every import leads to a lower floor, so there is no circle either."""
    if room_of(path) == "__init__":
        assert list(rooms_imported(path)) == []
        return
    assert all(FLOOR[room] > FLOOR[room_of(path)] for room in rooms_imported(path))


def test_every_room_has_a_floor_and_says_what_it_holds():
    rooms = {room_of(path) for path in (ROOT / "core").rglob("*.py")} - {"__init__"}
    assert rooms == set(FLOOR)
    said = ast.get_docstring(parsed(ROOT / "core" / "__init__.py")) or ""
    assert all(f"`{room}`" in said for room in rooms)
    for package in (ROOT / "core").rglob("__init__.py"):
        holds = ast.get_docstring(parsed(package)) or ""
        inside = {path.stem for path in package.parent.glob("[!_]*.py")} - rooms
        assert all(f"`{name}`" in holds for name in inside), package


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_core_never_imports_streamlit_or_pages(path):
    assert not {name for name in imports(path) if name.split(".")[0] in {"streamlit", "pages", "app"}}


def test_the_manual_method_never_imports_tensorflow():
    modules = imported_by("core.manual_descent")
    assert "core.rules" in modules
    assert not modules & {"tensorflow", "keras", "core.tape_descent", "streamlit"}


def test_the_tape_method_never_imports_the_rules():
    modules = imported_by("core.tape_descent")
    assert "tensorflow" in modules
    assert not modules & {"core.rules", "core.manual_descent", "streamlit"}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=lambda path: path.name)
def test_pages_never_compute(path):
    assert not {name.split(".")[0] for name in imports(path)} & {"numpy", "tensorflow", "keras", "sympy"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


def test_nothing_typed_is_ever_executed():
    for path in [ROOT / "app.py", *(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in {"eval", "exec", "sympify", "lambdify", "loads"}, f"{path.name} calls {name}"
