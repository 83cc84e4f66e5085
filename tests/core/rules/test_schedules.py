"""Every schedule written by hand against Keras's own class, and against numbers that a person can check."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.hyperparameters import SCHEDULE_HYPERPARAMETERS, schedules_of
from core.rules import RULES
from core.rules.schedules import SCHEDULES, learning_rates
from core.settings import DTYPES, LESSON, DescentSettings, with_optimizer
from core.tape.exact import tf
from core.tape.schedules import learning_rates as keras_learning_rates

TOLERANCE = {"float16": 2e-3, "float32": 1e-6, "float64": 1e-14}
OTHERS = {
    "constant": {},
    "exponential": {"decay_steps": 7, "decay_rate": 0.31, "staircase": True},
    "piecewise": {"boundary_1": 3, "value_2": 2.5, "boundary_2": 4, "value_3": 0.002},
    "polynomial": {"decay_steps": 13, "end_learning_rate": 0.01, "power": 2.5, "cycle": True},
    "inverse_time": {"decay_steps": 3, "decay_rate": 1.7, "staircase": True},
    "cosine": {"decay_steps": 17, "alpha": 0.25},
    "cosine_warmup": {"warmup_steps": 1, "decay_steps": 3, "alpha": 0.5},
    "cosine_restarts": {"first_decay_steps": 3, "t_mul": 1.0, "m_mul": 0.7, "alpha": 0.1},
}


def scheduled(name: str, dtype: str = "float64", rate: float = 0.1, steps: int = 120, **changes) -> DescentSettings:
    settings = with_optimizer(replace(LESSON, dtype=dtype, learning_rate=rate, steps=steps), "sgd", name)
    values = dict(settings.hyperparameters) | changes
    return replace(settings, hyperparameters=tuple(values.items()))


def test_every_schedule_has_its_hyperparameters():
    assert set(SCHEDULES) == set(SCHEDULE_HYPERPARAMETERS) == set(OTHERS)
    assert "cosine_warmup" not in schedules_of("schedule_free_adamw")
    assert all("constant" in schedules_of(name) for name in RULES)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_constant_rate_is_rounded_as_tensorflow_rounds_it(dtype):
    for rate in (0.1, 1 / 3, 1e-9, 1e12):
        rates = keras_learning_rates(replace(LESSON, learning_rate=rate, steps=3, dtype=dtype))
        np.testing.assert_array_equal(rates, tf.fill([4], tf.constant(rate, dtype)).numpy(), strict=True)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCHEDULES)
def test_the_hand_written_schedule_is_kerass(name, dtype):
    for changes in ({}, OTHERS[name]):
        settings = scheduled(name, dtype, 0.37, **changes)
        by_hand, by_keras = learning_rates(settings), keras_learning_rates(settings)
        assert by_hand.dtype == by_keras.dtype == dtype
        assert by_hand.shape == (121,)
        np.testing.assert_allclose(by_hand, by_keras, rtol=0, atol=0.37 * TOLERANCE[dtype])


def test_a_restart_comes_at_the_same_step_as_in_keras():
    rng = np.random.default_rng(3)
    for _ in range(25):
        changes = {
            "first_decay_steps": int(rng.integers(1, 40)),
            "t_mul": float(rng.choice([1.0, 1.5, 2.0, 2.5, 3.0, 4.0])),
            "m_mul": 0.8,
            "alpha": 0.0,
        }
        settings = scheduled("cosine_restarts", "float32", steps=400, **changes)
        np.testing.assert_allclose(learning_rates(settings), keras_learning_rates(settings), atol=1e-5)


def test_kerass_own_objects_called_as_in_a_book():
    plain = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=20, decay_rate=0.5)
    rates = learning_rates(scheduled("exponential", "float32", decay_steps=20, decay_rate=0.5, staircase=False))
    assert rates[[0, 1, 20, 77]] == pytest.approx([float(plain(k)) for k in (0, 1, 20, 77)], rel=1e-6)


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("exponential", {"decay_steps": 2, "decay_rate": 0.25, "staircase": False}, [1, 0.5, 0.25, 0.125, 0.0625]),
        ("exponential", {"decay_steps": 2, "decay_rate": 0.25, "staircase": True}, [1, 1, 0.25, 0.25, 0.0625]),
        ("piecewise", {"boundary_1": 1, "value_2": 0.5, "boundary_2": 2, "value_3": 0.1}, [1, 1, 0.5, 0.1, 0.1]),
        ("polynomial", {"decay_steps": 2, "end_learning_rate": 0.0, "power": 1.0, "cycle": False}, [1, 0.5, 0, 0, 0]),
        ("inverse_time", {"decay_steps": 1, "decay_rate": 1.0, "staircase": False}, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5]),
        ("cosine", {"decay_steps": 2, "alpha": 0.0}, [1, 0.5, 0, 0, 0]),
        ("cosine_warmup", {"warmup_steps": 2, "decay_steps": 2, "alpha": 0.0}, [0, 0.5, 1, 0.5, 0]),
        (
            "cosine_restarts",
            {"first_decay_steps": 2, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.0},
            [1, 0.5, 0.5, 0.25, 0.25],
        ),
    ],
)
def test_rates_that_can_be_checked_in_the_head(name, changes, expected):
    rates = learning_rates(scheduled(name, rate=1.0, steps=4, **changes))
    assert rates == pytest.approx(expected, abs=1e-12)
