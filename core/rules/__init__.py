"""Update rules written by hand, `RULES` by name: one function a rule, in the shape of its equation.

A rule is `(w, gradient, before, given) -> (w, after)`: parameters and gradient of shape (n,) in the run's dtype, the memory
that the step before left, and the hyper-parameters. It changes nothing in place and treats every parameter alike. What it
hands back holds, besides its memory, every quantity of the step that a page shows. Conventions follow Keras; where books
differ, their form is a function of its own.

The rules stand in `momentum`, `adaptive`, `adam` and `adam_further`, what they are given in `given` (of many runs at once in
`side_by_side`), the form that some
have near a minimum in `linear`. `gradients` is what Keras does before a rule steps, `schedules` what becomes of
the learning rate, `typed` an update that a visitor wrote, and `lines` reads a rule's own source for what is shown of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

import numpy as np

from core.rules import adam, adam_further, adaptive, momentum
from core.rules.given import Given
from core.rules.gradients import CLIPPINGS, COUPLED, COUPLED_DECAY, DECOUPLED_DECAY, Preparation, decays
from core.rules.linear import MOMENTUM, NESTEROV, SGD, Linear
from core.rules.lines import lines_of
from core.rules.typed import TypedUpdate
from core.settings import DescentSettings

Update = Callable[[np.ndarray, np.ndarray, Any, Given], tuple[np.ndarray, Any]]


@dataclass(frozen=True, kw_only=True)
class Convention:
    """Another form of a rule: what it is called, how it is written, and what it changes."""

    title: str
    update: Update
    about: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule in Keras's convention, what to look for when it runs, and the forms that books give it.

    `memory` is what its m is called, if it has one: an average of gradients is a "first moment", a sum of steps a "velocity".
    `linear` is its linear form, which those rules have that move along the gradient or add such moves up.
    """

    title: str
    update: Update
    look_for: str
    memory: str = "first moment"
    linear: Linear | None = None
    conventions: Mapping[str, Convention] = field(default_factory=dict)


_EPSILON_OUTSIDE = "epsilon outside the root"
_ADAM_FORMS = {
    "paper": Convention(
        title="paper: epsilon on the corrected root",
        update=adam.adam_paper,
        about="In the paper and in PyTorch epsilon is added to the corrected root; Keras adds it to the uncorrected one, "
        "where it weighs more. With a gradient near epsilon the first steps differ by factors.",
    ),
    "inside": Convention(
        title="epsilon inside the uncorrected root",
        update=adam.adam_inside,
        about="sqrt(v + epsilon): a far stronger floor, the square root of epsilon.",
    ),
    "inside_corrected": Convention(
        title="epsilon inside the corrected root",
        update=adam.adam_inside_corrected,
        about="sqrt(v_hat + epsilon): a floor that does not depend on the step.",
    ),
    "uncorrected": Convention(
        title="no bias correction",
        update=adam.adam_uncorrected,
        about="m and v start at 0 and v wakes later: with Keras's betas the first step is 3.2 times as long.",
    ),
}

