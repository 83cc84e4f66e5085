"""TensorFlow, set up so that compiled code gives the digits of eager code. Import `tf` from here.

Left alone, TensorFlow changes the last digits when it compiles, in six ways that were measured and are undone here or in
core.tape.compiled_descent:

- Grappler rewrites graphs (`w**3` becomes `w*w*w`): its optimizers are switched off.
- XLA fuses a multiplication and an addition into one rounding: it may use no instruction set that has the fused form.
- XLA's algebraic simplifier turns a division by a constant into a multiplication: that pass is switched off.
- LLVM turns a power with a constant exponent into a product: constants reach compiled code as arguments.
- XLA's maximum and minimum of a number and NaN are the number: its fast forms of the two are switched off.
- A graph adds up what the tape brings back to a parameter from several places in another order than eager code: it begins
  with whichever term's memory it may reuse. The sum is written out term by term.
"""

import os
import platform
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

_FLAGS = "--xla_cpu_max_isa=AVX --xla_disable_hlo_passes=algsimp --xla_cpu_enable_fast_min_max=false"

# Read once, by the first compilation.
if _FLAGS not in os.environ.get("XLA_FLAGS", ""):
    os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {_FLAGS}".strip()
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # noqa: E402
import tensorflow  # noqa: E402
from tensorflow.python import pywrap_tfe  # noqa: E402
from tensorflow.python.eager import backprop, context  # noqa: E402

# Any: TensorFlow comes without types that hold.
tf: Any = tensorflow

tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})

# The fused form can be switched off on x86-64 alone, and the C library's functions that XLA replaces by its own
# approximations differ in the last places. Formulas with others than these are compiled as plain graphs.
XLA_IS_EXACT = platform.machine() in ("x86_64", "AMD64")
EXACT_UNDER_XLA = frozenset({"abs", "sign", "sqrt", "sin", "cos"})

# How many terms of a sum TensorFlow's kernel takes at once.
_TERMS = 8


def in_order(terms: Sequence[Any]) -> Any:
    """The sum of some tensors as eager `tf.add_n` rounds it: one after the other, and beyond nine in blocks of eight."""
    first = (len(terms) - 2) % _TERMS + 2
    blocks = [reduce(add, terms[k : k + _TERMS]) for k in range(first, len(terms), _TERMS)]
    return reduce(add, [*terms[:first], *blocks])


def _gathered(terms: list[Any]) -> Any:
    plain = len(terms) > 1 and all(isinstance(term, tf.Tensor) for term in terms)
    return in_order(terms) if plain and not tf.executing_eagerly() else backprop._aggregate_grads(terms)


# The tape asks one function to add up what comes back from several places; it is registered once, and here again.
pywrap_tfe.TFE_Py_RegisterVSpace(backprop._default_vspace._replace(aggregate_fn=_gathered))


def forget_kernels() -> None:
    """Let TensorFlow free the compiled form of functions that no longer exist.

    It keeps one for every function that ever ran: 0.1 MB for each descent, for ever, and next to nothing with this. What
    still exists is built again when it next runs, in some 20 ms.
    """
    context.context().clear_kernel_cache()


def keep_kernels() -> None:
    """Make `keras.backend.clear_session` do nothing, which Streamlit calls after every run of a script.

    With it would go every kernel that TensorFlow has made, and the next descent would make its own anew: 20 to 40 ms of each
    frame in a drag. Keras keeps nothing there that our descents need cleared.
    """
    keras.backend.clear_session = lambda *_, **__: None
