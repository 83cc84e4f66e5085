"""What TensorFlow does while a tape records and while it goes back, reported by TensorFlow itself.

Forward, an op callback (what `tf.debugging` uses to watch numerics) hears of every operation that this thread executes.
Backward, the tape calls for each recorded operation, in its own order, one function in Python with the gradient that
arrives and takes from it the gradients to hand on; that function is registered once, and here it is registered again with
an ear in front. It calls TensorFlow's own, hands back what that hands back, and hears nothing unless this thread listens.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType
from typing import Any

# First, so that TensorFlow is imported as it is set up there.
from core.tape.exact import tf

# isort: split
from tensorflow.python import pywrap_tfe
from tensorflow.python.eager import backprop
from tensorflow.python.framework import op_callbacks

Span = tuple[int, int, int, int]

_ears = threading.local()
_hand_on = backprop._gradient_function


@dataclass(frozen=True, kw_only=True)
class Executed:
    """An operation that TensorFlow executed: its type, its tensors, and where in the source it was asked for.

    `attributes` is the very tuple that the tape keeps of this operation. `span` is first line, last line, first column
    and column after the last, lines from 1.
    """

    type: str
    inputs: tuple[Any, ...]
    attributes: Any
    output: Any
    span: Span


@dataclass(frozen=True, kw_only=True)
class HandedOn:
    """One call of the backward sweep: for the operation with these `attributes`, what arrived and what was handed on.

    `handed_on` has a tensor per input, or None for an input that nobody watches. `local` is what the same function hands
    on when 1 arrives: the local derivatives.
    """

    attributes: Any
    arriving: Any
    handed_on: tuple[Any, ...]
    local: tuple[Any, ...]


@contextmanager
def operations(code: CodeType) -> Iterator[list[Executed]]:
    """The operations of one output that this thread executes within the function of `code`, in order."""
    heard: list[Executed] = []

    def hear(op_type: str, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None) -> None:
        frame = sys._getframe(1)
        while frame is not None and frame.f_code is not code:
            frame = frame.f_back
        if frame is None or graph is not None:
            return
        first, last, start, end = list(code.co_positions())[frame.f_lasti // 2]
        span = (first or 0, last or 0, start or 0, end or 0)
        heard.append(Executed(type=str(op_type), inputs=tuple(inputs), attributes=attrs, output=outputs[0], span=span))

    op_callbacks.add_op_callback(hear)
    try:
        yield heard
    finally:
        op_callbacks.remove_op_callback(hear)


@contextmanager
def sweep() -> Iterator[list[HandedOn]]:
    """What this thread's tapes call, in order, while they go back."""
    heard: list[HandedOn] = []
    _ears.heard = heard
    try:
        yield heard
    finally:
        del _ears.heard


def _listening(name: Any, attributes: Any, count: Any, inputs: Any, outputs: Any, arriving: Any, *rest: Any) -> Any:
    handed_on = _hand_on(name, attributes, count, inputs, outputs, arriving, *rest)
    heard = getattr(_ears, "heard", None)
    if heard is not None:
        one = [tf.ones_like(each) for each in arriving]
        local = _hand_on(name, attributes, count, inputs, outputs, one, *rest)
        heard.append(
            HandedOn(attributes=attributes, arriving=arriving[0], handed_on=_each(handed_on), local=_each(local))
        )
    return handed_on


def _each(gradients: Any) -> tuple[Any, ...]:
    # A gradient function of one input may return the tensor itself.
    return tuple(gradients) if isinstance(gradients, list | tuple) else (gradients,)


_register: Callable[[Callable[..., Any]], None] = pywrap_tfe.TFE_Py_RegisterGradientFunction
_register(_listening)
