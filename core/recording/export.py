"""A recording as something to take away: a script or notebook that reruns to the numbers on screen, the tape as a table."""

import pandas as pd

from core.notebooks import notebook
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


def as_notebook(expression: Expression, values: tuple[float, ...], dtype: str) -> str:
    """The script as a notebook: what is recorded where, the import, and the tape."""
    places = ", ".join(f"{name} = {value!r}" for name, value in zip(expression.parameters, values, strict=True))
    setup, recording = tape_script(expression, values, dtype).split("\n\n", 1)
    return notebook(f"# Tape: {expression.title}\n\nAt {places}, in {dtype}.", {"setup": setup, "recording": recording})


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
