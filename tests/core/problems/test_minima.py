import math

import numpy as np
import pytest

from core.formulas import parse
from core.problems import PROBLEMS
from core.problems.minima import local_minima
from core.problems.samples import samples

W = ("w",)


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_minima_of_every_problem_are_found(name):
    problem = PROBLEMS[name]
    loss = parse(problem.loss, W)
    found = local_minima(loss, loss.derivative("w"), *problem.domain[0])
    np.testing.assert_allclose(found, [minimum[0] for minimum in problem.minima], atol=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|w - 0.123456|", [0.123456]),
        ("sqrt(|w|)", [0.0]),
        ("w - log(w)", [1.0]),
        ("(w^2 - 2)^2", [-math.sqrt(2), math.sqrt(2)]),
        ("where(w < 1, (w - 1)^2, 3(w - 1))", [1.0]),
    ],
)
def test_without_a_slope_too(text, expected):
    assert sorted(local_minima(parse(text, W), None, -5.9, 6.0)) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    "text", ["1/w", "1/w^2", "log(w)", "exp(w)", "3 + 0w", "max(w, 0)", "|w - 1| + |w + 1|", "-w^2"]
)
def test_poles_flat_ground_and_ends_are_no_minima(text):
    loss = parse(text, W)
    assert local_minima(loss, loss.derivative("w"), -6.0, 6.0) == ()


def test_samples_are_nan_where_there_is_no_value():
    at, losses = samples(parse("sqrt(w)", W), -1.0, 1.0, 5)
    assert at.tolist() == [-1.0, -0.5, 0.0, 0.5, 1.0]
    np.testing.assert_allclose(losses, [np.nan, np.nan, 0.0, math.sqrt(0.5), 1.0])
