"""Words that a beginner may not know, each with one sentence: the pages show it where the word stands.

How a run ended in `OUTCOMES`, Keras's names in `HYPERPARAMETERS`, the names in hand-written rules in `QUANTITIES`, all
others in `WORDS`.
"""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "tape": "The method that has TensorFlow find the gradient, on a tf.GradientTape, and Keras take the step.",
    "manual": "The method that uses a gradient derived by hand and an update written by hand.",
    "theory": "What mathematics says before anything is run: the loss taken for the parabola that touches it at the minimum.",
    "rule": "An optimizer written by hand in a few lines: how gradient and memory become the next step.",
    "limit": "The largest learning rate with which a descent settles at this minimum; above it the steps lead away from it.",
    "Keras": "The learning rate that Keras takes where none is given.",
    "L″": "The curvature of the loss at the minimum: the more the loss bends there, the shorter the steps have to be.",
    "ULP": "Units in the last place: how many numbers of this precision lie between the two losses.",
    "largest gap": "How far the losses of the two methods are apart, at the step where that is most.",
    "memory": "What an optimizer keeps from step to step: a velocity, or averages of the gradients so far.",
    "corrected root": "Adam divides by the root of v; with a hat, as v_hat, v is corrected for having begun at 0, and books "
    "differ in where the small epsilon is added.",
    "precision": "How many digits a number keeps: float16 about 3, float32 about 7, float64 about 16.",
    "condition κ": "How many times more the steepest direction bends than the flattest: the larger, the slower the descent.",
    "factor of a step": "What a step multiplies the distance to the minimum by: below 1 it comes closer, above 1 it leaves.",
    "gradient evaluations": "How often the slope was computed, which is what a descent costs: one for each step.",
    "fair race": "Every optimizer may try equally many learning rates, and each races with its best.",
    "clipping": "A gradient that is too long is cut before the optimizer sees it.",
    "basins": "The ground's colour says which minimum the chosen racer reaches from there, deeper the sooner; grey: none.",
    "last places": "For every value across, the 64 places where a run was last: one where it rests, two where it swings.",
    "fragile": "Fragile cells come to something else when the method, the precision or the start's last digit changes.",
    "schedule": "How the learning rate changes from step to step.",
}

OUTCOMES: Mapping[str, str] = {
    "converged": "It came to a minimum and stays there.",
    "still descending": "It is on its way and had no steps left; more steps would lead farther down.",
    "oscillating": "It jumps to and fro and comes no closer.",
    "climbing": "The loss rose with each of the last steps.",
    "stalled": "It hardly moves any more, though no minimum is known there.",
    "left the domain": "It ended outside of the range that the picture shows.",
    "diverged": "The numbers grew until one was too large for the precision.",
    "undefined": "It came to a place where the loss or its gradient has no value.",
}

_BETA_1 = "How much of the average gradient m each step keeps: 0.9 remembers about 10 steps."
_BETA_2 = "How much of the average squared gradient v each step keeps: 0.999 remembers about 1000 steps."
_EPSILON = "A small number in the divisor, so that a gradient of 0 does not divide by 0."
_WEIGHT_DECAY = "The share of w, times the learning rate, that each step takes away from w itself."

