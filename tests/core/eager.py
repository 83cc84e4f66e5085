"""The plain eager loop as a person types it: the reference that every compiled descent is held against."""

from typing import Any

import numpy as np

from core.formulas import parse
from core.scripts import before_optimizer, optimizer_code
from core.settings import DescentSettings
from core.tape.exact import tf
from core.trajectory import Trajectory, stopped


def descend_eagerly(settings: DescentSettings) -> Trajectory:
    """One run by `tf.GradientTape` and a Keras optimizer, nothing compiled, made by the lines of our own script."""
    problem = settings.problem
    names: dict[str, Any] = {"tf": tf}
    exec(f"{before_optimizer(settings)}\n{optimizer_code(settings)}", names)
    optimizer = names["optimizer"]
    loss_of = eval(
        f"lambda {', '.join(problem.parameters)}: {parse(problem.loss, problem.parameters).source('tf')}", names
    )
    variables = [
        tf.Variable(at, dtype=settings.dtype, name=name)
        for name, at in zip(problem.parameters, settings.start, strict=True)
    ]
    rows = []
    for step in range(settings.steps + 1):
        with tf.GradientTape() as tape:
            loss = loss_of(*variables)
        gradient = tape.gradient(loss, variables, unconnected_gradients="zero")
        rows.append(([v.numpy() for v in variables], loss.numpy(), [g.numpy() for g in gradient]))
        if step < settings.steps:
            optimizer.apply_gradients(zip(gradient, variables, strict=True))
    path, losses, gradients = zip(*rows, strict=True)
    return stopped(Trajectory(np.array(path), np.array(losses), np.array(gradients)))
