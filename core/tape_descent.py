"""The tape method: `tf.GradientTape` finds the gradient, a Keras optimizer takes the step. It knows no rule.

The loop is compiled once per loss, optimizer and precision (see core.tape.compiled_descent); start, learning rates,
hyper-parameters and steps are its arguments.
"""

import threading
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import numpy as np

from core.formulas import parse
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.problems import LANDSCAPES, PROBLEMS
from core.settings import DescentSettings
from core.tape.compiled_descent import CompiledDescent
from core.tape.exact import EXACT_UNDER_XLA, XLA_IS_EXACT, forget_kernels
from core.tape.schedules import learning_rates, learning_rates_side_by_side
from core.tape.side_by_side import CompiledDescents
from core.theory.findings import ROWS
from core.theory.followed import Followed, Noted, noted_of
from core.theory.traced import Measure, Traced, traced
from core.trajectory import Trajectory

# A descent compiled by XLA takes some 4 MB that nothing ever frees. As a plain graph it takes as much while it is kept, is
# freed when it is not, and needs four times the time for 50 steps. So the first few of a process, the lesson's among them,
# are compiled by XLA and kept, and of the others the last few are. A loss that a visitor typed is never compiled by XLA.
MOST_EXECUTABLES = 8
MOST_GRAPHS = 20
_BUILT_IN = frozenset(problem.loss for problem in (*PROBLEMS.values(), *LANDSCAPES.values()))

_executables: dict[tuple[Any, ...], CompiledDescent] = {}
# Of those for runs side by side, which need as much each, fewer.
MOST_WIDE = 4
MOST_WIDE_GRAPHS = 8
_wide_executables: dict[tuple[Any, ...], CompiledDescents] = {}
_one_at_a_time = threading.Lock()


