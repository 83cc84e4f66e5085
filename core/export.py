"""Settings as a Python script: both descents as a person would type them. It reruns to the numbers on screen."""

import ast
import inspect
from collections.abc import Callable, Iterable
from typing import Any

from core.formulas import parse
from core.formulas.trees import depends_on
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.keras_optimizers import OPTIMIZERS
from core.problems import TYPED, Problem, gradient_of
from core.rules import first_memory_of, preparations, update_of
from core.rules.gradients import decays
from core.rules.lines import Line, lines_of, memory_of
from core.rules.schedules import SCHEDULES, cosine
from core.rules.typed import TypedUpdate
from core.settings import DescentSettings
from core.source import module_of
from core.tape_schedules import written_schedule

_GIVEN_LEARNING_RATE = """\


class GivenLearningRate(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate):
        self.rate = tf.constant(rate, dtype="{dtype}")

    def __call__(self, step):
        return self.rate
"""


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


def stop(undefined: str, problem: Problem) -> str:
    """The lines of a loop that end a run where a typed loss has no value, as the app does; none for a built-in loss."""
    return f"    if {undefined}:\n        break\n" if problem.name == TYPED else ""


def _own(settings: DescentSettings) -> dict[str, float | bool]:
    """The optimizer's own hyper-parameters, without those of the schedule."""
    scheduled = {h.name for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}
    return {name: value for name, value in settings.hyperparameters if name not in scheduled}


def hyperparameters_read(settings: DescentSettings) -> dict[str, float | bool]:
    """What the manual method is given besides the schedule's: a rule that decays by itself reads a decay of 0, too."""
    own = _own(settings)
    reads = any(("given", "weight_decay") in line.names for line in step_lines(settings))
    return {**own, "weight_decay": 0.0} if reads and not decays(settings) else own


def before_optimizer(settings: DescentSettings) -> str:
    """What has to be written before `optimizer_code`: the schedule, or a learning rate that Keras does not round.

    Keras keeps a learning rate as float32, which would round that of a run in another dtype; a schedule is taken as it is.
    """
    if settings.schedule != "constant":
        return f"\nschedule = tf.keras.optimizers.schedules.{written_schedule(settings)}"
    return "" if settings.dtype == "float32" else _GIVEN_LEARNING_RATE.format(dtype=settings.dtype)


def optimizer_code(settings: DescentSettings) -> str:
    """The lines that make the Keras optimizer of `settings`.

    Keras rounds some hyper-parameters to float32 on their way into a float64 run; a tensor is taken as it is.
    """
    own, (name, always) = _own(settings), OPTIMIZERS[settings.optimizer].written
    arguments = [f"learning_rate={_rate(settings)}", *(f"{key}={value!r}" for key, value in (always | own).items())]
    numbers = [(key, value) for key, value in own.items() if isinstance(value, float) and settings.dtype == "float64"]
    tensors = [f"optimizer.{key} = tf.constant({value!r}, tf.float64)\n" for key, value in numbers]
    return f"optimizer = tf.keras.optimizers.{name}({', '.join(arguments)})\n{''.join(tensors)}"


def _rate(settings: DescentSettings) -> str:
    if settings.schedule != "constant":
        return "schedule"
    rate = repr(settings.learning_rate)
    return rate if settings.dtype == "float32" else f"GivenLearningRate({rate})"


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
    body = [*counted, *scheduled, f"gradient = {gradient}", *(_written(line, settings) for line in steps)]
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


def step_lines(settings: DescentSettings) -> list[Line]:
    """Clipping, decay and rule as lines, in the order in which they run."""
    before = [line for p in preparations(settings) for line in lines_of(p.function, p.target)]
    return [*before, *lines_of(update_of(settings))]


def plain_names(settings: DescentSettings) -> Callable[[str, str], str]:
    """How the names of a rule's line are written in a script: without owners, numbers of the run's dtype by NumPy's names."""
    decay = next((name for name, _ in settings.hyperparameters if name.endswith("weight_decay")), "weight_decay")
    given = {"one": f"np.{settings.dtype}(1)", "number": f"np.{settings.dtype}", "weight_decay": decay}

    def name(owner: str, name: str) -> str:
        if owner == "given":
            return given.get(name, name)
        return name if owner in ("", "before") else f"{owner}.{name}"

    return name


def _written(line: Line, settings: DescentSettings) -> str:
    """A line of a rule in plain variables, the parameter by its own name."""
    (parameter,), plain = settings.problem.parameters, plain_names(settings)

    def name(owner: str, name: str) -> str:
        return parameter if (owner, name) == ("", "w") else plain(owner, name)

    target = parameter if line.target == "w" else line.target
    return f"{target} = {line.written(name)}"


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
