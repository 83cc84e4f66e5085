"""The code shown is run: it prints the final losses on screen."""

import contextlib
import io
from dataclasses import replace

import pytest

from core.comparison import compare_methods
from core.export import manual_code, script, tape_code
from core.problems import PROBLEMS
from core.settings import DTYPES, LESSON, first_settings


def printed(code: str) -> dict[str, float]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<script>", "exec"), {})  # our own export, in a test
    return {method: float(value) for method, value in (line.split() for line in out.getvalue().splitlines())}


def test_the_lesson_as_a_script(numbers):
    final = numbers["lesson"]["final_loss_tape"]
    assert printed(script(LESSON)) == {"tape": final, "manual": final}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_script_prints_the_final_losses_on_screen(name, dtype):
    settings = replace(first_settings(PROBLEMS[name]), dtype=dtype, steps=12, learning_rate=0.037)
    comparison = compare_methods(settings)
    assert printed(script(settings)) == {method: comparison.final_loss(method) for method in ("tape", "manual")}


def test_each_method_stands_alone():
    assert "numpy" not in tape_code(LESSON)
    assert "tensorflow" not in manual_code(LESSON)
