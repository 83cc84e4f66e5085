"""An expedition as a Python script or notebook: every racer as a person would type it. It reruns to the numbers on screen."""

from textwrap import indent

from core.formulas import parse
from core.formulas.trees import depends_on
from core.landscapes.expedition import ExpeditionSettings, titles
from core.notebooks import notebook, optimizer_words, problem_words, start_words
from core.problems import gradient_of
from core.rules import first_memory_of, update_of
from core.rules.lines import memory_of
from core.scripts import before_optimizer, hyperparameters_read, optimizer_code, plain_names, step_lines, stop
from core.settings import DescentSettings

_TAPE = """\


def with_tape(optimizer):
    x = tf.Variable({x!r}, dtype="{dtype}", name="x")
    y = tf.Variable({y!r}, dtype="{dtype}", name="y")
    for step in range({steps}):
        with tf.GradientTape() as tape:
            loss = {loss}
{stop}        gradient = tape.gradient(loss, [x, y]{unconnected})
        optimizer.apply_gradients(zip(gradient, [x, y]))
    return float(x), float(y), float({loss})
"""
_HAND = """\


def loss_of(x, y):
    return {loss}


def gradient_of(x, y):
    return np.array([{slopes}], dtype="{dtype}")
"""


def script(settings: ExpeditionSettings) -> str:
    """One script that prints a line a racer: its title, where it ended, and its loss there."""
    return "".join(_parts(settings).values())


def as_notebook(settings: ExpeditionSettings) -> str:
    """The script as a notebook: what is run, the imports, a cell a method, and the runs."""
    problem = settings.problem
    racers = zip(titles(settings), settings.racers, strict=True)
    words = [
        problem_words("Landscapes", problem),
        start_words(problem, settings.start, settings.steps, settings.dtype),
        "\n".join(f"- {optimizer_words(settings.of(racer), title)}" for title, racer in racers),
    ]
    return notebook("\n\n".join(words), _parts(settings))


def _parts(settings: ExpeditionSettings) -> dict[str, str]:
    """The script in its parts: setup, those of tape and manual that race, runs."""
    methods = [racer.method for racer in settings.racers]
    named = list(zip(titles(settings), settings.racers, strict=True))
    alone = [(title, racer.method, settings.of(racer)) for title, racer in named]
    rules = [_rule(k, own) for k, (_, method, own) in enumerate(alone, 1) if method == "manual"]
    runs = [_tape_run(title, own) if method == "tape" else f'print("{title}:", *racer_{k}())\n'
            for k, (title, method, own) in enumerate(alone, 1)]  # fmt: skip
    tape = {"tape": before_optimizer(alone[0][2]) + _tape(settings)} if "tape" in methods else {}
    manual = {"manual": "".join([_hand(settings), *rules])} if rules else {}
    return {"setup": _imports(methods, settings), **tape, **manual, "runs": "".join(["\n\n", *runs])}


def _imports(methods: list[str], settings: ExpeditionSettings) -> str:
    formulas = (parse(settings.problem.loss, settings.problem.parameters), *gradient_of(settings.problem))
    lines = ["import numpy as np"] if "manual" in methods else []
    lines += ["import tensorflow as tf"] if "tape" in methods else []
    lines += ["", 'np.seterr(all="ignore")  # a run that overflows is a result'] if "manual" in methods else []
    others = {line for formula in formulas for line in formula.imports("np")} if "manual" in methods else set()
    return "\n".join([*lines[:1], *sorted(others), *lines[1:], ""])


def _tape(settings: ExpeditionSettings) -> str:
    x, y = settings.start
    loss = parse(settings.problem.loss, settings.problem.parameters)
    # What stands in conditions alone, or not at all, has slope 0, but the tape says None.
    known = all(depends_on(loss.tree, name) for name in loss.parameters)
    return _TAPE.format(
        x=x,
        y=y,
        dtype=settings.dtype,
        steps=settings.steps,
        loss=loss.source("tf"),
        stop=indent(stop("tf.math.is_nan(loss)", settings.problem), " " * 4),
        unconnected="" if known else ', unconnected_gradients="zero"',
    )


def _tape_run(title: str, settings: DescentSettings) -> str:
    return f'{optimizer_code(settings)}print("{title}:", *with_tape(optimizer))\n'


def _hand(settings: ExpeditionSettings) -> str:
    names = settings.problem.parameters
    slopes = ", ".join(slope.source("np") for slope in gradient_of(settings.problem))
    loss = parse(settings.problem.loss, names).source("np")
    return _HAND.format(loss=loss, slopes=slopes, dtype=settings.dtype)


def _rule(k: int, settings: DescentSettings) -> str:
    """A racer's rule as a function of its own, in plain variables; w holds both parameters."""
    update, dtype = update_of(settings), settings.dtype
    steps, names = step_lines(settings), plain_names(settings)
    memory = first_memory_of(settings)
    lines = [
        f'w = np.array({settings.start!r}, dtype="{dtype}")',
        f"learning_rate = np.{dtype}({settings.learning_rate!r})",
        *(f"{key} = {value!r}" for key, value in hyperparameters_read(settings).items()),
        *(
            f'{name} = np.array([{", ".join(map(str, getattr(memory, name)))}], dtype="{dtype}")'
            for name in memory_of(update)
        ),
        f"for k in range({settings.steps}):",
        *([f"    t = np.{dtype}(k + 1)"] if any(("given", "t") in line.names for line in steps) else []),
        *stop("np.isnan(loss_of(*w))", settings.problem).splitlines(),
        "    gradient = gradient_of(*w)",
        *(f"    {line.target} = {line.written(names)}" for line in steps),
        "return *map(float, w), float(loss_of(*w))",
    ]
    return f"\n\ndef racer_{k}():\n" + "".join(f"    {line}\n" for line in lines)
