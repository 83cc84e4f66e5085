"""A race as a Python script or notebook: every racer as a person would type it. It reruns to the losses on screen."""

from core.formulas import parse
from core.notebooks import notebook, optimizer_words, problem_words, start_words
from core.problems import gradient_of
from core.race.contest import RaceSettings
from core.rules import RULES, first_memory_of, update_of
from core.rules.lines import memory_of
from core.scripts import before_optimizer, hyperparameters_read, optimizer_code, step_lines, written_line
from core.settings import DescentSettings

_TAPE = """\
{before}

def with_tape(optimizer):
    {name} = tf.Variable({start!r}, dtype="{dtype}")
    for step in range({steps}):
        with tf.GradientTape() as tape:
            loss = {loss}
        gradient = tape.gradient(loss, {name})
        optimizer.apply_gradients([(gradient, {name})])
    return float({loss})
"""


def script(settings: RaceSettings) -> str:
    """One script, by the method chosen, that prints a line a racer: its title and its loss after the last step."""
    return "".join(_parts(settings).values())


def as_notebook(settings: RaceSettings) -> str:
    """The script as a notebook: what is run, the imports, the method, and the runs."""
    problem = settings.problem
    words = [
        problem_words("Compare", problem),
        start_words(problem, settings.start, settings.steps, settings.dtype),
        "\n".join(f"- {optimizer_words(settings.of(*racer))}" for racer in settings.racers),
    ]
    return notebook("\n\n".join(words), _parts(settings))


def _parts(settings: RaceSettings) -> dict[str, str]:
    """The script in its parts: setup, tape or manual, runs."""
    runs = [(RULES[name].title, name, settings.of(name, rate)) for name, rate in settings.racers]
    if settings.method == "tape":
        prints = (f'{optimizer_code(alone)}print("{title}:", with_tape(optimizer))\n' for title, _, alone in runs)
        return {"setup": "import tensorflow as tf\n", "tape": _tape(settings), "runs": "".join(["\n\n", *prints])}
    rules = (_rule(name, alone) for _, name, alone in runs)
    prints = (f'print("{title}:", {name}())\n' for title, name, _ in runs)
    return {"setup": _imports(settings), "manual": "".join(rules), "runs": "".join(["\n\n", *prints])}


def _tape(settings: RaceSettings) -> str:
    """The tape's loop, for any optimizer."""
    (name,), (start,) = settings.problem.parameters, settings.start
    loss = parse(settings.problem.loss, settings.problem.parameters).source("tf")
    before = before_optimizer(settings.of(*settings.racers[0]))
    return _TAPE.format(before=before, name=name, start=start, dtype=settings.dtype, steps=settings.steps, loss=loss)


def _imports(settings: RaceSettings) -> str:
    problem = settings.problem
    formulas = (parse(problem.loss, problem.parameters), *gradient_of(problem))
    others = sorted({line for formula in formulas for line in formula.imports("np")})
    return "\n".join(
        ["import numpy as np", *others, "", 'np.seterr(all="ignore")  # a run that overflows is a result', ""]
    )


def _rule(name: str, settings: DescentSettings) -> str:
    """A racer's rule as a function of its own, in plain variables."""
    problem, dtype = settings.problem, settings.dtype
    (parameter,), (slope,) = problem.parameters, gradient_of(problem)
    steps, memory = step_lines(settings), first_memory_of(settings)
    remembered = memory_of(update_of(settings))
    lines = [
        f"{parameter} = np.{dtype}({settings.start[0]!r})",
        f"learning_rate = np.{dtype}({settings.learning_rate!r})",
        *(f"{key} = {value!r}" for key, value in hyperparameters_read(settings).items()),
        *(f"{field} = np.{dtype}({getattr(memory, field)[0]!s})" for field in remembered),
        f"for k in range({settings.steps}):",
        *([f"    t = np.{dtype}(k + 1)"] if any(("given", "t") in line.names for line in steps) else []),
        f"    gradient = {slope.source('np')}",
        *(f"    {written_line(line, settings)}" for line in steps),
        f"return float({parse(problem.loss, problem.parameters).source('np')})",
    ]
    return f"\n\ndef {name}():\n" + "".join(f"    {line}\n" for line in lines)
