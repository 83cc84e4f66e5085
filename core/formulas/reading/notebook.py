"""What stands in a notebook and not in a book: the libraries that functions come from, indexes, what ends a line."""

import re

from core.formulas.reading.names import is_known
from core.formulas.reading.spelling import Spelling

LIBRARIES = frozenset(
    {
        *("np", "numpy", "math", "Math", "sp", "sympy", "mp", "mpmath", "special", "scipy.special", "sp.special"),
        *("tf", "tf.math", "tf.nn", "tf.keras.activations", "tf.keras.ops", "tf.keras.backend", "tensorflow"),
        *("tensorflow.math", "tensorflow.nn", "keras.activations", "keras.ops", "keras.backend", "K", "ops"),
        *("torch", "torch.special", "torch.nn.functional", "nn.functional", "F", "nn"),
        *("jnp", "jax.numpy", "jax.nn", "jax.scipy.special", "cp", "onp", "anp"),
    }
)
_LIBRARY = re.compile(r"(?<![^\W\d])(?<!\.)([^\W\d]\w*(?:\.[^\W\d]\w*)*)\.(?=[^\W\d])")
_INDEX = re.compile(r"([^\W\d]\w*)\[ ?(\d{1,2}) ?\]")
# As LaTeX and books have it: x_{1}, [1-w]_{+}.
_SUBSCRIPT = re.compile(r" ?_ ?\{ ?([A-Za-z0-9]{1,12}|\+) ?\}")
_END = re.compile(r"[; ]+$")


def without_libraries(spelling: Spelling) -> Spelling:
    """`np.exp(-x[0]);` as exp(-x_0); what belongs to no library that is known stays for the reader to refuse."""
    spelling = spelling.replaced(_LIBRARY, lambda found: "" if found[1] in LIBRARIES else found[0])
    spelling = spelling.replaced(_SUBSCRIPT, lambda found: f"_{found[1]}")
    spelling = spelling.replaced(_INDEX, lambda found: found[0] if is_known(found[1]) else f"{found[1]}_{found[2]}")
    return spelling.replaced(_END, lambda found: "")
