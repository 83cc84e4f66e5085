"""What goes to the browser: numbers that JSON has not are left out here, and nowhere else."""

import sys
from numbers import Integral, Real
from typing import Any

import pyarrow as pa


def sendable(data: Any) -> Any:
    """`data`, dicts and lists in one another, with None for every number that is infinite, not a number, or no float64.

    Python writes those as `Infinity` and `NaN`, and the browser's reader of JSON ends what they were meant for. Numbers of
    NumPy become Python's. Arrow's tables stay: they carry any float. TypeError for what JSON has no form for.
    """
    # The most frequent first, and by their types: to ask whether something is a number takes ten times as long.
    kind = type(data)
    if kind is str or kind is bool or data is None:
        return data
    if kind is float or kind is int:
        return data if abs(data) <= sys.float_info.max else None
    match data:
        case str() | pa.Table():
            return data
        case dict():
            return {key: sendable(value) for key, value in data.items()}
        case list() | tuple():
            return [sendable(value) for value in data]
        case Integral():
            return int(data) if abs(int(data)) <= sys.float_info.max else None
        case Real():
            return float(data) if abs(float(data)) <= sys.float_info.max else None
    raise TypeError(f"expected numbers, text, dicts, lists or Arrow tables to send, got {type(data).__name__}")