HYPERPARAMETERS: Mapping[str, str] = {
    "adam_beta_1": _BETA_1,
    "adam_beta_2": _BETA_2,
    "adam_weight_decay": _WEIGHT_DECAY,
    "alpha": "The share of the learning rate that the cosine ends at.",
    "beta": "A constant that is added to the root of the accumulator: the larger, the shorter the steps.",
    "beta_1": _BETA_1,
    "beta_2": _BETA_2,
    "beta_2_decay": "How the memory of squared gradients grows: at step t it keeps 1 - t**beta_2_decay of them.",
    "boundary_1": "The last step with the first learning rate.",
    "boundary_2": "The last step with the second learning rate.",
    "centered": "Subtract the square of the average gradient first, so that a steady slope takes longer steps.",
    "clip_threshold": "A step is shortened once it is more than so many times the usual one.",
    "clipnorm": "The longest that the gradient of one variable may be; a longer one is shortened to it.",
    "clipvalue": "The largest that each part of a gradient may be; what is beyond is cut off.",
    "cycle": "Begin anew, with a longer way down, each time the schedule has ended.",
    "decay_rate": "How strongly the schedule lowers the learning rate over decay_steps.",
    "decay_steps": "Over how many steps the schedule does its work.",
    "end_learning_rate": "The learning rate that the schedule ends at.",
    "epsilon": _EPSILON,
    "epsilon_1": "A small number added to squared gradients, so that nothing is divided by 0.",
    "epsilon_2": "The size that w counts as at least, so that a start at 0 moves at all.",
    "first_decay_steps": "How many steps the first descent of the cosine takes.",
    "global_clipnorm": "The longest that the gradient of all variables together may be; a longer one is shortened to it.",
    "initial_accumulator_value": "What the sum of squared gradients begins with: the larger, the shorter the first steps.",
    "l1_regularization_strength": "A pull of constant strength towards 0, which makes small weights exactly 0.",
    "l2_regularization_strength": "A pull towards 0 that grows with w.",
    "l2_shrinkage_regularization_strength": "A pull towards 0 in the gradient alone, which leaves the accumulator as it is.",
    "learning_rate_power": "How steps shrink as the accumulator grows: -0.5 divides by its root, 0 not at all.",
    "m_mul": "What each restart multiplies the learning rate by.",
    "momentum": "How much of the last step the next one keeps: 0 forgets it, 0.9 rolls on like a ball.",
    "power": "The bend of the way down: 1 is a straight line.",
    "rho": "How much of the average of squares each step keeps: 0.9 remembers about 10 steps.",
    "staircase": "Lower the learning rate in stairs, once every decay_steps.",
    "t_mul": "How many times longer each descent of the cosine is than the one before.",
    "value_2": "The learning rate after boundary_1.",
    "value_3": "The learning rate after boundary_2.",
    "warmup_steps": "Over how many steps the learning rate rises from 0.",
    "weight_decay": _WEIGHT_DECAY,
}

# Where an optimizer gives a name of Keras's another part.
_OF_ITS_OWN: Mapping[tuple[str, str], str] = {
    ("lion", "beta_1"): "How much the average m counts against the new gradient in the direction of a step.",
    ("lion", "beta_2"): "How much of the average gradient m each step keeps: 0.99 remembers about 100 steps.",
    ("schedule_free_adamw", "beta_1"): "Where w lies between the fast point z and the average x: 0.9 is close to x.",
}

QUANTITIES: Mapping[str, str] = {
    "gradient": "The slope of the loss at w: a step goes against it.",
    "m": "The memory of the direction: a velocity that adds steps up, or an average of the gradients so far.",
    "v": "The memory of the steepness: an average of the squared gradients so far.",
    "u": "Adadelta's average of the squared changes so far, or Adamax's largest gradient of late.",
    "m_hat": "m corrected for having begun at 0.",
    "v_hat": "v corrected for having begun at 0.",
    "v_max": "The largest v so far.",
    "alpha": "The learning rate of this step, after the rule's corrections.",
    "accumulator": "The sum of all squared gradients so far.",
    "average": "The part that an average of the gradients so far has in this step.",
    "previous": "Where w stood one step before.",
    "product": "All momentums so far, multiplied: by it m is corrected for having begun at 0.",
    "linear": "The slopes so far, added up as Ftrl does; w is where they balance.",
    "z": "The fast point, to which the steps lead.",
    "x": "The average of all z.",
    "total": "The sum of all squared learning rates so far.",
}


def hyperparameter_said(name: str, optimizer: str) -> str:
    """The sentence on a hyper-parameter of an optimizer, or of its schedule."""
    return _OF_ITS_OWN.get((optimizer, name), HYPERPARAMETERS[name])


def outcome_said(word: str) -> str:
    """The sentence on how a run ended; of two parameters the domain is called a map."""
    return OUTCOMES[word.replace("map", "domain")]
