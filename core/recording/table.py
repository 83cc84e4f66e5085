"""A recording in words and digits, for table, graph and formula: plain values only."""

from typing import Any

import numpy as np

from core.recording.graphs import edge_id, node_id, symbol
from core.recording.record import Operation, Recording

SHORT = 7


def digits(number: float | None, dtype: str) -> str:
    """The shortest digits that name a number in its precision; nothing for no number."""
    return "" if number is None else str(np.dtype(dtype).type(number))


def short(number: float | None) -> str:
    """At most five significant digits in at most seven characters, for the graph."""
    if number is None:
        return ""
    texts = (f"{number:.{precision}g}" for precision in (5, 4, 3, 2, 1))
    return next(text for text in texts if len(text) <= SHORT or "." not in text).replace("-", "−")


def tape_table(recording: Recording, dtype: str) -> dict[str, Any]:
    """Variables and operations with their numbers as text: in full digits, and short ones for the graph.

    `turns` are the operations' numbers in the order of the backward sweep.
    """
    swept = sorted((row for row in recording.operations if row.turn), key=lambda row: row.turn or 0)
    return {
        "variables": [_variable(recording, name, dtype) for name in recording.values],
        "operations": [_operation(recording, operation, dtype) for operation in recording.operations],
        "turns": [operation.number for operation in swept],
    }


def _variable(recording: Recording, name: str, dtype: str) -> dict[str, Any]:
    value, gradient = recording.values[name], recording.gradients[name]
    return {
        "id": node_id(name),
        "name": name,
        "value": digits(value, dtype),
        "short": short(value),
        "gradient": digits(gradient, dtype),
        "short_gradient": short(gradient),
        "arrivals": [digits(piece, dtype) for piece in recording.arrivals(name)],
    }


def _operation(recording: Recording, operation: Operation, dtype: str) -> dict[str, Any]:
    return {
        "id": node_id(operation.number),
        "number": operation.number,
        "name": f"#{operation.number}",
        "type": operation.type,
        "symbol": symbol(operation),
        "value": digits(operation.value, dtype),
        "short": short(operation.value),
        "gradient": digits(operation.gradient, dtype),
        "short_gradient": short(operation.gradient),
        "arrivals": [digits(piece, dtype) for piece in recording.arrivals(operation.number)],
        "span": list(operation.span),
        "inputs": [
            {
                "edge": edge_id(operation.number, place),
                "name": _name(taken.source),
                "value": digits(taken.value, dtype),
                # To a number that no tape watches TensorFlow may work out a gradient, and throws it away.
                "local": "" if taken.source is None else digits(taken.local, dtype),
                "short_local": "" if taken.source is None else short(taken.local),
                "handed_on": "" if taken.source is None else digits(taken.handed_on, dtype),
                "short_handed_on": "" if taken.source is None else short(taken.handed_on),
            }
            for place, taken in enumerate(operation.inputs)
        ],
    }


def _name(source: str | int | None) -> str:
    return f"#{source}" if isinstance(source, int) else source or ""
