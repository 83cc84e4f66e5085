"""The manual method: a gradient derived by hand, an update written by hand, a loop in NumPy. No TensorFlow."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.formulas import parse
from core.formulas.magnitude import largest_safe
from core.problems import Problem, gradient_of
from core.rules import first_memory, first_parameters, preparations, update_of
from core.rules.given import Given
from core.rules.schedules import learning_rates
from core.settings import DescentSettings
from core.theory.traced import Measure, Traced, traced
from core.theory.walk import Walks
from core.trajectory import Trajectory

# Parameters, gradient and memory at a step to parameters, memory, and what was computed on the way before the rule.
Move = Callable[[int, np.ndarray, np.ndarray, Any], tuple[np.ndarray, Any, list[Any]]]
# So often many runs are asked whether any of them has a place left.
ASKED = 16


@np.errstate(all="ignore")
def descend_by_hand(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with its hand-derived gradient and the hand-written rule.

    Every number is held in settings.dtype. The trajectory has the rule's quantities too; step k's are in row k. Divergence
    is a result: infinities and NaN are recorded, nothing is raised.
    """
    problem, parameters, given = settings.problem, first_parameters(settings), Given(settings)
    loss, slopes = parse(problem.loss, problem.parameters).numpy, [slope.numpy for slope in gradient_of(problem)]
    memory, move = (
        first_memory(update_of(settings), parameters, given),
        _moving(settings, given, learning_rates(settings)),
    )
    prepared = [name for each in preparations(settings) for name in (each.quantity, *each.also)]
    # Noted in lists: to write into a row of an array takes as long as to compute it.
    points, losses, gradients, noted = [], [], [], []
    for step in range(settings.steps + 1):
        # Scalars, not arrays: NumPy squares an array by multiplication but raises a scalar with the C library's
        # pow, as TensorFlow does, and the two differ in the last place once in two thousand numbers.
        point = tuple(parameters)
        gradient = np.array([slope(*point) for slope in slopes], parameters.dtype)
        value = loss(*point)
        points.append(parameters)
        losses.append(value)
        gradients.append(gradient)
        if step == settings.steps or value != value:  # NaN
            break
        parameters, memory, computed = move(step, parameters, gradient, memory)
        noted.append((*computed, *memory))
    n, names = len(settings.start), (*prepared, *memory._fields)
    return Trajectory(
        parameters=_filled(settings, points, n),
        loss=_filled(settings, losses),
        gradient=_filled(settings, gradients, n),
        quantities={name: _filled(settings, [each[k] for each in noted], n) for k, name in enumerate(names)},
    )


@np.errstate(all="ignore")
def descend_often_by_hand(settings: DescentSettings, rates: np.ndarray, starts: np.ndarray) -> Walks:
    """As many runs at once as there are `rates`, shape (runs,), each from its own of the `starts`, shape (runs, n).

    All else is as in `settings`, whose own rate and start are not looked at.
    """
    return descend_side_by_side(settings, rates, tuple(np.asarray(starts, np.float64).T), {})


@np.errstate(all="ignore")
def descend_side_by_side(
    settings: DescentSettings,
    rates: np.ndarray,
    starts: tuple[np.ndarray, ...],
    many: Mapping[str, np.ndarray],
    first: int = 0,
) -> Traced:
    """As many runs at once as the arrays spread over together: `rates`, a start for each parameter, hyper-parameters by name.

    All else is as in `settings`. Every run is to the last bit what `descend_by_hand` gives; they are counted row by row. Rows
    are kept from the `first` on.
    """
    problem, given, measure = settings.problem, Given(settings, many), measured_by_hand(settings.problem)
    shape = np.broadcast_shapes(rates.shape, *(of.shape for of in (*starts, *many.values())))
    parameters = np.array([np.broadcast_to(of, shape) for of in starts]).astype(settings.dtype)
    memory = first_memory(update_of(settings), parameters, given)
    move = _moving(settings, given, learning_rates(settings, rates, many))
    rows = np.full((settings.steps + 1 - first, len(parameters), parameters[0].size), np.nan, settings.dtype)
    unsure = not largest_safe(parse(problem.loss, problem.parameters), parameters.dtype)
    for step in range(settings.steps + 1):
        if step >= first:
            rows[step - first] = parameters.reshape(rows.shape[1:])
        elif unsure:
            parameters = np.where(np.isnan(measure.loss(*parameters)), rows.dtype.type(np.nan), parameters)
        if step == settings.steps or (step % ASKED == 0 and np.isnan(parameters).all()):
            break
        gradient = np.array([np.broadcast_to(slope, shape) for slope in measure.slopes(*parameters)])
        parameters, memory, _ = move(step, parameters, gradient, memory)
    return traced(problem, rows, measure)


def measured_by_hand(problem: Problem) -> Measure:
    """The loss and its hand-derived gradient at many places at once, each to the last bit what one place alone has."""
    loss = parse(problem.loss, problem.parameters).numpy_of_each
    slopes = [slope.numpy_of_each for slope in gradient_of(problem)]
    return Measure(loss=loss, slopes=lambda *places: tuple(slope(*places) for slope in slopes))


def _filled(settings: DescentSettings, noted: list[Any], *shape: int) -> np.ndarray:
    """What was noted step by step, one of a `shape` or a number for all of it, with NaN in the rows after that."""
    whole = np.full((settings.steps + 1, *shape), np.nan, settings.dtype)
    rows = np.array(noted) if noted else whole[:0]
    whole[: len(noted)] = rows.reshape(*rows.shape, *(1,) * (whole.ndim - rows.ndim))
    return whole


def _moving(settings: DescentSettings, given: Given, rates: np.ndarray) -> Move:
    """One step, of one run as of many: what Keras does before the rule, and the rule."""
    update, before_the_rule = update_of(settings), preparations(settings)
    rate_of, counted = list(rates), list(np.arange(1, settings.steps + 2).astype(settings.dtype))

    def move(step: int, parameters: np.ndarray, gradient: np.ndarray, memory: Any) -> tuple[np.ndarray, Any, list[Any]]:
        given.learning_rate, given.t = rate_of[step], counted[step]
        computed: list[Any] = []
        for preparation in before_the_rule:
            value, also = preparation.function(parameters, gradient, given)
            computed += [value, *also]
            parameters, gradient = (value, gradient) if preparation.target == "w" else (parameters, value)
        parameters, memory = update(parameters, gradient, memory, given)
        return parameters, memory, computed

    return move
