import inspect

import pytest

from core.hyperparameters import CLIPPINGS, HYPERPARAMETERS, SCHEDULE_HYPERPARAMETERS, WEIGHT_DECAY, known
from core.tape.constraints import constraint, refusal, schedule_refusal
from core.tape.keras_optimizers import OPTIMIZERS, keras_learning_rate
from core.tape.schedules import SCHEDULES


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_names_and_defaults_are_kerass_or_say_why_not(name):
    defaults = inspect.signature(OPTIMIZERS[name].make).parameters
    for of in known(name).values():
        if of.why:
            assert defaults[of.name].default != of.first
        else:
            assert defaults[of.name].default == of.first


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_argument_of_keras_is_there_or_is_said_to_be_left_out(name):
    about_training = {"use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor", "kwargs"}
    about_training |= {"gradient_accumulation_steps", "name", "learning_rate"}
    # amsgrad and nesterov have names of their own here; Keras takes Adafactor's minimum either way; the others are Muon's
    # for matrices, which a number never meets.
    elsewhere = {"amsgrad", "nesterov", "relative_step"}
    elsewhere |= {
        "exclude_layers",
        "exclude_embeddings",
        "muon_a",
        "muon_b",
        "muon_c",
        "adam_lr_ratio",
        "ns_steps",
        "rms_rate",
    }
    if name == "muon":
        elsewhere |= {"momentum", "weight_decay"}
    if name == "sgd":
        elsewhere |= {"momentum"}
    assert set(inspect.signature(OPTIMIZERS[name].make).parameters) - about_training - elsewhere <= set(known(name))


def test_schedules_take_kerass_names():
    for name, schedule in SCHEDULES.items():
        taken = set(inspect.signature(schedule).parameters) | {"alpha", "decay_steps"}
        assert {of.name for of in SCHEDULE_HYPERPARAMETERS[name]} <= taken


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_keras_takes_both_ends_of_every_slider(name):
    for of in (*HYPERPARAMETERS[name], *CLIPPINGS.values(), WEIGHT_DECAY):
        for value in of.limits if not isinstance(of.first, bool) else (True, False):
            assert refusal(name, of.name, value) is None, of.name


def test_kerass_constraints_are_its_own_sentences():
    (momentum,) = HYPERPARAMETERS["momentum"]
    assert constraint("momentum", "constant", momentum) == "`momentum` must be a float between [0, 1]."
    assert "`beta_1` must be in the [0, 1] range" in constraint("lion", "constant", HYPERPARAMETERS["lion"][0])
    for of in HYPERPARAMETERS["ftrl"][:5]:
        assert of.name in constraint("ftrl", "constant", of)
    assert constraint("adam", "constant", HYPERPARAMETERS["adam"][0]) == ""


def test_what_keras_says_of_schedules():
    for name in ("exponential", "polynomial", "inverse_time", "cosine", "cosine_warmup"):
        (steps,) = [of for of in SCHEDULE_HYPERPARAMETERS[name] if of.name == "decay_steps"]
        assert constraint("sgd", name, steps) == "Argument `decay_steps` must be > 0."
        for of in SCHEDULE_HYPERPARAMETERS[name]:
            if not isinstance(of.first, bool):
                assert {schedule_refusal(name, of.name, value) for value in of.limits} == {None}


def test_kerass_learning_rates():
    assert keras_learning_rate("sgd") == pytest.approx(0.01)
    assert keras_learning_rate("adam") == pytest.approx(0.001)
    assert keras_learning_rate("schedule_free_adamw") == pytest.approx(0.0025)


def test_what_is_written_in_a_script():
    assert OPTIMIZERS["adam"].written == ("Adam", {})
    assert OPTIMIZERS["amsgrad"].written == ("Adam", {"amsgrad": True})
