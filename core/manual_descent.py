"""The manual method: a gradient derived by hand, an update written by hand, a loop in NumPy. No TensorFlow."""

from collections.abc import Mapping

import numpy as np

from core.formulas import parse
from core.problems import gradient_of
from core.rules import first_memory, first_parameters, preparations, update_of
from core.rules.given import Given
from core.rules.schedules import learning_rates
from core.settings import DescentSettings
from core.theory.walk import Walks
from core.trajectory import Trajectory, stopped


@np.errstate(all="ignore")
def descend_by_hand(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with its hand-derived gradient and the hand-written rule.

    Every number is held in settings.dtype. The trajectory has the rule's quantities too; step k's are in row k. Divergence
    is a result: infinities and NaN are recorded, nothing is raised.
    """
    return _descend(settings, first_parameters(settings), learning_rates(settings), Given(settings))


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
) -> Walks:
    """As many runs at once as the arrays spread over together: `rates`, a start for each parameter, hyper-parameters by name.

    All else is as in `settings`. Every run is to the last bit what `descend_by_hand` gives; they are counted row by row.
    Rows are kept from the `first` on.
    """
    shape = np.broadcast_shapes(rates.shape, *(of.shape for of in (*starts, *many.values())))
    start = np.array([np.broadcast_to(of, shape) for of in starts]).astype(settings.dtype)
    given = Given(settings, many)
    run = stopped(
        _descend(settings, start, learning_rates(settings, rates, many), given, quantities=False, first=first)
    )
    rows, n = run.parameters.shape[:2]
    parameters, gradient = (np.moveaxis(of.reshape(rows, n, -1), 2, 0) for of in (run.parameters, run.gradient))
    return Walks(settings.problem, parameters, run.loss.reshape(rows, -1).T, gradient)


def _descend(
    settings: DescentSettings,
    parameters: np.ndarray,
    rates: np.ndarray,
    given: Given,
    *,
    quantities: bool = True,
    first: int = 0,
) -> Trajectory:
    """One loop for a run, `parameters` of shape (n,), and for many side by side, of shape (n, *runs)."""
    problem, update = settings.problem, update_of(settings)
    # One run is made of numbers. NumPy raises them as TensorFlow does, and an array otherwise (see core.formulas.powers).
    loss, *slopes = (
        formula.numpy if parameters.ndim == 1 else formula.numpy_of_each
        for formula in (parse(problem.loss, problem.parameters), *gradient_of(problem))
    )
    memory = first_memory(update, parameters, given)
    before_the_rule = preparations(settings)
    names = (*(name for prepared in before_the_rule for name in (prepared.quantity, *prepared.also)), *memory._fields)
    shape = (settings.steps + 1 - first, *parameters.shape)
    gone = np.zeros(parameters.shape[1:], bool)
    record = Trajectory(
        parameters=np.full(shape, np.nan, parameters.dtype),
        loss=np.full((shape[0], *shape[2:]), np.nan, parameters.dtype),
        gradient=np.full(shape, np.nan, parameters.dtype),
        quantities={name: np.full(shape, np.nan, parameters.dtype) for name in names if quantities},
    )
    for step in range(settings.steps + 1):
        point = tuple(parameters)
        gradient = np.empty_like(parameters)
        for k, slope in enumerate(slopes):
            gradient[k] = slope(*point)
        row, value = step - first, loss(*point)
        if row >= 0:
            record.parameters[row], record.loss[row], record.gradient[row] = point, value, gradient
        else:
            gone = gone | np.isnan(value)
        if step == settings.steps or np.isnan(value).all():
            break
        given.learning_rate, given.t = rates[step], given.number(step + 1)
        computed: dict[str, np.ndarray] = {}
        for preparation in before_the_rule:
            value, also = preparation.function(parameters, gradient, given)
            computed |= {preparation.quantity: value, **also._asdict()}
            parameters, gradient = (value, gradient) if preparation.target == "w" else (parameters, value)
        parameters, memory = update(parameters, gradient, memory, given)
        computed |= memory._asdict()
        for name in record.quantities:
            record.quantities[name][row] = computed[name]
    if gone.any():
        record.parameters[:, :, gone] = record.loss[:, gone] = record.gradient[:, :, gone] = np.nan
    return record
