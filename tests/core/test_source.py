import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core import source
from core.source import expression_of, module_of

ROOT = Path(source.__file__).parents[1]


def test_a_tree_is_pythons_own_in_every_thread():
    text = Path(source.__file__).read_text(encoding="utf-8")
    alone = ast.dump(ast.parse(text))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(module_of, [text] * 200))
    assert {ast.dump(tree) for tree in together} == {alone}
    with pytest.raises(SyntaxError):
        expression_of("1 +")


def test_nobody_else_parses():
    for path in (*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        assert path.name == "source.py" or "ast.parse" not in path.read_text(encoding="utf-8"), path
