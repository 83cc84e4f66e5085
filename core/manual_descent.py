"""The manual method: a gradient derived by hand, an update written by hand, a loop in NumPy. No TensorFlow."""

import numpy as np

from core.formulas import parse
from core.rules import RULES
from core.settings import DescentSettings
from core.trajectory import Trajectory


def descend_by_hand(settings: DescentSettings) -> Trajectory:
    """Minimise `settings.problem` with its hand-derived gradient and the hand-written rule.

    Every number is held in settings.dtype. Divergence is a result: infinities and NaN are recorded, nothing is raised.
    """
    problem, rule = settings.problem, RULES[settings.optimizer]
    loss = parse(problem.loss, problem.parameters)
    slopes = [parse(text, problem.parameters) for text in problem.gradient]

    parameters = np.array(settings.start, dtype=settings.dtype)
    state = rule.first_state(len(parameters), parameters.dtype)
    record = Trajectory(
        parameters=np.empty((settings.steps + 1, len(parameters)), parameters.dtype),
        loss=np.empty(settings.steps + 1, parameters.dtype),
        gradient=np.empty((settings.steps + 1, len(parameters)), parameters.dtype),
    )
    with np.errstate(all="ignore"):
        for step in range(settings.steps + 1):
            # Scalars, not arrays: NumPy squares an array by multiplication but raises a scalar with the C library's
            # pow, as TensorFlow does, and the two differ in the last place once in two thousand numbers.
            point = tuple(parameters)
            gradient = np.array([slope.numpy(*point) for slope in slopes], parameters.dtype)
            record.parameters[step], record.loss[step], record.gradient[step] = point, loss.numpy(*point), gradient
            parameters, state = rule.update(parameters, gradient, state, settings)
    return record
