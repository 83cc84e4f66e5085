"""The lines that all exported scripts share: a Keras optimizer as one writes it, and a rule's lines in plain variables."""

from collections.abc import Callable

from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.problems import TYPED, Problem
from core.rules import preparations, update_of
from core.rules.gradients import decays
from core.rules.lines import Line, lines_of
from core.settings import DescentSettings
from core.tape.keras_optimizers import OPTIMIZERS
from core.tape.schedules import written_schedule

_GIVEN_LEARNING_RATE = """\


class GivenLearningRate(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate):
        self.rate = tf.constant(rate, dtype="{dtype}")

    def __call__(self, step):
        return self.rate
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


def written_line(line: Line, settings: DescentSettings) -> str:
    """A line of a rule in plain variables, the one parameter of the problem by its own name."""
    (parameter,), plain = settings.problem.parameters, plain_names(settings)

    def name(owner: str, name: str) -> str:
        return parameter if (owner, name) == ("", "w") else plain(owner, name)

    target = parameter if line.target == "w" else line.target
    return f"{target} = {line.written(name)}"
