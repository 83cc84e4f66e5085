"""Step k of both methods as lines of code with places for its numbers."""

import re
from typing import TypedDict

from core.formulas import Formula, parse
from core.problems import Problem, gradient_of
from core.rules import first_memory_of, preparations, update_of
from core.rules.given import Given
from core.rules.lines import Line, lines_of, memory_of
from core.settings import DescentSettings
from core.tape.keras_optimizers import OPTIMIZERS

# How many significant digits name every number of a precision uniquely.
DIGITS = {"float16": 5, "float32": 9, "float64": 17}


_DERIVED_BY = {
    "hand": "the gradient derived by hand",
    "visitor": "the gradient that you derived",
    "symbols": "the gradient, derived by SymPy",
    "rules": "the gradient, derived rule by rule",
}


class WorkedLine(TypedDict):
    """One line of a step: what is done, what it gives, the formula, the formula with numbers, and the result.

    In `numbers` and `result`, {parameter}, {gradient}, {loss} and the names of the rule's quantities are columns of
    `worked_table` at row k, {next:...} at row k + 1, {before:...} at row k - 1; in parentheses, {(parameter)}, a negative
    number is put in parentheses. {t} is k + 1. `numbers` is empty where it would repeat the formula or the result.
    """

    what: str
    name: str
    formula: str
    numbers: str
    result: str


def worked_lines(settings: DescentSettings) -> dict[str, list[WorkedLine]]:
    """For each method the lines of a step, one after the other."""
    problem = settings.problem
    (name,) = problem.parameters
    loss = _problem_line("loss", "loss", problem, parse(problem.loss, problem.parameters))
    keras = OPTIMIZERS[settings.optimizer].written[0]
    return {
        "tape": [
            loss,
            _tape_line("TensorFlow finds the gradient", "gradient", f"tape.gradient(loss, {name})", "{gradient}"),
            _tape_line(f"Keras's {keras} takes the step", name, "optimizer.apply_gradients(...)", "{next:parameter}"),
        ],
        "manual": [
            loss,
            _problem_line(_DERIVED_BY[problem.derived_by], "gradient", problem, gradient_of(problem)[0]),
            *_update(settings, name),
        ],
    }


def _tape_line(what: str, name: str, formula: str, result: str) -> WorkedLine:
    return {"what": what, "name": name, "formula": formula, "numbers": "", "result": result}


def _problem_line(what: str, name: str, problem: Problem, formula: Formula) -> WorkedLine:
    (parameter,) = problem.parameters
    numbers = re.sub(rf"\b{parameter}\b", "{(parameter)}", formula.written)
    return {"what": what, "name": name, "formula": formula.written, "numbers": numbers, "result": f"{{{name}}}"}


def before_the_first_step(settings: DescentSettings) -> dict[str, float]:
    """The rule's memory before any step, for {before:...} at row 0."""
    memory = first_memory_of(settings)
    names = memory_of(update_of(settings))
    return {f"manual_{name}": float(getattr(memory, name)[0]) for name in names}


def _update(settings: DescentSettings, parameter: str) -> list[WorkedLine]:
    """The lines of clipping, decay and rule; the first of the rule says what begins there."""
    places = {"gradient": "{(gradient)}", "w": "{(parameter)}"}
    written = []
    blocks = [(p.what, lines_of(p.function, p.target), p.quantity) for p in preparations(settings)]
    blocks.append(("the update written by hand", lines_of(update_of(settings)), "next:parameter"))
    for what, (*inner, last), result in blocks:
        for line, quantity in (*((line, line.target) for line in inner), (last, result)):
            shown = last.shown if line is last else line
            written.append(_line(what, shown, settings, parameter, places, f"{{{quantity}}}"))
            places[line.target], what = f"{{({quantity})}}", ""
    return written


def _line(
    what: str, line: Line, settings: DescentSettings, parameter: str, places: dict[str, str], result: str
) -> WorkedLine:
    """A line of hand-written code in the names of a book and with numbers in their place."""
    given = Given(settings)
    rate = "{learning_rate}" if settings.schedule != "constant" else repr(settings.learning_rate)

    def number(owner: str, name: str) -> str:
        if owner == "before":
            return f"{{(before:{name})}}"
        if owner == "given":
            return {"one": "1", "t": "{t}", "learning_rate": rate, "number": "number"}.get(name) or _literal(
                getattr(given, name)
            )
        return name if owner else places.get(name, name)

    def in_book(owner: str, name: str) -> str:
        return parameter if (owner, name) == ("", "w") else "1" if (owner, name) == ("given", "one") else name

    name = parameter if line.target == "w" else line.target
    numbers = line.written(number)
    alone = re.fullmatch(r"\{\(?\w+\)?\}", numbers)
    return {
        "what": what,
        "name": name,
        "formula": line.written(in_book),
        "numbers": "" if alone else numbers,
        "result": result,
    }


def _literal(value: float | bool) -> str:
    text = repr(int(value) if isinstance(value, bool) else value)
    return f"({text})" if text.startswith("-") else text
