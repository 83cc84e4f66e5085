"""A screen as a notebook: what is run in words and formulas, then the cells of its script."""

from collections.abc import Mapping
from itertools import takewhile

import nbformat
from nbformat import v4

from core.formulas import parse
from core.problems import Problem, gradient_of
from core.rules import RULES
from core.settings import DescentSettings

# What a part of a script is, over its cell.
WORDS = {
    "setup": "What the code below needs.",
    "tape": "**The tape method**: TensorFlow finds the gradient, Keras's optimizer takes the step.",
    "manual": "**The manual method**: the gradient as a formula, the update as lines of NumPy.",
    "recording": "**The tape**: what is computed within it is recorded, and then it goes back.",
    "runs": "**The runs**, one after the other.",
}


def notebook(words: str, parts: Mapping[str, str]) -> str:
    """A notebook as text: `words` in Markdown, then the parts of a script, by their keys in `WORDS`, a cell each.

    Equal screens give equal notebooks, so the cells are counted where others draw names by lot.
    """
    texts = [(v4.new_markdown_cell, words)]
    for name, code in parts.items():
        texts += [(v4.new_markdown_cell, WORDS[name]), (v4.new_code_cell, code)]
    cells = [new(text.strip("\n"), id=f"cell-{k}") for k, (new, text) in enumerate(texts, 1)]
    python = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    made = v4.new_notebook(cells=cells, metadata=python)
    nbformat.validate(made)
    return nbformat.writes(made)


def problem_words(page: str, problem: Problem) -> str:
    """A notebook's heading, the loss that is minimised, and its gradient as the manual method has it."""
    names = ", ".join(problem.parameters)
    slopes = zip(problem.parameters, gradient_of(problem), strict=True)
    derivative = "d" if len(problem.parameters) == 1 else r"\partial "
    loss = f"$$L({names}) = {parse(problem.loss, problem.parameters).latex}$$"
    gradient = (rf"$$\frac{{{derivative}L}}{{{derivative}{name}}} = {slope.latex}$$" for name, slope in slopes)
    return "\n\n".join([f"# {page}: {problem.title}", loss, "The gradient, as the manual method has it:", *gradient])


def start_words(problem: Problem, start: tuple[float, ...], steps: int, dtype: str) -> str:
    """Where a run begins, how long it is and in which precision, in a line."""
    places = ", ".join(f"{name} = {value!r}" for name, value in zip(problem.parameters, start, strict=True))
    return f"From {places}, {steps} {'step' if steps == 1 else 'steps'} in {dtype}."


def optimizer_words(settings: DescentSettings, title: str = "") -> str:
    """An optimizer, by the racer's `title` if it has one, with its learning rate and its hyper-parameters, in a line."""
    numbers = {"learning_rate": settings.learning_rate} | dict(settings.hyperparameters)
    schedule = "" if settings.schedule == "constant" else f" on the schedule `{settings.schedule}`"
    written = ", ".join(f"{name}={value!r}" for name, value in numbers.items())
    return f"{title or RULES[settings.optimizer].title}{schedule}: `{written}`"


def apart(*codes: str) -> tuple[str, ...]:
    """The imports at the head of all `codes` together, each once, and every code without its own."""
    heads, rests = [], []
    for code in codes:
        lines = code.splitlines(keepends=True)
        head = list(takewhile(lambda line: line.isspace() or line.startswith(("import ", "from ")), lines))
        heads += [line for line in head if not line.isspace()]
        rests.append("".join(lines[len(head) :]))
    return "".join(sorted(set(heads), key=lambda line: (line.startswith("from "), line))), *rests
