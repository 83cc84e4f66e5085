"""What was taken away, as somebody runs it: a script, or a notebook's code cells from the first to the last."""

import contextlib
import io

import nbformat


def output_of(*codes: str) -> str:
    """What our own exports print, one after the other in one namespace."""
    out, namespace = io.StringIO(), {}
    with contextlib.redirect_stdout(out):
        for k, code in enumerate(codes):
            exec(compile(code, f"<part {k}>", "exec"), namespace)
    return out.getvalue()


def printed_by(notebook: str) -> str:
    """What the code cells of a notebook print."""
    read = nbformat.reads(notebook, as_version=4)
    nbformat.validate(read)
    return output_of(*(cell.source for cell in read.cells if cell.cell_type == "code"))


def code_of(notebook: str) -> list[str]:
    """The lines of its code cells from the first to the last, without those that are blank."""
    read = nbformat.reads(notebook, as_version=4)
    return without_blank_lines("\n".join(cell.source for cell in read.cells if cell.cell_type == "code"))


def without_blank_lines(code: str) -> list[str]:
    return [line for line in code.splitlines() if line.strip()]


def words_of(notebook: str) -> str:
    """All that its cells of Markdown say."""
    read = nbformat.reads(notebook, as_version=4)
    return "\n\n".join(cell.source for cell in read.cells if cell.cell_type == "markdown")
