"""Every cause of a None gives None or its error for real, and its cure gives the number."""

import pytest

from core.experiments.experiment import run
from core.experiments.none import CAUSES
from core.experiments.tapes import MORE

CURED = {
    "constant": ["tf.Tensor(6.0, shape=(), dtype=float32)"],
    "trainable": ["tf.Tensor(6.0, shape=(), dtype=float32)"],
    "outside": ["tf.Tensor(12.0, shape=(), dtype=float32)"],
    "rebound": ["ResourceVariable tf.Tensor(1.0, shape=(), dtype=float32)"] * 2,
    "numpy": ["tf.Tensor(", "[[0.09128709 0.18257418]", " [0.2738613  0.36514837]], shape=(2, 2), dtype=float32)"],
    "integer": ["tf.Tensor(6.0, shape=(), dtype=float32)"],
    "state": ["tf.Tensor(6.0, shape=(), dtype=float32)"],
    "twice": ["tf.Tensor(108.0, shape=(), dtype=float32)", "tf.Tensor(6.0, shape=(), dtype=float32)"],
    "accessed": ["tf.Tensor(0.9999546, shape=(), dtype=float32)"],
    "stopped": ["tf.Tensor(18.0, shape=(), dtype=float32)"],
}


def test_every_cause_has_its_cured_number():
    assert CURED.keys() == CAUSES.keys()


@pytest.mark.parametrize("name", CAUSES)
def test_the_cause_gives_none_or_its_error(name):
    outcome = run(CAUSES[name].function)
    if name == "twice":
        assert outcome.kind == "an error"
        assert outcome.error.startswith(
            "RuntimeError: A non-persistent GradientTape can only be used to compute one set"
        )
        assert outcome.printed == ("tf.Tensor(108.0, shape=(), dtype=float32)",)
    else:
        assert outcome.kind == "None"
        assert outcome.error is None


@pytest.mark.parametrize("name", CAUSES)
def test_the_cure_gives_the_number(name):
    outcome = run(CAUSES[name].cure)
    assert list(outcome.printed) == CURED[name]
    assert outcome.kind == "a number"


def test_a_rebound_name_works_once():
    assert run(CAUSES["rebound"].function).printed == (
        "ResourceVariable tf.Tensor(1.0, shape=(), dtype=float32)",
        "EagerTensor None",
    )


def tensor(*values: float) -> str:
    shown = f"{values[0]}" if len(values) == 1 else f"[{' '.join(f'{value:.0f}.' for value in values)}]"
    return f"tf.Tensor({shown}, shape={'()' if len(values) == 1 else f'({len(values)},)'}, dtype=float32)"


def test_the_guides_numbers(numbers):
    guide = numbers["tensorflow_autodiff_guide"]
    fourth, second = guide["persistent_x4_and_x2_at_1_3"]
    assert [line.replace("[  4.", "[4.") for line in run(MORE["persistent"].function).printed] == [
        tensor(*fourth),
        tensor(*second),
    ]
    assert run(MORE["intermediate"].function).printed == (tensor(guide["d_x4_dy_at_x3"]),)
    assert run(MORE["targets"].function).printed == tuple(tensor(each) for each in guide["x2_and_1_over_x_at_2"])
    assert set(run(MORE["nested"].function).printed) == {tensor(each) for each in guide["second_and_first_of_x3_at_1"]}
    assert run(CAUSES["accessed"].cure).printed == (tensor(guide["softplus_slope_at_10"]),)
    assert run(CAUSES["constant"].cure).printed == (tensor(guide["d_x2_at_3"]),)


def test_zero_in_the_place_of_none():
    assert run(MORE["zero"].function).printed == ("None", "tf.Tensor([0. 0.], shape=(2,), dtype=float32)")


@pytest.mark.parametrize(
    ("x", "printed"), [(1.0, (tensor(1.0), "None")), (0.0, ("None", tensor(4.0))), (-1.0, ("None", tensor(4.0)))]
)
def test_only_the_branch_taken_is_on_the_tape(x, printed):
    assert run(MORE["control_flow"].function, x=x).printed == printed
