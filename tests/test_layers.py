"""The direction: core computes and never imports Streamlit, the methods know nothing of each other, pages never compute."""

import ast
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def imported_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def imports(path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


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
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in {"eval", "exec", "sympify", "lambdify", "loads"}, f"{path.name} calls {name}"
