"""The Variables page's experiments, in the order of the lesson. `experiment` says how they are run and shown."""

# An experiment may do what Python refuses, and make what it does not use.
# pyright: reportIndexIssue=false, reportUnusedExpression=false
from collections.abc import Mapping
from typing import Any

from core.experiments.experiment import Experiment
from core.tape.exact import tf

SHAPES: Mapping[str, Any] = {
    "()": 1.0,
    "(2,)": (1.0, 2.0),
    "(3,)": (1.0, 2.0, 3.0),
    "(2, 2)": ((1.0, 2.0), (3.0, 4.0)),
}
DTYPES = ("float16", "float32", "float64", "int32")


def a_tuple(print, first, second):
    """Cannot be changed."""
    point = (first, second)
    point[0] = 6.0


def a_list(print, first, second):
    """Can be changed."""
    point = [first, second]
    point[0] = 6.0
    print(point)


def eager(print, first, second):
    """A product, there and then."""
    a = tf.Variable(first)
    b = tf.Variable(second)
    print(a * b)


def constant(print, third):
    """Has no assign."""
    c = tf.constant(third)
    print(c)
    c.assign(6.0)


def rebound(print, first):
    """The trap: the name now stands for a Tensor."""
    a = tf.Variable(first)
    print(isinstance(a, tf.Variable))
    a = a + 1
    print(a)
    print(isinstance(a, tf.Variable))
    a.assign_add(1.0)


def assigned(print, first):
    """The same object and the same memory, whatever is assigned."""
    a = tf.Variable(first)
    print(hex(id(a)), hex(id(a.handle)), a.numpy())
    a.assign(first + 1)
    print(hex(id(a)), hex(id(a.handle)), a.numpy())
    a.assign_add(2.0)
    print(hex(id(a)), hex(id(a.handle)), a.numpy())
    a.assign_sub(3.0)
    print(hex(id(a)), hex(id(a.handle)), a.numpy())
    print(a)


def with_the_step(print, first, second, third):
    """The lesson's sum, after a = a + 1."""
    a = tf.Variable(first)
    b = tf.Variable(second)
    c = tf.constant(third)
    a = a + 1
    print(a * b + c)


def without_the_step(print, first, second, third):
    """The same sum, had it not happened."""
    a = tf.Variable(first)
    b = tf.Variable(second)
    c = tf.constant(third)
    print(a * b + c)


def shape(print, value):
    """A variable keeps its shape."""
    weights = tf.Variable([5.0, 3.0])
    print(weights.shape)
    weights.assign(value)
    print(weights)


def dtype(print, dtype):
    """A variable keeps its dtype."""
    a = tf.Variable(5.0)
    print(a.dtype)
    a.assign(7)
    print(a)
    a.assign(tf.constant(7, dtype=dtype))
    print(a)


def copies(print, first, second):
    """What follows a change and what does not."""
    w = tf.Variable([first, second])
    same = w
    copy = tf.Variable(w)
    numbers = w.numpy()
    w.assign_add([1.0, 1.0])
    print("w      ", w.numpy())
    print("same   ", same.numpy(), same is w)
    print("copy   ", copy.numpy(), copy is w)
    print("numbers", numbers)


def attributes(print, first):
    """What a variable tells of itself."""
    a = tf.Variable(first, name="a")
    steps = tf.Variable(0, name="steps", trainable=False)
    for each in (a, steps):
        print(each.name, each.trainable, each.dtype)
        print(repr(each.numpy()), each.shape)
    with tf.GradientTape() as tape:
        a * tf.cast(steps, tf.float32)
    watched = tape.watched_variables()
    print([each.name for each in watched])


def session(print, first):
    """TensorFlow 1: first a graph, then a session in which it runs."""
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        rate = v1.placeholder(tf.float32, shape=[])
        w = v1.get_variable("w", initializer=first)
        loss = w**2
        sgd = v1.train.GradientDescentOptimizer(rate)
        step = sgd.minimize(loss)
        initializer = v1.global_variables_initializer()
        print(loss)
        with v1.Session() as session:
            session.run(initializer)
            for _ in range(50):
                session.run(step, {rate: 0.1})
            print(float(session.run(loss)))


def no_session(print, first):
    """TensorFlow 2: the same descent, eager."""
    w = tf.Variable(first)
    print(w**2)
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = w**2
        gradient = tape.gradient(loss, w)
        w.assign_sub(0.1 * gradient)
    print(float(w**2))


_ALL = (
    Experiment(
        name="tuple",
        title="A tuple refuses, a list accepts",
        function=a_tuple,
        cure=a_list,
        lesson="A tuple is immutable, a list is mutable. Parameters that learn must be mutable: keep it in mind.",
    ),
    Experiment(
        name="eager",
        title="A variable, and a product at once",
        function=eager,
        lesson="No session, no initializer: the line runs and its value is there, a Tensor with a shape and a dtype.",
    ),
    Experiment(
        name="constant",
        title="A constant refuses assign",
        function=constant,
        lesson="A constant is a Tensor. A Tensor is immutable as a tuple is, and has no assign at all.",
    ),
    Experiment(
        name="rebound",
        title="a = a + 1, and the trap in it",
        function=rebound,
        cure=assigned,
        lesson="The sum is a new Tensor, and the name now stands for it: no variable is left to train. assign, assign_add "
        "and assign_sub keep it one: the same object (first address) with the same memory (second address, that of "
        "the handle under which TensorFlow keeps the value).",
    ),
    Experiment(
        name="sum",
        title="a·b + c, with and without that step",
        function=with_the_step,
        cure=without_the_step,
        lesson="A line run once more changes what comes after it: so a notebook's cells, run in another order, give another "
        "number.",
    ),
    Experiment(
        name="shape",
        title="A variable keeps its shape",
        function=shape,
        lesson="Only a value of the same shape is taken. Choose another shape above and see.",
    ),
    Experiment(
        name="dtype",
        title="A variable keeps its dtype",
        function=dtype,
        lesson="A Python number takes the variable's dtype. A Tensor brings its own, and is refused if that is another.",
    ),
    Experiment(
        name="copies",
        title="What a copy shares",
        function=copies,
        lesson="A second name is the same variable. A new tf.Variable, and numpy(), hold the values of that moment.",
    ),
    Experiment(
        name="attributes",
        title="name, trainable, numpy()",
        function=attributes,
        lesson="What is not trainable can be assigned, but no tape watches it by itself: a counter needs no gradient.",
    ),
    Experiment(
        name="session",
        title="The same in TensorFlow 1",
        function=session,
        cure=no_session,
        lesson="A placeholder for what comes later, a graph before any number, an initializer, a session: all that for "
        "one loss. TensorFlow 2 runs each line as it is read, and the last digit is the same.",
    ),
)

VARIABLE_EXPERIMENTS: Mapping[str, Experiment] = {experiment.name: experiment for experiment in _ALL}
