"""The recording is what TensorFlow did: the same code under a plain tape gives the same numbers, bit for bit."""

import math
import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.recording.expressions import EXPRESSIONS, Expression, Variable
from core.recording.record import record
from core.tape.exact import tf

DTYPES = ("float32", "float64")


def plain(expression: Expression, values: tuple[float, ...], dtype: str) -> tuple[float, list[float | None]]:
    variables = [tf.Variable(value, dtype=dtype) for value in values]
    with tf.GradientTape() as tape:
        result = expression.function(tf, *variables)
    gradients = tape.gradient(result, variables)
    return float(result), [None if gradient is None else float(gradient) for gradient in gradients]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_values_and_gradients_are_those_of_a_plain_tape(name, dtype):
    expression = EXPRESSIONS[name]
    for shift in (0.0, 0.37, -1.1):
        values = tuple(value + shift for value in expression.start)
        recording = record(expression, values, dtype)
        assert (recording.value, list(recording.gradients.values())) == plain(expression, values, dtype)


def test_the_order_is_that_of_the_recording_and_the_sweep_goes_back():
    recording = record(EXPRESSIONS["surface"], (2.0, 3.0))
    assert [row.type for row in recording.operations] == ["Mul", "Sin", "AddV2", "Pow"]
    assert [[taken.source for taken in row.inputs] for row in recording.operations] == [
        ["x", "y"],
        ["x"],
        [1, 2],
        [3, None],
    ]
    turns = [row.turn for row in recording.operations]
    assert sorted(turns) == [1, 2, 3, 4]
    assert turns[3] == 1
    assert turns[2] == 2


def test_a_fan_out_adds_what_comes_back():
    recording = record(EXPRESSIONS["surface"], (2.0, 3.0))
    pieces = recording.arrivals("x")
    assert len(pieces) == 2
    assert float(np.float32(pieces[0]) + np.float32(pieces[1])) == recording.gradients["x"]
    assert recording.arrivals("y") == (recording.gradients["y"],)


def test_local_derivatives_by_hand():
    product, sine, total, power = record(EXPRESSIONS["surface"], (2.0, 3.0), "float64").operations
    assert [taken.local for taken in product.inputs] == [3.0, 2.0]
    assert sine.inputs[0].local == pytest.approx(math.cos(2), rel=1e-15)
    assert [taken.local for taken in total.inputs] == [1.0, 1.0]
    assert power.inputs[0].local == pytest.approx(2 * (6 + math.sin(2)), rel=1e-15)
    assert power.inputs[1].local is None


def test_micrograds_published_numbers(numbers):
    published = numbers["micrograd_readme"]
    recording = record(EXPRESSIONS["micrograd"], (published["a"], published["b"]))
    assert round(recording.value, 4) == published["g"]
    assert round(recording.gradients["a"], 4) == published["dg_da"]
    assert round(recording.gradients["b"], 4) == published["dg_db"]


def test_each_operation_knows_the_source_that_asked_for_it():
    for expression in EXPRESSIONS.values():
        lines = expression.source.splitlines()
        for row in record(expression, expression.start).operations:
            first, last, start, end = row.span
            assert first == last
            text = lines[first - 1][start:end]
            assert {"AddV2": "+", "Mul": "*", "Pow": "**", "Tanh": "tf.tanh(", "Relu": "tf.nn.relu("}.get(
                row.type, ""
            ) in text
    marked = [row.span for row in record(EXPRESSIONS["surface"], (2.0, 3.0)).operations]
    line = EXPRESSIONS["surface"].source.splitlines()[1]
    assert [line[start:end] for _, _, start, end in marked] == [
        "x * y",
        "tf.sin(x)",
        "x * y + tf.sin(x)",
        "(x * y + tf.sin(x)) ** 2",
    ]


def unused(tf, x, y):
    """y is looked at, and nothing comes of it."""
    y * 2
    return x + 1


def test_what_the_result_does_not_depend_on_has_no_gradient():
    expression = Expression(
        name="unused",
        title="",
        function=unused,
        variables=(Variable(name="x", start=1), Variable(name="y", start=1)),
        look_for="",
    )
    recording = record(expression, (1.0, 1.0))
    assert recording.gradients == {"x": 1.0, "y": None}
    assert [(row.type, row.turn, row.gradient) for row in recording.operations] == [
        ("Mul", None, None),
        ("AddV2", 1, 1.0),
    ]
    assert recording.arrivals("y") == ()


