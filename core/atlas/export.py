"""A map as a Python script or notebook, for NumPy alone: all of its runs at once, and the shares of what they come to."""

from core.atlas.links import DOUBLING, SWEEP, SharedMap
from core.atlas.shown import racers
from core.formulas import parse
from core.maps.axes import COUNT, RATE, Axis, is_whole
from core.notebooks import notebook, optimizer_words, problem_words
from core.problems import TYPED, gradient_of
from core.rules import first_memory_of, update_of
from core.rules.lines import memory_of
from core.scripts import hyperparameters_read, plain_names, step_lines
from core.settings import DescentSettings
from core.theory.lows import NEAR, width_of

_LAST = 64


def script(shared: SharedMap) -> str:
    """One script that computes every cell again and prints what they come to."""
    return "".join(_parts(shared).values())


def as_notebook(shared: SharedMap) -> str:
    """The script as a notebook: what is run, the imports, and the runs."""
    settings = shared.settings
    words = [problem_words("Maps", settings.problem), *(optimizer_words(each) for each in _all(shared))]
    return notebook("\n\n".join(words), _parts(shared))


def _all(shared: SharedMap) -> tuple[DescentSettings, ...]:
    """The settings that are run, one after the other."""
    return racers(shared)[::-1] if shared.kind == SWEEP else (shared.settings,)


def _parts(shared: SharedMap) -> dict[str, str]:
    problem = shared.settings.problem
    formulas = (parse(problem.loss, problem.parameters), *gradient_of(problem))
    others = sorted({line for formula in formulas for line in formula.imports("np")})
    rows = shared.map.shape[0]
    setup = [
        "import numpy as np",
        *others,
        "",
        'np.seterr(all="ignore")  # a run that overflows is a result',
        "",
        f"rows, columns = {rows}, {shared.map.columns}",
        *_axis_lines(shared.across, "columns", "np.newaxis, :"),
        *(_axis_lines(shared.map.up, "rows", ":, np.newaxis") if shared.map.up else []),
        "",
    ]
    names = ", ".join(problem.parameters)
    slopes = ", ".join(f"np.broadcast_to({slope.source('np')}, (rows, columns))" for slope in formulas[1:])
    manual = [
        "",
        f"def loss_of({names}):",
        f"    return {formulas[0].source('np')}",
        "",
        "",
        f"def gradient_of({names}):",
        f'    return np.array([{slopes}], dtype="{shared.settings.dtype}")',
        "",
        *(line for settings in _all(shared) for line in _run(shared, settings)),
    ]
    runs = ["", *(f"{_call(settings)}" for settings in _all(shared)), ""]
    return {"setup": "\n".join(setup) + "\n", "manual": "\n".join(manual) + "\n", "runs": "\n".join(runs)}


def _axis_lines(axis: Axis, count: str, spread: str) -> list[str]:
    """The value in the middle of each cell along a side."""
    name, low, high = _variable(axis.name), repr(axis.low), repr(axis.high)
    place = f"(np.arange({count}) + 0.5) / {count}"
    between = {
        "log": f"np.exp2(np.log2({low}) + {place} * np.log2({high} / {low}))",
        "near one": f"1 - np.exp2(np.log2(1 - {low}) + {place} * np.log2((1 - {high}) / (1 - {low})))",
    }.get(axis.spacing, f"{low} + {place} * ({high} - {low})")
    return [f"{name} = {f'np.rint({between})' if is_whole(axis.name) else f'{between}'}", f"{name} = {name}[{spread}]"]


def _variable(name: str) -> str:
    """What an axis is called in the script, apart from what the rule's own lines are called."""
    return f"{name}_axis"


def _run(shared: SharedMap, settings: DescentSettings) -> list[str]:
    """The rule as a function that gives the last losses and the last parameters of all cells."""
    problem, dtype, plain = settings.problem, settings.dtype, plain_names(settings)
    axes = {axis.name for axis in (shared.across, shared.map.up) if axis}
    steps, memory = step_lines(settings), first_memory_of(settings)
    starts = [
        f"np.broadcast_to({_variable(name) if name in axes else repr(start)}, (rows, columns))"
        for name, start in zip(problem.parameters, settings.start, strict=True)
    ]
    rate = f'{_variable(RATE)}.astype("{dtype}")' if RATE in axes else f"np.{dtype}({settings.learning_rate!r})"
    numbers = [
        f'{name} = {_variable(name)}.astype("{dtype}")' if name in axes else f"{name} = {value!r}"
        for name, value in hyperparameters_read(settings).items()
    ]
    count = f"int({_variable(COUNT)}.max())" if COUNT in axes else str(_steps(shared, settings))
    body = [
        f'w = np.array([{", ".join(starts)}], dtype="{dtype}")',
        f"learning_rate = {rate}",
        *numbers,
        *(
            f'{name} = np.zeros_like(w) + np.array({getattr(memory, name)[0]!s}, "{dtype}")'
            for name in memory_of(update_of(settings))
        ),
        *(["known = np.ones((rows, columns), bool)"] if problem.name == TYPED else []),
        *(["places = []"] if shared.kind == DOUBLING else []),
        f"for k in range({count}):",
        *(["    known &= ~np.isnan(loss_of(*w))"] if problem.name == TYPED else []),
        *([f"    t = np.{dtype}(k + 1)"] if any(("given", "t") in line.names for line in steps) else []),
        *(["    before_the_step = w"] if COUNT in axes else []),
        "    gradient = gradient_of(*w)",
        *(f"    {line.target} = {line.written(plain)}" for line in steps),
        *([f"    w = np.where(k < {_variable(COUNT)}, w, before_the_step)"] if COUNT in axes else []),
        *([f"    places = [*places[{1 - _LAST}:], w[0, 0]]"] if shared.kind == DOUBLING else []),
        *(["return np.array(places)"] if shared.kind == DOUBLING else []),
        *(["w = np.where(known, w, np.nan)"] if problem.name == TYPED and shared.kind != DOUBLING else []),
        *([] if shared.kind == DOUBLING else ["return w, loss_of(*w)"]),
    ]
    printed = _doubling_print(settings) if shared.kind == DOUBLING else _prints(settings)
    return [
        "",
        f"def runs_of_{settings.optimizer}():",
        *(f"    {line}" for line in body),
        "",
        "",
        f"def print_{settings.optimizer}():",
        *(f"    {line}" for line in printed),
        "",
    ]


def _steps(shared: SharedMap, settings: DescentSettings) -> int:
    """Of the last places there are as many steps at least as places."""
    return max(settings.steps, _LAST) if shared.kind == DOUBLING else settings.steps


def _prints(settings: DescentSettings) -> list[str]:
    """The shares of cells with a finite loss, and of those at each minimum."""
    near = NEAR * width_of(settings.problem)
    places = settings.problem.minima[:8]
    return [
        f"w, loss = runs_of_{settings.optimizer}()",
        f'print("{settings.optimizer}: share with a finite loss", np.mean(np.isfinite(loss)))',
        *(
            f'print("at {", ".join(f"{value:.4g}" for value in place)}:", '
            f"np.mean(np.linalg.norm(w - np.reshape({list(place)}, (-1, 1, 1)), axis=0) <= {near!r}))"
            for place in places
        ),
    ]


def _doubling_print(settings: DescentSettings) -> list[str]:
    return [
        f"places = runs_of_{settings.optimizer}()",
        'print("places of the last steps, for the first and the last column:")',
        "for column in (0, -1):",
        "    print(len(np.unique(places[:, column].round(6))), places[-1, column])",
    ]


def _call(settings: DescentSettings) -> str:
    return f"print_{settings.optimizer}()"
