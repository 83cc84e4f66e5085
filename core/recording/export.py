"""A recording as something to take away: a script that reruns to the numbers on screen, and the tape as a table."""

import pandas as pd

from core.recording.expressions import Expression
from core.recording.record import Recording


def tape_script(expression: Expression, values: tuple[float, ...], dtype: str) -> str:
    """The expression under a tape, as one would type it: it prints the value and each gradient."""
    names = expression.parameters
    variables = "\n".join(
        f'{name} = tf.Variable({value!r}, dtype="{dtype}")' for name, value in zip(names, values, strict=True)
    )
    return f"""\
import tensorflow as tf

{variables}
{expression.source}
print("value", float({expression.result}))
for variable, gradient in zip({list(names)}, gradients):
    print(variable, float(gradient))
"""


def tape_frame(recording: Recording) -> pd.DataFrame:
    """One row per input of each operation, in the order of recording.

    Columns number, type, input, input_value, value, gradient, turn, local_derivative, handed_on; `input` is a variable's
    name, the number of an earlier operation, or empty for a number that no tape watches.
    """
    return pd.DataFrame(
        {
            "number": row.number,
            "type": row.type,
            "input": "" if taken.source is None else str(taken.source),
            "input_value": taken.value,
            "value": row.value,
            "gradient": row.gradient,
            "turn": row.turn,
            "local_derivative": taken.local,
            "handed_on": taken.handed_on,
        }
        for row in recording.operations
        for taken in row.inputs
    )