# Random expressions: a tree of operations over three variables and some numbers, in which every part may be used again.
UNARY = ("sin", "cos", "tanh", "exp", "neg", "relu", "square", "sqrt", "log")
BINARY = ("+", "-", "*", "/")


def random_plan(seed: int) -> list[tuple]:
    """Steps of a straight program; operands are places in the list of all that is there so far, or numbers."""
    chance = random.Random(seed)
    plan: list[tuple] = []
    for there in range(3, 3 + chance.randint(1, 18)):
        first = chance.randrange(there)
        if chance.random() < 0.4:
            plan.append((chance.choice(UNARY), first))
        else:
            second = chance.randrange(there) if chance.random() < 0.75 else round(chance.uniform(-3, 3), 2)
            plan.append((chance.choice(BINARY), *chance.sample((first, second), 2)))
    return plan


def random_expression(seed: int, parts: list | None = None) -> Expression:
    plan = random_plan(seed)

    def function(tf, *values):
        """The plan, carried out."""
        there = list(values)

        def get(operand):
            return there[operand] if isinstance(operand, int) else operand

        for name, *operands in plan:
            taken = [get(operand) for operand in operands]
            match name:
                case "+":
                    there.append(taken[0] + taken[1])
                case "-":
                    there.append(taken[0] - taken[1])
                case "*":
                    there.append(taken[0] * taken[1])
                case "/":
                    there.append(taken[0] / taken[1])
                case "relu":
                    there.append(tf.nn.relu(taken[0]))
                case "neg":
                    there.append(-taken[0])
                case "log":
                    there.append(tf.math.log(taken[0]))
                case _:
                    there.append(getattr(tf, name)(taken[0]))
        if parts is not None:
            parts.extend(there[len(values) :])
        return there[-1]

    names = ("x", "y", "z")
    variables = tuple(Variable(name=name, start=1.0) for name in names)
    return Expression(name=f"random {seed}", title="", function=function, variables=variables, look_for="")


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_sweep_of_200_random_expressions_is_that_of_the_tape(start):
    reached = 0
    for seed in range(start, start + 50):
        dtype = DTYPES[seed % 2]
        values = tuple(random.Random(-seed).uniform(-2, 2) for _ in range(3))
        parts: list = []
        recording = record(random_expression(seed), values, dtype)

        variables = [tf.Variable(value, dtype=dtype) for value in values]
        with tf.GradientTape() as tape:
            result = random_expression(seed, parts).function(tf, *variables)
        sources = [*variables, *parts]
        expected = [None if each is None else float(each) for each in tape.gradient(result, sources)]

        got = [*recording.gradients.values(), *(row.gradient for row in recording.operations)]
        assert len(recording.operations) == len(parts)
        np.testing.assert_array_equal(np.array(got, float), np.array(expected, float), err_msg=str(random_plan(seed)))
        np.testing.assert_array_equal([row.value for row in recording.operations], [float(part) for part in parts])
        for source, total in [
            *recording.gradients.items(),
            *((row.number, row.gradient) for row in recording.operations[:-1]),
        ]:
            pieces = recording.arrivals(source)
            assert (total is None) == (pieces == ())
            if pieces:
                reached += len(pieces) > 1
                added = np.array(pieces, dtype)[0] if len(pieces) == 1 else sum_of(pieces, dtype)
                np.testing.assert_allclose(added, total, rtol=1e-5 if dtype == "float32" else 1e-13)
    assert reached >= 10


def sum_of(pieces, dtype) -> float:
    return float(tf.add_n([tf.constant(piece, dtype) for piece in pieces]))


def test_many_threads_at_once_do_not_hear_each_other():
    def one(seed: int):
        return record.__wrapped__(random_expression(seed % 10), (0.5, 1.5, -0.5))

    alone = [one(seed) for seed in range(10)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(one, range(80)))
    assert [repr(each) for each in together] == [repr(alone[seed % 10]) for seed in range(80)]


def test_nobody_is_heard_after_the_recording():
    from core.tape import witness

    with witness.sweep() as heard:
        pass
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x**2
    assert float(tape.gradient(y, x)) == 4.0
    assert heard == []
