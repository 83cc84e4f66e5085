"""Why is my gradient None? Each cause with its cure, run and shown by `core.experiments.experiment`.

Several are those of TensorFlow's guides to automatic differentiation (tensorflow/docs, site/en/guide/autodiff.ipynb and
advanced_autodiff.ipynb), with the numbers that those publish.
"""

from collections.abc import Mapping

import numpy as np

from core.experiments.experiment import Experiment
from core.tape.exact import tf


def constant(print):
    """Nobody watches a constant."""
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    print(tape.gradient(y, x))


def constant_watched(print):
    """The cure: watch it."""
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x**2
    print(tape.gradient(y, x))


def not_trainable(print):
    """Nobody watches a variable that is not trainable."""
    x = tf.Variable(3.0, trainable=False)
    with tf.GradientTape() as tape:
        y = x**2
    print(tape.gradient(y, x))


def trainable(print):
    """The cure: let it be trainable, which is the default."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    print(tape.gradient(y, x))


def outside(print):
    """The target was computed before the tape ran."""
    x = tf.Variable(3.0)
    y = x**2
    with tf.GradientTape() as tape:
        z = 2 * y
    print(tape.gradient(z, x))


def inside(print):
    """The cure: all of it under the tape."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
        z = 2 * y
    print(tape.gradient(z, x))


def rebound(print):
    """In the second round the name stands for a Tensor."""
    x = tf.Variable(2.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            y = x + 1
        print(type(x).__name__, tape.gradient(y, x))
        x = x + 1


def assigned(print):
    """The cure: assign."""
    x = tf.Variable(2.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            y = x + 1
        print(type(x).__name__, tape.gradient(y, x))
        x.assign_add(1.0)


def through_numpy(print):
    """NumPy computes, and no tape hears of it."""
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        y = np.mean(x**2)
        z = tf.sqrt(y)
    print(tape.gradient(z, x))


def through_tensorflow(print):
    """The cure: TensorFlow's own mean."""
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        y = tf.reduce_mean(x**2)
        z = tf.sqrt(y)
    print(tape.gradient(z, x))


def integer(print):
    """Integers have no derivative."""
    x = tf.Variable(3)
    with tf.GradientTape() as tape:
        y = x**2
    print(tape.gradient(y, x))


def floating(print):
    """The cure: a point behind the 3."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    print(tape.gradient(y, x))


def state(print):
    """A tape reads a variable's value and not how it came there."""
    x0 = tf.Variable(3.0)
    x1 = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        x1.assign_add(x0)
        y = x1**2
    print(tape.gradient(y, x0))


def no_state(print):
    """The cure: a Tensor between them."""
    x0 = tf.Variable(3.0)
    x1 = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        total = x1 + x0
        y = total**2
    print(tape.gradient(y, x0))


def twice(print):
    """A tape is used up by one question."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
        z = y**2
    print(tape.gradient(z, x))
    print(tape.gradient(y, x))


def persistent_twice(print):
    """The cure: a tape that persists."""
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x**2
        z = y**2
    print(tape.gradient(z, x))
    print(tape.gradient(y, x))
    del tape


def not_accessed(print):
    """This tape watches nothing by itself."""
    x = tf.Variable(10.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        y = tf.math.softplus(x)
    print(tape.gradient(y, x))


def not_accessed_watched(print):
    """The cure: watch what is wanted, and only that."""
    x = tf.Variable(10.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(x)
        y = tf.math.softplus(x)
    print(tape.gradient(y, x))


def stopped(print):
    """A wall for gradients."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x**2)
    print(tape.gradient(y, x))


def not_stopped(print):
    """The cure: stop only what shall be a constant."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2 * tf.stop_gradient(x)
    print(tape.gradient(y, x))


_CAUSES = (
    Experiment(
        name="constant",
        title="a constant",
        function=constant,
        cure=constant_watched,
        lesson="By itself a tape watches trainable variables and nothing else: a constant must be shown to it.",
    ),
    Experiment(
        name="trainable",
        title="trainable=False",
        function=not_trainable,
        cure=trainable,
        lesson="Only trainable variables are watched. tape.watch(x) would do as well.",
    ),
    Experiment(
        name="outside",
        title="outside the tape",
        function=outside,
        cure=inside,
        lesson="The tape saw y appear from nowhere: how it came from x was never recorded.",
    ),
    Experiment(
        name="rebound",
        title="rebound to a Tensor",
        function=rebound,
        cure=assigned,
        lesson="x = x + 1 makes x a Tensor, which nobody watches. The first round still works: that makes this one mean.",
    ),
    Experiment(
        name="numpy",
        title="through NumPy",
        function=through_numpy,
        cure=through_tensorflow,
        lesson="NumPy takes the numbers out of TensorFlow, and what comes back is a constant.",
    ),
    Experiment(
        name="integer",
        title="integers",
        function=integer,
        cure=floating,
        lesson="tf.Variable(3) is an int32, which has no gradient; TensorFlow says so in its log only.",
    ),
    Experiment(
        name="state",
        title="state from assign",
        function=state,
        cure=no_state,
        lesson="A variable's state blocks the way back: the tape starts at the value it reads.",
    ),
    Experiment(
        name="twice",
        title="a tape used twice",
        function=twice,
        cure=persistent_twice,
        lesson="After the first gradient a tape lets go of all it held, to save memory. persistent=True keeps it.",
    ),
    Experiment(
        name="accessed",
        title="watch_accessed_variables",
        function=not_accessed,
        cure=not_accessed_watched,
        lesson="With watch_accessed_variables=False nothing is watched but what you show to the tape.",
    ),
    Experiment(
        name="stopped",
        title="stop_gradient",
        function=stopped,
        cure=not_stopped,
        lesson="tf.stop_gradient hands the value on and lets no gradient back: the stopped x is a constant.",
    ),
)

CAUSES: Mapping[str, Experiment] = {experiment.name: experiment for experiment in _CAUSES}
