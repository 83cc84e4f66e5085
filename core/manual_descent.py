"""The manual method: a gradient derived by hand, an update written by hand, a loop in NumPy. No TensorFlow."""

import numpy as np

from core.formulas import parse
from core.problems import gradient_of
from core.rules import first_memory, first_parameters, preparations, update_of
from core.rules.given import Given
from core.rules.schedules import learning_rates
from core.settings import DescentSettings
from core.trajectory import Trajectory


@np.errstate(all="ignore")
def descend_by_hand(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with its hand-derived gradient and the hand-written rule.

    Every number is held in settings.dtype. The trajectory has the rule's quantities too; step k's are in row k. Divergence
    is a result: infinities and NaN are recorded, nothing is raised.
    """
    problem, update, given = settings.problem, update_of(settings), Given(settings)
    loss = parse(problem.loss, problem.parameters)
    slopes = gradient_of(problem)

    parameters = first_parameters(settings)
    memory = first_memory(update, parameters, given)
    before_the_rule = preparations(settings)
    names = (*(name for prepared in before_the_rule for name in (prepared.quantity, *prepared.also)), *memory._fields)
    shape = (settings.steps + 1, len(parameters))
    record = Trajectory(
        parameters=np.full(shape, np.nan, parameters.dtype),
        loss=np.full(shape[0], np.nan, parameters.dtype),
        gradient=np.full(shape, np.nan, parameters.dtype),
        quantities={name: np.full(shape, np.nan, parameters.dtype) for name in names},
    )
    rates = learning_rates(settings)
    for step in range(settings.steps + 1):
        # Scalars, not arrays: NumPy squares an array by multiplication but raises a scalar with the C library's
        # pow, as TensorFlow does, and the two differ in the last place once in two thousand numbers.
        point = tuple(parameters)
        gradient = np.array([slope.numpy(*point) for slope in slopes], parameters.dtype)
        record.parameters[step], record.loss[step], record.gradient[step] = point, loss.numpy(*point), gradient
        if step == settings.steps or np.isnan(record.loss[step]):
            break
        given.learning_rate, given.t = rates[step], given.number(step + 1)
        for preparation in before_the_rule:
            value, also = preparation.function(parameters, gradient, given)
            for name, quantity in {preparation.quantity: value, **also._asdict()}.items():
                record.quantities[name][step] = quantity
            parameters, gradient = (value, gradient) if preparation.target == "w" else (parameters, value)
        parameters, memory = update(parameters, gradient, memory, given)
        for name, value in zip(memory._fields, memory, strict=True):
            record.quantities[name][step] = value
    return record