RULES: Mapping[str, Rule] = {
    "sgd": Rule(
        title="SGD",
        update=momentum.sgd,
        look_for="The gradient times the learning rate, and no memory: the lesson's own.",
        linear=SGD,
    ),
    "momentum": Rule(
        title="Momentum",
        update=momentum.momentum,
        look_for="A ball that rolls: it overshoots the minimum and swings back. Lower momentum until it stops swinging.",
        memory="velocity",
        linear=MOMENTUM,
        conventions={
            "heavy_ball": Convention(
                title="heavy ball, without a velocity",
                update=momentum.heavy_ball,
                about="Polyak's form takes the last step from w itself. It parts from Keras's with a schedule.",
            ),
            "outside": Convention(
                title="learning rate outside the velocity",
                update=momentum.momentum_outside,
                about="PyTorch's velocity adds up gradients, Keras's adds up steps. They part when the rate changes.",
            ),
            "average": Convention(
                title="velocity as a moving average",
                update=momentum.momentum_average,
                about="The gradient counts 1 - momentum in the velocity, so every step is that much smaller.",
            ),
        },
    ),
    "nesterov": Rule(
        title="Nesterov",
        update=momentum.nesterov,
        look_for="Momentum that looks ahead: at the same learning rate it swings less.",
        memory="velocity",
        linear=NESTEROV,
        conventions={
            "outside": Convention(
                title="learning rate outside the velocity",
                update=momentum.nesterov_outside,
                about="PyTorch's velocity adds up gradients, Keras's adds up steps. They part when the rate changes.",
            ),
        },
    ),
    "adagrad": Rule(
        title="Adagrad",
        update=adaptive.adagrad,
        look_for="The sum of squares only grows, so the steps only shrink: it likes a learning rate of 1 or more.",
        conventions={
            "outside": Convention(
                title=_EPSILON_OUTSIDE,
                update=adaptive.adagrad_outside,
                about="Most books write sqrt(accumulator) + epsilon. The accumulator starts at 0.1, so little changes.",
            ),
        },
    ),
    "adadelta": Rule(
        title="Adadelta",
        update=adaptive.adadelta,
        look_for="It starts on steps of the root of epsilon: give it a learning rate of 1, many steps or a larger epsilon.",
        conventions={
            "outside": Convention(
                title="epsilon outside the roots",
                update=adaptive.adadelta_outside,
                about="The first steps are as long as epsilon instead of its root: it hardly ever starts.",
            ),
        },
    ),
    "rmsprop": Rule(
        title="RMSprop",
        update=adaptive.rmsprop,
        look_for="Steps of about the learning rate's length: near the minimum it hops to and fro by half of that.",
        memory="velocity",
        conventions={
            "outside": Convention(
                title=_EPSILON_OUTSIDE,
                update=adaptive.rmsprop_outside,
                about="PyTorch and the lecture write sqrt(v) + epsilon: the two part where gradients are near epsilon.",
            ),
        },
    ),
    "adam": Rule(
        title="Adam",
        update=adam.adam,
        look_for="The first steps are as long as the learning rate, whatever the slope; then momentum makes it swing.",
        conventions=_ADAM_FORMS,
    ),
    "amsgrad": Rule(
        title="Adam, amsgrad",
        update=adam.amsgrad,
        look_for="It never forgets the steepest slope it saw: after a wall it goes on slowly.",
        conventions={
            "paper": Convention(
                title="paper: no bias correction",
                update=adam.amsgrad_paper,
                about="The paper leaves Adam's bias correction out; Keras keeps it.",
            ),
        },
    ),
    "adamax": Rule(
        title="Adamax",
        update=adam.adamax,
        look_for="Adam with the largest recent gradient for a ruler: steps shrink as the slope does, but late.",
        conventions={
            "paper": Convention(
                title="paper: no epsilon",
                update=adam.adamax_paper,
                about="A gradient that has been 0 from the beginning divides 0 by 0; elsewhere epsilon hardly counts.",
            ),
            "uncorrected": Convention(
                title="no bias correction",
                update=adam.adamax_uncorrected,
                about="m starts at 0: without the correction the first step is 1 - beta_1 of the learning rate.",
            ),
        },
    ),
    "nadam": Rule(
        title="Nadam",
        update=adam_further.nadam,
        look_for="Adam that looks ahead; Keras warms its momentum up by a schedule that no argument changes.",
        conventions={
            "constant": Convention(
                title="constant momentum",
                update=adam_further.nadam_constant,
                about="Without the warm-up 1 - 0.5 * 0.96**t that the original and Keras have.",
            ),
        },
    ),
    "adamw": Rule(
        title="AdamW",
        update=adam.adam,
        look_for="Adam, and beside it w shrinks by itself: it comes to rest off the minimum, towards 0.",
        conventions=_ADAM_FORMS,
    ),
    "lion": Rule(
        title="Lion",
        update=momentum.lion,
        look_for="Every step is exactly the learning rate long: it marches, and then hops about the minimum for ever.",
    ),
    "ftrl": Rule(
        title="Ftrl",
        update=adaptive.ftrl,
        look_for="Adagrad in another guise that also pulls the start towards 0. Raise l1: a small w becomes exactly 0.",
    ),
    "adafactor": Rule(
        title="Adafactor",
        update=adaptive.adafactor,
        look_for="Steps are shares of w itself, at most 1/sqrt(t): a start nearer to 0 takes smaller steps.",
    ),
    "lamb": Rule(
        title="Lamb",
        update=adam_further.lamb,
        look_for="Every step is the same share of w, so w never changes its sign below a learning rate of 1.",
    ),
    "muon": Rule(
        title="Muon",
        update=adam.muon,
        look_for="Made for matrices: to a single number Keras applies AdamW, and so do we. Only the names differ.",
    ),
    "schedule_free_adamw": Rule(
        title="ScheduleFreeAdamW",
        update=adam_further.schedule_free_adamw,
        look_for="w rides between a fast point and the average of all its places: no schedule, and still it settles.",
        conventions={
            "paper": Convention(
                title="paper: each z weighs its rate squared",
                update=adam_further.schedule_free_adamw_paper,
                about="In the paper x is the average of all z, each weighted by the square of its rate, which has Adam's "
                "bias correction in it. Keras weighs all alike and, with TensorFlow, solves for the old x with the new z.",
            ),
        },
    ),
}


