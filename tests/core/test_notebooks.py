from dataclasses import replace

import nbformat
import pytest

from core.notebooks import apart, notebook, optimizer_words, problem_words, start_words
from core.problems import LANDSCAPES, typed_problem
from core.settings import LESSON, with_optimizer


def test_words_and_code_take_turns_and_equal_screens_give_equal_notebooks():
    made = notebook("# Title", {"setup": "import math\n", "runs": "\n\nprint(math.pi)\n"})
    assert made == notebook("# Title", {"setup": "import math\n", "runs": "\n\nprint(math.pi)\n"})
    cells = nbformat.reads(made, as_version=4).cells
    assert [cell.cell_type for cell in cells] == ["markdown", "markdown", "code", "markdown", "code"]
    assert [cell.source for cell in cells if cell.cell_type == "code"] == ["import math", "print(math.pi)"]


def test_the_imports_of_all_codes_stand_apart():
    assert apart("import b\n\nb()\nimport c\n", "from a import d\nimport b\n\n\nd()\n") == (
        "import b\nfrom a import d\n",
        "b()\nimport c\n",
        "d()\n",
    )


def test_a_problem_in_latex():
    assert "$$L(w) = w^{2}$$" in problem_words("Descent", LESSON.problem)
    assert r"$$\frac{dL}{dw} = 2 w$$" in problem_words("Descent", LESSON.problem)
    assert r"\frac{\partial L}{\partial y}" in problem_words("Landscapes", LANDSCAPES["himmelblau"])
    assert r"\frac{dL}{dw} = w$$" in problem_words("Descent", typed_problem("w^2", "w"))


@pytest.mark.parametrize(
    ("steps", "said"), [(1, "From w = 5.0, 1 step in float32."), (0, "From w = 5.0, 0 steps in float32.")]
)
def test_the_start_in_words(steps, said):
    assert start_words(LESSON.problem, (5.0,), steps, "float32") == said


def test_an_optimizer_in_words():
    settings = with_optimizer(replace(LESSON, learning_rate=0.25), "momentum")
    assert optimizer_words(settings) == "Momentum: `learning_rate=0.25, momentum=0.9`"
    assert optimizer_words(settings, "Momentum, tape 2") == "Momentum, tape 2: `learning_rate=0.25, momentum=0.9`"
