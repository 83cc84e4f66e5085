"""What else a tape can do, run and shown by `core.experiments.experiment`.

Several are those of TensorFlow's guides to automatic differentiation (tensorflow/docs, site/en/guide/autodiff.ipynb and
advanced_autodiff.ipynb), with the numbers that those publish.
"""

# ruff: noqa: SIM108 - a branch shall look like one
from collections.abc import Mapping

from core.experiments.experiment import Experiment
from core.tape.exact import tf


def persistent(print):
    """One tape, two questions."""
    x = tf.constant([1.0, 3.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    print(tape.gradient(z, x))
    print(tape.gradient(y, x))


def intermediate(print):
    """The gradient by something in between."""
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    print(tape.gradient(z, y))


def several_targets(print):
    """Several targets: the gradient of their sum."""
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y0 = x**2
        y1 = 1 / x
    print(tape.gradient(y0, x))
    print(tape.gradient(y1, x))
    print(tape.gradient([y0, y1], x))


def nested(print):
    """A tape that records a tape: the second derivative."""
    x = tf.Variable(1.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x * x * x
        first = inner.gradient(y, x)
    second = outer.gradient(first, x)
    print(first)
    print(second)


def zero(print):
    """Zeros in the place of None."""
    x = tf.Variable([2.0, 2.0])
    y = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        z = y**2
    print(tape.gradient(z, x))
    print(tape.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO))


def control_flow(print, x):
    """Only the branch that was taken is on the tape."""
    v0 = tf.Variable(2.0)
    v1 = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        tested = tf.constant(x)
        if tested > 0.0:
            result = v0
        else:
            result = v1**2
    print(tape.gradient(result, v0))
    print(tape.gradient(result, v1))


_MORE = (
    Experiment(
        name="persistent",
        title="persistent=True",
        function=persistent,
        lesson="4x³ and 2x at 1 and 3, from one tape.",
    ),
    Experiment(
        name="intermediate",
        title="by something in between",
        function=intermediate,
        lesson="dz/dy = 2y = 18 at x = 3. What was computed under the tape is on it: it need not be watched.",
    ),
    Experiment(
        name="targets",
        title="several targets",
        function=several_targets,
        lesson="The gradient of several targets is that of their sum: 4 − 0.25 = 3.75.",
    ),
    Experiment(
        name="nested",
        title="a tape in a tape",
        function=nested,
        lesson="The outer tape records the inner one's backward sweep: x³ at 1 has the slope 3 and the second derivative 6.",
    ),
    Experiment(
        name="zero",
        title="UnconnectedGradients.ZERO",
        function=zero,
        lesson="z does not depend on x. None says so; ZERO gives zeros in x's shape.",
    ),
    Experiment(
        name="control_flow",
        title="control flow",
        function=control_flow,
        lesson="Python's if is not recorded, only what ran because of it. With x at 0 or below, v1 is on the tape.",
    ),
)

MORE: Mapping[str, Experiment] = {experiment.name: experiment for experiment in _MORE}
