"""Every experiment: the code shown, run as a script, prints what is shown beside it."""

import ast
import builtins
import contextlib
import inspect
import io
import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.experiments.experiment import Experiment, Function, accepted, run, shown
from core.experiments.none import CAUSES
from core.experiments.tapes import MORE
from core.experiments.variables import DTYPES, SHAPES, VARIABLE_EXPERIMENTS
from core.tape.exact import tf

INPUTS = {"first": 5.0, "second": 3.0, "third": 4.0, "value": SHAPES["(3,)"], "dtype": "float64", "x": 1.0}
EXPERIMENTS = [*VARIABLE_EXPERIMENTS.values(), *CAUSES.values(), *MORE.values()]
FUNCTIONS = [function for given in EXPERIMENTS for function in (given.function, given.cure) if function]


def result(function: Function, **inputs):
    return run(function, **accepted(function, {**INPUTS, **inputs}))


def as_a_script(code: str) -> str:
    """What `code` prints in a fresh namespace, and the last line of the error with which it ends."""
    console = io.StringIO()
    with contextlib.redirect_stdout(console):
        try:
            exec(compile(code, "shown", "exec"), {"tf": tf, "np": np})  # our own source, in a test
        except Exception as error:  # whichever the experiment is there to show
            print(f"{type(error).__name__}: {error}")
    return console.getvalue().removesuffix("\n")


def without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", text)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f"{f.__module__.split('.')[-1]}.{f.__name__}")
@pytest.mark.parametrize(
    "changed",
    [{}, {"first": -2.25, "second": 0.0, "third": 1e-3, "value": SHAPES["(2,)"], "dtype": "float32", "x": -3.0}],
)
def test_the_code_shown_is_the_code_that_ran(function, changed):
    inputs = accepted(function, {**INPUTS, **changed})
    assert without_addresses(as_a_script(shown(function, **inputs))) == without_addresses(run(function, **inputs).text)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f"{f.__module__.split('.')[-1]}.{f.__name__}")
def test_nothing_goes_to_the_consoles_print(function, capsys):
    run.__wrapped__(function, **accepted(function, INPUTS))
    assert capsys.readouterr().out == ""
    assert builtins.print is print


def test_no_input_is_left_as_a_name():
    for function in FUNCTIONS:
        inputs = accepted(function, INPUTS)
        names = {node.id for node in ast.walk(ast.parse(shown(function, **inputs))) if isinstance(node, ast.Name)}
        assert not names & set(inputs)
        assert inspect.getdoc(function) not in shown(function, **inputs)


def ends_with(name: str, cured: bool = False, **inputs) -> str:
    given: Experiment = VARIABLE_EXPERIMENTS[name]
    return result(given.cure if cured else given.function, **inputs).text.splitlines()[-1]


def test_the_lessons_outputs():
    assert ends_with("tuple") == "TypeError: 'tuple' object does not support item assignment"
    assert ends_with("tuple", cured=True) == "[6.0, 3.0]"
    assert ends_with("eager") == "tf.Tensor(15.0, shape=(), dtype=float32)"
    assert ends_with("constant").endswith(
        "'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'assign'"
    )
    assert result(VARIABLE_EXPERIMENTS["rebound"].function).printed == (
        "True",
        "tf.Tensor(6.0, shape=(), dtype=float32)",
        "False",
    )
    assert ends_with("sum") == "tf.Tensor(22.0, shape=(), dtype=float32)"
    assert ends_with("sum", cured=True) == "tf.Tensor(19.0, shape=(), dtype=float32)"


def test_assign_keeps_identity_and_memory():
    lines = result(VARIABLE_EXPERIMENTS["rebound"].cure).printed
    addresses = {tuple(line.split()[:2]) for line in lines[:4]}
    assert len(addresses) == 1
    assert [line.split()[2] for line in lines[:4]] == ["5.0", "6.0", "8.0", "5.0"]
    assert lines[4].endswith("numpy=5.0>")


@pytest.mark.parametrize("shape", SHAPES)
def test_only_a_value_of_the_same_shape_is_taken(shape):
    outcome = result(VARIABLE_EXPERIMENTS["shape"].function, value=SHAPES[shape])
    assert (outcome.error is None) == (shape == "(2,)")
    if shape != "(2,)":
        assert outcome.error.startswith("ValueError: Cannot assign value to variable")


@pytest.mark.parametrize("dtype", DTYPES)
def test_only_a_tensor_of_the_same_dtype_is_taken(dtype):
    outcome = result(VARIABLE_EXPERIMENTS["dtype"].function, dtype=dtype)
    assert (outcome.error is None) == (dtype == "float32")


def test_tensorflow_1_ends_at_the_same_loss(numbers):
    graph, eager = (
        result(each) for each in (VARIABLE_EXPERIMENTS["session"].function, VARIABLE_EXPERIMENTS["session"].cure)
    )
    assert graph.printed == ('Tensor("pow:0", shape=(), dtype=float32)', repr(numbers["lesson"]["final_loss_tape"]))
    assert eager.printed[1] == graph.printed[1]


@pytest.mark.parametrize("first", [-731.25, -1.0, 0.0, 1e-9, 0.1, 3.3, 999.9])
def test_and_it_does_so_from_anywhere(first):
    ends = {ends_with("session", cured=cured, first=first) for cured in (False, True)}
    assert len(ends) == 1


def test_a_session_disturbs_nobody():
    function = VARIABLE_EXPERIMENTS["session"].function
    before = tf.compat.v1.get_default_graph()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda start: run.__wrapped__(function, first=start), [5.0, 1.0] * 6))
    assert tf.executing_eagerly()
    assert tf.compat.v1.get_default_graph() is before
    assert not before.get_operations()
    assert {outcome.text for outcome in outcomes[::2]} == {result(function).text}
    assert {outcome.text for outcome in outcomes[1::2]} == {result(function, first=1.0).text}


def test_an_error_that_no_experiment_provokes_is_raised():
    def wrong(print):
        """Divides by zero."""
        print(1 / 0)

    with pytest.raises(ZeroDivisionError):
        run(wrong)
