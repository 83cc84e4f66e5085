import numpy as np
import pytest

from core.tape.exact import tf
from core.tape.runtime_number import RuntimeNumber


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_arithmetic_is_pythons_and_rounded_once(dtype):
    number = RuntimeNumber(dtype, tf.constant(0.999, "float64"))
    tensor = tf.constant(3.0, dtype)
    for made, expected in (
        (1 - number, 1 - 0.999),
        (number - 1, 0.999 - 1),
        (2 * number, 2 * 0.999),
        (number / 2, 0.999 / 2),
        (1.0 / number, 1 / 0.999),
        (number + 1, 1.999),
        (-number, -0.999),
        (number * number, 0.999 * 0.999),
    ):
        product = made * tensor
        assert product.dtype == dtype
        assert product.numpy() == np.dtype(dtype).type(expected) * np.dtype(dtype).type(3)


def test_a_float32_tensor_in_its_place_would_be_wrong():
    assert float(1 - tf.constant(0.999)) != pytest.approx(0.001, rel=1e-5)
    assert float(tf.cast(1 - RuntimeNumber("float32", tf.constant(0.999, "float64")), "float32")) == np.float32(
        1 - 0.999
    )


def test_nothing_is_left_out_for_a_value_not_known_yet():
    zero = RuntimeNumber("float32", tf.constant(0.0, "float64"))
    assert zero
    assert zero > 0
    assert zero != 0
    assert not zero <= 0
    assert not zero == 0  # noqa: SIM201
    assert len({zero, zero}) == 1
