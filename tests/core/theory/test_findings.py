"""Many runs at once are judged as each of them is alone."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core.formulas import parse
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, PROBLEMS, typed_landscape, typed_problem
from core.settings import first_settings, with_optimizer
from core.theory.ends import overflows
from core.theory.findings import FINDINGS, NO_STEP, WORDS, judge
from core.theory.outcome import outcome, said
from core.theory.reasons import REASONS
from core.theory.walk import Walks, since

RATES = (0.0005, 0.02, 0.1, 0.35, 0.55, 0.98, 1.0, 1.3, 3.0, 40.0)


@pytest.mark.parametrize(
    ("problem", "dtype"),
    [
        (PROBLEMS["parabola"], "float16"),
        (PROBLEMS["double_well"], "float32"),
        (PROBLEMS["absolute"], "float64"),
        (typed_problem("w - log(w)"), "float32"),
        (typed_problem("max(0, |w| - 1)"), "float32"),
        (LANDSCAPES["himmelblau"], "float32"),
        (LANDSCAPES["beale"], "float64"),
        (typed_landscape("(x*y - 1)^2"), "float32"),
    ],
    ids=lambda given: given if isinstance(given, str) else given.loss,
)  # fmt: skip
@pytest.mark.parametrize("steps", [0, 1, 3, 19, 60])
def test_each_word_and_step_is_that_of_the_run_alone(problem, dtype, steps):
    first = replace(first_settings(problem), steps=steps, dtype=dtype)
    settings = [
        replace(
            with_optimizer(first, optimizer),
            learning_rate=rate,
            start=tuple(low + share * (high - low) for low, high in problem.domain),
        )
        for optimizer, rate, share in product(("sgd", "momentum", "adam"), RATES, (0.1, 0.7))
    ]
    runs = [descend_by_hand(each) for each in settings]
    judged = judge(Walks.of(problem, *runs))
    alone = [outcome(problem, run) for run in runs]
    assert judged.word.dtype == np.uint8
    assert [said(WORDS[word], problem) for word in judged.word] == [found.word for found in alone]
    assert judged.step.tolist() == [NO_STEP if found.step is None else found.step for found in alone]


def test_every_finding_has_its_reason():
    assert [finding.name for finding in FINDINGS] == list(REASONS)


def test_since_when_something_holds_to_the_end():
    holds = np.array([[1, 1, 1], [0, 1, 1], [1, 0, 1], [1, 1, 0]], bool)
    assert since(holds).tolist() == [0, 1, 2, 3]
    assert since(holds[:, :0]).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(
    "loss", ["w^4 - 3w^2 + w", "exp(exp(w))", "1/w", "log(w)", "exp(w^3) - exp(w^3)", "sqrt(w) + w^9"]
)
def test_what_overflows_is_found_among_many_as_alone(loss, dtype):
    largest = float(np.finfo(dtype).max)
    points = np.array([-largest, -1.0, 0.0, 0.5, 2.0, 9.0, largest**0.5, largest, largest, largest], dtype)[
        :, np.newaxis
    ]
    formulas = [parse(loss, ("w",))]
    alone = [bool(overflows(formulas, point[np.newaxis])[0]) for point in points]
    assert overflows(formulas, points).tolist() == alone
    assert True in alone or loss in ("1/w", "log(w)")