def update_of(settings: DescentSettings) -> Update:
    """The rule to run: what was typed, or that of a convention the rule has, or Keras's form."""
    rule = RULES[settings.optimizer]
    if settings.update:
        return TypedUpdate(settings.update).step
    if settings.convention in rule.conventions:
        return rule.conventions[settings.convention].update
    return rule.update


def preparations(settings: DescentSettings) -> list[Preparation]:
    """What is done before each step of the rule, in Keras's order; a rule that reads weight_decay decays by itself."""
    chosen = [CLIPPINGS[name] for name, _ in settings.hyperparameters if name in CLIPPINGS]
    if decays(settings) and not any(("given", "weight_decay") in line.names for line in lines_of(update_of(settings))):
        chosen.append(COUPLED_DECAY if settings.convention == COUPLED else DECOUPLED_DECAY)
    return chosen


def conventions_of(settings: DescentSettings) -> dict[str, Convention]:
    """The forms other than Keras's that the manual method can take for these settings."""
    forms = dict(RULES[settings.optimizer].conventions)
    if decays(settings):
        forms[COUPLED] = Convention(
            title="weight decay inside the gradient (L2)",
            update=RULES[settings.optimizer].update,
            about="gradient + weight_decay * w: for SGD the same step, but an adaptive rule divides it away.",
        )
    return forms


def first_memory(update: Update, start: np.ndarray, given: Given) -> Any:
    """The memory before the first step, each field of shape (n,) in the dtype of `start`."""
    memory = get_type_hints(update)["before"]
    # Fields without a default begin with what the run was given.
    begin = {"accumulator": lambda: given.initial_accumulator_value}
    fields = {
        name: memory._field_defaults[name] if name in memory._field_defaults else begin.get(name, lambda: start)()
        for name in memory._fields
    }
    return memory(**{name: np.zeros_like(start) + value for name, value in fields.items()})


def first_memory_of(settings: DescentSettings) -> Any:
    """The memory with which the manual method begins `settings`."""
    update = update_of(settings)
    with np.errstate(over="ignore"):
        return first_memory(update, first_parameters(settings), Given(settings))


def first_parameters(settings: DescentSettings) -> np.ndarray:
    """The start in the run's dtype, shape (n,); beyond the dtype's largest number it is infinite, a result as any other."""
    with np.errstate(over="ignore"):
        return np.array(settings.start, settings.dtype)
