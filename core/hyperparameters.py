"""The hyper-parameters of every optimizer by Keras's names: what can be set, within which limits, from where it begins.

Both methods read these records; neither finds here how a value is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# The smallest and the largest learning rate that may be typed; what a slider's rail shows is chosen in core.theory.stretches.
LEARNING_RATES = (1e-12, 1e12)


@dataclass(frozen=True, kw_only=True)
class Hyperparameter:
    """One argument of a Keras optimizer or schedule.

    `first` is Keras's own default, unless `why` says why it is not. `limits` are the lowest and highest value a control
    offers, within what Keras allows; `spacing` is how a slider spreads them: "even", "log", or "near one" (evenly in
    log(1 - value)). A `first` that is a bool is a switch.
    """

    name: str
    first: float | bool
    limits: tuple[float, float] = (0.0, 1.0)
    spacing: str = "even"
    whole: bool = False
    why: str = ""


def _decay(name: str, first: float) -> Hyperparameter:
    return Hyperparameter(name=name, first=first, limits=(0.0, 0.9999), spacing="near one")


def _tiny(name: str, first: float, lowest: float = 1e-12) -> Hyperparameter:
    return Hyperparameter(name=name, first=first, limits=(lowest, 1.0), spacing="log")


_MOMENTUM = Hyperparameter(
    name="momentum", first=0.9, limits=(0.0, 1.0), why="with Keras's default of 0 this would be plain SGD"
)
_ADAM = (_decay("beta_1", 0.9), _decay("beta_2", 0.999), _tiny("epsilon", 1e-7))
_ACCUMULATOR = Hyperparameter(name="initial_accumulator_value", first=0.1)

HYPERPARAMETERS: Mapping[str, tuple[Hyperparameter, ...]] = {
    "sgd": (),
    "momentum": (_MOMENTUM,),
    "nesterov": (_MOMENTUM,),
    "adagrad": (_ACCUMULATOR, _tiny("epsilon", 1e-7)),
    "adadelta": (_decay("rho", 0.95), _tiny("epsilon", 1e-7)),
    "rmsprop": (
        _decay("rho", 0.9),
        Hyperparameter(name="momentum", first=0.0),
        _tiny("epsilon", 1e-7),
        Hyperparameter(name="centered", first=False),
    ),
    "adam": _ADAM,
    "amsgrad": _ADAM,
    "adamax": _ADAM,
    "nadam": _ADAM,
    "adamw": (*_ADAM, Hyperparameter(name="weight_decay", first=0.004, limits=(0.0, 1.0))),
    "lion": (
        Hyperparameter(name="beta_1", first=0.9, limits=(0.0001, 0.9999), spacing="near one"),
        _decay("beta_2", 0.99),
    ),
    "ftrl": (
        Hyperparameter(name="learning_rate_power", first=-0.5, limits=(-1.0, 0.0)),
        _ACCUMULATOR,
        Hyperparameter(name="l1_regularization_strength", first=0.0),
        Hyperparameter(name="l2_regularization_strength", first=0.0),
        Hyperparameter(name="l2_shrinkage_regularization_strength", first=0.0),
        Hyperparameter(name="beta", first=0.0),
    ),
    "adafactor": (
        Hyperparameter(name="beta_2_decay", first=-0.8, limits=(-2.0, 0.0)),
        _tiny("epsilon_1", 1e-30, 1e-30),
        _tiny("epsilon_2", 1e-3),
        Hyperparameter(name="clip_threshold", first=1.0, limits=(0.01, 10.0), spacing="log"),
    ),
    "lamb": _ADAM,
    "muon": (
        _decay("adam_beta_1", 0.9),
        _decay("adam_beta_2", 0.999),
        _tiny("epsilon", 1e-7),
        Hyperparameter(name="adam_weight_decay", first=0.004),
    ),
    "schedule_free_adamw": (
        Hyperparameter(name="beta_1", first=0.9, limits=(0.01, 0.9999), spacing="near one"),
        _decay("beta_2", 0.999),
        _tiny("epsilon", 1e-8),
        Hyperparameter(name="warmup_steps", first=0, limits=(0, 200), whole=True),
    ),
}

# Arguments that most optimizers have and that Keras leaves at None: each is there once it is switched on.
WEIGHT_DECAY = Hyperparameter(name="weight_decay", first=0.01, why="Keras's default is None, no decay")
CLIPPINGS: Mapping[str, Hyperparameter] = {
    name: Hyperparameter(
        name=name, first=1.0, limits=(1e-3, 100.0), spacing="log", why="Keras's default is None, no clipping"
    )
    for name in ("clipvalue", "clipnorm", "global_clipnorm")
}


_NO_DEFAULT = "Keras has no default"


def _steps(name: str, first: int, lowest: int = 1) -> Hyperparameter:
    return Hyperparameter(
        name=name, first=first, limits=(lowest, 1000), whole=True, spacing="log" if lowest else "even", why=_NO_DEFAULT
    )


_RATE = {"limits": (1e-5, 10.0), "spacing": "log"}
_STAIRCASE = Hyperparameter(name="staircase", first=False)
_ALPHA = Hyperparameter(name="alpha", first=0.0)

SCHEDULE_HYPERPARAMETERS: Mapping[str, tuple[Hyperparameter, ...]] = {
    "constant": (),
    "exponential": (
        _steps("decay_steps", 20),
        Hyperparameter(name="decay_rate", first=0.5, limits=(0.01, 1.0), why=_NO_DEFAULT),
        _STAIRCASE,
    ),
    "piecewise": (
        _steps("boundary_1", 15),
        Hyperparameter(name="value_2", first=0.05, why=_NO_DEFAULT, **_RATE),
        _steps("boundary_2", 30),
        Hyperparameter(name="value_3", first=0.01, why=_NO_DEFAULT, **_RATE),
    ),
    "polynomial": (
        _steps("decay_steps", 40),
        Hyperparameter(name="end_learning_rate", first=0.0001, **_RATE),
        Hyperparameter(name="power", first=1.0, limits=(0.1, 5.0)),
        Hyperparameter(name="cycle", first=False),
    ),
    "inverse_time": (
        _steps("decay_steps", 10),
        Hyperparameter(name="decay_rate", first=0.5, limits=(0.0, 5.0), why=_NO_DEFAULT),
        _STAIRCASE,
    ),
    "cosine": (_steps("decay_steps", 50), _ALPHA),
    "cosine_warmup": (_steps("warmup_steps", 10), _steps("decay_steps", 40), _ALPHA),
    "cosine_restarts": (
        _steps("first_decay_steps", 10),
        Hyperparameter(name="t_mul", first=2.0, limits=(1.0, 4.0)),
        Hyperparameter(name="m_mul", first=1.0),
        _ALPHA,
    ),
}


def schedules_of(optimizer: str) -> tuple[str, ...]:
    """The schedules that go with an optimizer: one that has a warm-up of its own takes none from a schedule."""
    own = {h.name for h in HYPERPARAMETERS[optimizer]}
    return tuple(name for name, of in SCHEDULE_HYPERPARAMETERS.items() if not own & {h.name for h in of})


def has_own_decay(optimizer: str) -> bool:
    """Whether weight decay is part of the optimizer, and so not switched on and off."""
    return any(h.name.endswith("weight_decay") for h in HYPERPARAMETERS[optimizer])


def known(optimizer: str, schedule: str = "constant") -> dict[str, Hyperparameter]:
    """Everything that can be set for an optimizer and a schedule, by name: its own, decay, clipping, the schedule's."""
    own = {h.name: h for h in (*HYPERPARAMETERS[optimizer], *SCHEDULE_HYPERPARAMETERS[schedule])}
    switched = {} if has_own_decay(optimizer) else {"weight_decay": WEIGHT_DECAY}
    return {**own, **switched, **CLIPPINGS}


def first_values(hyperparameters: tuple[Hyperparameter, ...]) -> tuple[tuple[str, float | bool], ...]:
    """Pairs of name and first value: what settings carry until something is changed."""
    return tuple((h.name, h.first) for h in hyperparameters)
