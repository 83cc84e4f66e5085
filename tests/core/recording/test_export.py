import nbformat
import pytest

from core.recording.export import as_notebook, tape_frame, tape_script
from core.recording.expressions import EXPRESSIONS
from core.recording.record import record
from tests.core.exported import output_of


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_script_reruns_to_the_numbers_on_screen(name, dtype):
    expression = EXPRESSIONS[name]
    values = tuple(value / 3 for value in expression.start)
    printed = output_of(tape_script(expression, values, dtype))
    recording = record(expression, values, dtype)
    gradients = [f"{each} {gradient!r}" for each, gradient in recording.gradients.items()]
    assert printed.splitlines() == [f"value {recording.value!r}", *gradients]


def test_the_notebook_is_the_script_cell_by_cell():
    expression = EXPRESSIONS["surface"]
    given = expression, expression.start, "float32"
    words, *_ = cells = nbformat.reads(as_notebook(*given), as_version=4).cells
    assert expression.title in words.source
    code = "\n\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert output_of(code) == output_of(tape_script(*given))


def test_the_table_has_a_row_for_each_input():
    frame = tape_frame(record(EXPRESSIONS["surface"], (2.0, 3.0)))
    assert list(frame["number"]) == [1, 1, 2, 3, 3, 4, 4]
    assert list(frame["input"]) == ["x", "y", "x", "1", "2", "3", ""]
    assert frame["handed_on"].isna().sum() == 1
