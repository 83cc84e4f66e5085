"""Every rule in two parameters: the manual method against the tape, with all that Keras may do before a step."""

from dataclasses import replace

import numpy as np
import pytest

from core.hyperparameters import CLIPPINGS, has_own_decay
from core.landscapes.expedition import first_expedition, first_racer
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES
from core.rules import RULES
from core.tape_descent import descend_with_tape

TOLERANCE = {"float64": 1e-11, "float32": 1e-4}


def apart(name: str, optimizer: str, dtype: str, extra: tuple = ()) -> float:
    """The largest distance of the two paths, of which both parameters must have moved."""
    expedition = replace(first_expedition(LANDSCAPES[name]), steps=100, dtype=dtype)
    settings = expedition.of(replace(first_racer(LANDSCAPES[name], optimizer), hyperparameters=extra))
    tape, manual = descend_with_tape(settings), descend_by_hand(settings)
    assert tape.parameters.shape == manual.parameters.shape == (101, 2)
    assert np.all(tape.parameters[5] != tape.parameters[0])
    return float(np.max(np.abs(tape.parameters.astype(np.float64) - manual.parameters)))


@pytest.mark.parametrize("optimizer", RULES)
def test_tape_and_manual_are_the_same_path_in_two_parameters(optimizer):
    for name, (dtype, tolerance) in zip(("rosenbrock", "himmelblau"), TOLERANCE.items(), strict=True):
        assert apart(name, optimizer, dtype) < tolerance


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "adafactor", "lamb", "muon"])
@pytest.mark.parametrize("extra", [(name, 0.3) for name in CLIPPINGS] + [("weight_decay", 0.02)], ids=lambda e: e[0])
def test_so_they_are_with_clipping_and_decay(optimizer, extra):
    if extra[0] == "weight_decay" and has_own_decay(optimizer):
        pytest.skip("it has decay of its own")
    assert apart("himmelblau", optimizer, "float64", (extra,)) < TOLERANCE["float64"]


def test_clipping_each_variable_and_clipping_all_together_differ():
    expedition = replace(first_expedition(LANDSCAPES["himmelblau"]), steps=1, dtype="float64")
    racer = replace(first_racer(expedition.problem, "sgd"), learning_rate=1.0)
    moves = {}
    for name in ("clipnorm", "global_clipnorm"):
        run = descend_with_tape(expedition.of(replace(racer, hyperparameters=((name, 1.0),))))
        moves[name] = run.parameters[0] - run.parameters[1]
    np.testing.assert_allclose(moves["clipnorm"], [1.0, 1.0])
    gradient = np.array([10.5, 2.5])
    np.testing.assert_allclose(moves["global_clipnorm"], gradient / np.hypot(*gradient))
