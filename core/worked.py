"""Step k of both methods as lines of code with places for its numbers."""

import re

from core.problems import Problem
from core.rules import RULES
from core.settings import DescentSettings

# How many significant digits name every number of a precision uniquely.
DIGITS = {"float16": 5, "float32": 9, "float64": 17}


def worked_lines(settings: DescentSettings) -> dict[str, list[dict[str, str]]]:
    """For each method, what is done in a step and the code that does it, one line after the other.

    A line's {parameter}, {gradient} and {loss} are columns of `Comparison.worked_table` at row k, {next:...} at row k + 1;
    in parentheses, {(parameter)}, a negative number is put in parentheses.
    """
    problem = settings.problem
    (name,) = problem.parameters
    rate = f"{settings.learning_rate!r}"
    update = RULES[settings.optimizer].line.format(parameter=name)
    in_numbers = (
        re.sub(rf"\b{name}\b", "{parameter}", update).replace("learning_rate", rate).replace("gradient", "{(gradient)}")
    )
    loss = {"what": "loss", "code": f"{problem.loss} = {_with_numbers(problem, problem.loss)} = {{loss}}"}
    return {
        "tape": [
            loss,
            {"what": "TensorFlow finds the gradient", "code": f"tape.gradient(loss, {name}) = {{gradient}}"},
            {"what": "Keras takes the step", "code": f"optimizer.apply_gradients(...): {name} = {{next:parameter}}"},
        ],
        "manual": [
            loss,
            {
                "what": "the gradient derived by hand",
                "code": f"{problem.gradient[0]} = {_with_numbers(problem, problem.gradient[0])} = {{gradient}}",
            },
            {"what": "the update written by hand", "code": f"{update} = {in_numbers} = {{next:parameter}}"},
        ],
    }


def _with_numbers(problem: Problem, formula: str) -> str:
    return re.sub(rf"\b{problem.parameters[0]}\b", "{(parameter)}", formula)
