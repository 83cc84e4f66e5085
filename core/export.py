"""Settings as a Python script: both descents as a person would type them. It reruns to the numbers on screen."""

from core.formulas import parse
from core.rules import RULES
from core.settings import DescentSettings


def tape_code(settings: DescentSettings) -> str:
    """The tape method for `settings`, for TensorFlow and Keras alone."""
    (name,) = settings.problem.parameters
    loss = parse(settings.problem.loss, settings.problem.parameters).source("tf")
    rate = repr(settings.learning_rate)
    # Keras keeps a learning rate as float32 and would round that of a float64 run; the optimizer takes a schedule as it is.
    if settings.dtype != "float32":
        schedule = (
            "\n\n\nclass GivenLearningRate(tf.keras.optimizers.schedules.LearningRateSchedule):\n"
            "    def __call__(self, step):\n"
            f'        return tf.constant({rate}, dtype="{settings.dtype}")\n\n'
        )
        rate = "GivenLearningRate()"
    else:
        schedule = ""
    return f"""\
import tensorflow as tf
{schedule}
{name} = tf.Variable({settings.start[0]!r}, dtype="{settings.dtype}")
optimizer = tf.keras.optimizers.{RULES[settings.optimizer].title}(learning_rate={rate})
for step in range({settings.steps}):
    with tf.GradientTape() as tape:
        loss = {loss}
    gradient = tape.gradient(loss, {name})
    optimizer.apply_gradients([(gradient, {name})])
print("tape  ", float({loss}))
"""


def manual_code(settings: DescentSettings) -> str:
    """The manual method for `settings`, for NumPy alone."""
    problem = settings.problem
    (name,) = problem.parameters
    loss = parse(problem.loss, problem.parameters).source("np")
    gradient = parse(problem.gradient[0], problem.parameters).source("np")
    update = RULES[settings.optimizer].line.format(parameter=name)
    return f"""\
import numpy as np

{name} = np.{settings.dtype}({settings.start[0]!r})
learning_rate = np.{settings.dtype}({settings.learning_rate!r})
for step in range({settings.steps}):
    gradient = {gradient}
    {name} = {update}
print("manual", float({loss}))
"""


def script(settings: DescentSettings) -> str:
    """Both methods in one script that prints the two final losses."""
    return f"{tape_code(settings)}\n\n{manual_code(settings)}"