def descend_with_tape(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with `tf.GradientTape` and the Keras optimizer of that name.

    Every number is held in settings.dtype, the learning rate too. Divergence is a result: infinities and NaN are
    recorded, nothing is raised. Safe to call from several threads at once.
    """
    choice, values = _choice(settings)
    return _compiled(*choice).run(settings.start, learning_rates(settings), values, settings.steps)


def descend_as(settings: DescentSettings, *, xla: bool) -> Trajectory:
    """The same, compiled by XLA or as a plain graph whatever is kept: for tests, which hold one to the other."""
    choice, values = _choice(settings)
    return _alone(*choice, xla=xla).run(settings.start, learning_rates(settings), values, settings.steps)


@lru_cache(maxsize=2)
def _alone(*choice: Any, xla: bool) -> CompiledDescent:
    return CompiledDescent(*choice, xla=xla)


def descend_side_by_side_with_tape(
    settings: DescentSettings,
    rates: np.ndarray,
    starts: tuple[np.ndarray, ...],
    many: Mapping[str, np.ndarray],
) -> Traced:
    """As many runs at once as the arrays spread over together, as `core.manual_descent.descend_side_by_side` has it.

    While a run is stable it is within 1e-12 of the single one, in float64. Raises TapeMapError where Keras would mix runs up.
    """
    rates, start, many = _flat(rates, starts, many)
    run, measure, _ = _wide_run(settings, rates, start, many)
    return traced(settings.problem, run()[0], measure)


def follow_side_by_side_with_tape(
    settings: DescentSettings, rates: np.ndarray, starts: tuple[np.ndarray, ...], many: Mapping[str, np.ndarray]
) -> Traced:
    """The same, where possible with no more rows than judging needs (see core.theory.followed)."""
    rates, start, many = _flat(rates, starts, many)
    run, measure, noted = _wide_run(settings, rates, start, many)
    if noted is None or settings.steps < 2 * ROWS:
        return traced(settings.problem, run()[0], measure)

    def again(places: np.ndarray) -> Traced:
        own = {name: of[places] for name, of in many.items()}
        return descend_side_by_side_with_tape(settings, rates[places], tuple(start[:, places]), own)

    rows, notes = run(ROWS)
    return Followed(settings.problem, rows, measure, notes, again)


def _flat(
    rates: np.ndarray, starts: tuple[np.ndarray, ...], many: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, Mapping[str, np.ndarray]]:
    """The numbers of every run, shape (runs,), and of its start, shape (n, runs)."""
    shape = np.broadcast_shapes(rates.shape, *(of.shape for of in (*starts, *many.values())))
    rates, *start = (np.broadcast_to(of, shape).ravel() for of in (rates, *starts))
    return rates, np.array(start), {name: np.broadcast_to(of, shape).ravel() for name, of in many.items()}


def _wide_run(
    settings: DescentSettings, rates: np.ndarray, start: np.ndarray, many: Mapping[str, np.ndarray]
) -> tuple[Callable[..., tuple[np.ndarray, np.ndarray]], Measure, Noted | None]:
    """What runs side by side and gives rows and notes, their measure, and what is noted of them."""
    (*choice, dtype), values = _choice(settings)
    numbers = dict(zip(choice[3], map(np.asarray, values), strict=True))
    own = {name: of for name, of in many.items() if name in numbers}
    noted = noted_of(settings.problem, dtype)
    choice += dtype, frozenset(own), settings.schedule != "constant"
    compiled = _side_by_side(tuple(choice), None if noted is None else len(noted.minima))
    scheduled = learning_rates_side_by_side(settings, rates, many)
    noted = noted if compiled.notes else None
    run = partial(compiled.run, start, scheduled, numbers | own, settings.steps, noted)
    return run, compiled.measure, noted


def _choice(settings: DescentSettings) -> tuple[tuple[Any, ...], tuple[float, ...]]:
    """What a descent is compiled for, and the numbers that each run brings along."""
    scheduled = {h.name for h in SCHEDULE_HYPERPARAMETERS[settings.schedule]}
    given = [(name, value) for name, value in settings.hyperparameters if name not in scheduled]
    numbers = {name: value for name, value in given if not isinstance(value, bool)}
    choice = (
        settings.problem.loss,
        settings.problem.parameters,
        settings.optimizer,
        tuple(numbers),
        tuple((name, value) for name, value in given if isinstance(value, bool)),
        settings.dtype,
    )
    return choice, tuple(numbers.values())


def _compiled(*choice: Any) -> CompiledDescent:
    if choice not in _executables and len(_executables) < MOST_EXECUTABLES and _may_use_xla(*choice):
        with _one_at_a_time:
            if choice not in _executables and len(_executables) < MOST_EXECUTABLES:
                _executables[choice] = CompiledDescent(*choice, xla=True)
    return _executables.get(choice) or _graph(*choice)


@lru_cache(maxsize=MOST_GRAPHS)
def _graph(*choice: Any) -> CompiledDescent:
    forget_kernels()
    return CompiledDescent(*choice, xla=False)


def _side_by_side(choice: tuple[Any, ...], minima: int | None) -> CompiledDescents:
    key = *choice, minima
    if key not in _wide_executables and _may_use_xla(*choice):
        with _one_at_a_time:
            if key not in _wide_executables and len(_wide_executables) < MOST_WIDE:
                _wide_executables[key] = CompiledDescents(*choice, minima=minima, xla=True)
    return _wide_executables.get(key) or _wide_graph(*choice)


@lru_cache(maxsize=MOST_WIDE_GRAPHS)
def _wide_graph(*choice: Any) -> CompiledDescents:
    forget_kernels()
    # Notes are cheap where they are made in one go with the step, and in a plain graph dearer than to keep all places.
    return CompiledDescents(*choice, minima=None, xla=False)


def _may_use_xla(loss: str, parameters: tuple[str, ...], *_: Any) -> bool:
    if not XLA_IS_EXACT or loss not in _BUILT_IN:
        return False
    return parse(loss, parameters).functions <= EXACT_UNDER_XLA
