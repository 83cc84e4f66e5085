"""A notebook as somebody runs it: its code cells from the first to the last, in one namespace."""

import contextlib
import io

import nbformat


def printed_by(notebook: str) -> str:
    """What the code cells print, one after the other."""
    read = nbformat.reads(notebook, as_version=4)
    nbformat.validate(read)
    out, namespace = io.StringIO(), {}
    with contextlib.redirect_stdout(out):
        for k, cell in enumerate(read.cells):
            if cell.cell_type == "code":
                exec(compile(cell.source, f"<cell {k}>", "exec"), namespace)  # our own export, in a test
    return out.getvalue()


def words_of(notebook: str) -> str:
    """All that its cells of Markdown say."""
    read = nbformat.reads(notebook, as_version=4)
    return "\n\n".join(cell.source for cell in read.cells if cell.cell_type == "markdown")
