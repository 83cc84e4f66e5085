"""Settings as a Python script or notebook: both descents as a person would type them. It reruns to the numbers on screen."""

import ast
import inspect
from collections.abc import Callable, Iterable
from typing import Any

from core.formulas import parse
from core.formulas.trees import depends_on
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.notebooks import apart, notebook, optimizer_words, problem_words, start_words
from core.problems import gradient_of
from core.rules import conventions_of, first_memory_of, update_of
from core.rules.lines import memory_of
from core.rules.schedules import SCHEDULES, cosine
from core.rules.typed import TypedUpdate
from core.scripts import before_optimizer, hyperparameters_read, optimizer_code, step_lines, stop, written_line
from core.settings import DescentSettings
from core.source import module_of


def tape_code(settings: DescentSettings) -> str:
    """The tape method for `settings`, for TensorFlow and Keras alone."""
    (name,) = settings.problem.parameters
    loss = parse(settings.problem.loss, settings.problem.parameters)
    # A name that stands in conditions alone has slope 0, but the tape says None.
    unconnected = "" if depends_on(loss.tree, name) else ', unconnected_gradients="zero"'
    return f"""\
import tensorflow as tf
{before_optimizer(settings)}
{name} = tf.Variable({settings.start[0]!r}, dtype="{settings.dtype}")
{optimizer_code(settings)}for step in range({settings.steps}):
    with tf.GradientTape() as tape:
        loss = {loss.source("tf")}
{stop("tf.math.is_nan(loss)", settings.problem)}    gradient = tape.gradient(loss, {name}{unconnected})
    optimizer.apply_gradients([(gradient, {name})])
print("tape  ", float({loss.source("tf")}))
"""


def manual_code(settings: DescentSettings) -> str:
    """The manual method for `settings`, for NumPy alone."""
    problem, dtype = settings.problem, settings.dtype
    (name,) = problem.parameters
    formula, (slope,) = parse(problem.loss, problem.parameters), gradient_of(problem)
    loss, gradient = formula.source("np"), slope.source("np")
    typed = (TypedUpdate(settings.update).formula,) if settings.update else ()
    imports = dict.fromkeys(line for used in (formula, slope, *typed) for line in used.imports("np"))
    steps = step_lines(settings)
    memory = first_memory_of(settings)
    remembered = memory_of(update_of(settings))
    # A rule that calls something `step` leaves that name to it.
    counter = "k" if any(line.target == "step" for line in steps) else "step"
    counted = [f"t = np.{dtype}({counter} + 1)"] if any(("given", "t") in line.names for line in steps) else []
    scheduled = [f"learning_rate = learning_rates[{counter}]"] if settings.schedule != "constant" else []
    body = [*counted, *scheduled, f"gradient = {gradient}", *(written_line(line, settings) for line in steps)]
    first = [f"{field} = np.{dtype}({getattr(memory, field)[0]!s})" for field in remembered]
    return "\n".join(
        [
            *_schedule_code(settings, imports),
            "",
            f"{name} = np.{dtype}({settings.start[0]!r})",
            *([] if scheduled else [f"learning_rate = np.{dtype}({settings.learning_rate!r})"]),
            *(f"{key} = {value!r}" for key, value in hyperparameters_read(settings).items()),
            *first,
            f"for {counter} in range({settings.steps}):",
            *stop(f"np.isnan({loss})", problem).splitlines(),
            *(f"    {line}" for line in body),
            f'print("manual", float({loss}))',
            "",
        ]
    )


def _schedule_code(settings: DescentSettings, imports: Iterable[str]) -> list[str]:
    """The imports, the schedule's own functions, and the learning rate of every step by them."""
    if settings.schedule == "constant":
        return ["import numpy as np", *imports]
    used = [cosine] if settings.schedule == "cosine_warmup" else []
    functions = [_without_annotations(function) for function in (*used, SCHEDULES[settings.schedule])]
    own = [(h.name, dict(settings.hyperparameters)[h.name]) for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]]
    number = f"np.{settings.dtype}"
    given = {"learning_rate": f"{number}({settings.learning_rate!r})", "number": number, "one": f"{number}(1)"}
    given |= {name: repr(value) for name, value in own}
    return [
        *(["import math"] if any("math." in function for function in functions) else []),
        "from types import SimpleNamespace",
        "",
        "import numpy as np",
        *imports,
        *("\n\n" + function for function in functions),
        "",
        "",
        f"given = SimpleNamespace({', '.join(f'{name}={value}' for name, value in given.items())})",
        f'learning_rates = {settings.schedule}(np.arange({settings.steps}, dtype="{settings.dtype}"), given)',
    ]


def _without_annotations(function: Callable[..., Any]) -> str:
    (definition,) = module_of(inspect.getsource(function)).body
    assert isinstance(definition, ast.FunctionDef)
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    return ast.unparse(definition)


def script(settings: DescentSettings) -> str:
    """Both methods in one script that prints the two final losses."""
    return f"{tape_code(settings)}\n\n{manual_code(settings)}"


def as_notebook(settings: DescentSettings) -> str:
    """The script as a notebook: what is run, the imports, and a cell a method."""
    problem = settings.problem
    form = conventions_of(settings).get(settings.convention)
    by_hand = f"By hand: {form.title}." if form else ""
    if settings.update:
        by_hand = f"By hand: $w \\leftarrow {TypedUpdate(settings.update).formula.latex}$"
    start = start_words(problem, settings.start, settings.steps, settings.dtype)
    words = [problem_words("Descent", problem), optimizer_words(settings), start, by_hand]
    parts = zip(("setup", "tape", "manual"), apart(tape_code(settings), manual_code(settings)), strict=True)
    return notebook("\n\n".join(filter(None, words)), dict(parts))
