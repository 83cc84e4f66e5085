"""The tape of an expression: its operations in the order of recording, and the backward sweep over them.

Nothing here differentiates. The expression runs on `tf.Variable`s under a `tf.GradientTape`; core.tape.witness hears from
TensorFlow which operations were executed and, while `tape.gradient` runs, what arrived at each and what each handed on.
Which input was a variable and which a mere number the tape is asked, too: only the first has a gradient.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.recording.expressions import Expression
from core.tape import witness
from core.tape.exact import tf
from core.tape.witness import Executed, HandedOn, Span


@dataclass(frozen=True, kw_only=True)
class Input:
    """What an operation took at one place, and what it hands back there.

    `source` is a variable's name, the number of an earlier operation, or None for a number that no tape watches.
    `local` is the local derivative, `handed_on` the gradient handed back: None where no gradient goes.
    """

    source: str | int | None
    value: float
    local: float | None
    handed_on: float | None


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One row of the tape. `number` counts from 1 in the order of recording; `type` is TensorFlow's word.

    `gradient` is what arrives here in the backward sweep, all that comes back added up; `turn` is the place in the sweep,
    from 1. Both are None for an operation on which the result does not depend.
    """

    number: int
    type: str
    inputs: tuple[Input, ...]
    value: float
    gradient: float | None
    turn: int | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A tape that was read. `values` and `gradients` are the variables', by name; a gradient may be None.

    Spans count the lines of the expression's `source`, from 1.
    """

    operations: tuple[Operation, ...]
    values: dict[str, float]
    gradients: dict[str, float | None]

    @property
    def value(self) -> float:
        """The expression's value."""
        return self.operations[-1].value

    def arrivals(self, source: str | int) -> tuple[float, ...]:
        """What comes back to a variable or an operation, piece by piece, in the order of the sweep."""
        swept = sorted((row for row in self.operations if row.turn), key=lambda row: row.turn or 0)
        pieces = (taken.handed_on for row in swept for taken in row.inputs if taken.source == source)
        return tuple(piece for piece in pieces if piece is not None)


@lru_cache(maxsize=256)
def record(expression: Expression, values: tuple[float, ...], dtype: str = "float32") -> Recording:
    """Run `expression` at `values` (one per variable, held in `dtype`) under a tape, go back, and read both.

    Safe to call from several threads at once. Infinities and NaN are results.
    """
    variables = [
        tf.Variable(value, name=name, dtype=dtype) for name, value in zip(expression.parameters, values, strict=True)
    ]
    code = expression.function.__code__
    with tf.GradientTape(persistent=True) as tape, witness.operations(code) as executed:
        result = expression.function(tf, *variables)
    with witness.sweep() as calls:
        gradients = tape.gradient(result, variables)
    return Recording(
        operations=_rows(executed, calls, _Sources(tape, variables, expression.parameters), expression),
        values={name: float(each.numpy()) for name, each in zip(expression.parameters, variables, strict=True)},
        gradients={name: _number(each) for name, each in zip(expression.parameters, gradients, strict=True)},
    )


class _Sources:
    """Where a tensor came from: an operation, a variable, or nowhere that the tape knows."""

    def __init__(self, tape: Any, variables: list[Any], names: tuple[str, ...]) -> None:
        self.tape, self.variables, self.names = tape, variables, names
        self.known: dict[int, str | int | None] = {}

    def of(self, tensor: Any) -> str | int | None:
        if id(tensor) not in self.known:
            reached = self.tape.gradient(tensor, self.variables)
            read = (name for name, slope in zip(self.names, reached, strict=True) if slope is not None)
            self.known[id(tensor)] = next(read, None)
        return self.known[id(tensor)]


def _rows(
    executed: list[Executed], calls: list[HandedOn], sources: _Sources, expression: Expression
) -> tuple[Operation, ...]:
    # Reading a variable is no operation of the expression: its tensor counts as the variable.
    worked = [each for each in executed if each.type != "ReadVariableOp"]
    turns = {id(call.attributes): turn for turn, call in enumerate(calls, 1)}
    for number, each in enumerate(worked, 1):
        sources.known[id(each.output)] = number
    return tuple(
        _row(number, each, turns.get(id(each.attributes)), calls, sources, expression)
        for number, each in enumerate(worked, 1)
    )


def _row(
    number: int, each: Executed, turn: int | None, calls: list[HandedOn], sources: _Sources, expression: Expression
) -> Operation:
    call = calls[turn - 1] if turn else None
    nothing = (None,) * len(each.inputs)
    return Operation(
        number=number,
        type=each.type,
        inputs=tuple(
            Input(source=source, value=float(tensor.numpy()), local=local, handed_on=handed_on)
            for tensor, source, local, handed_on in zip(
                each.inputs,
                (sources.of(tensor) for tensor in each.inputs),
                map(_number, call.local if call else nothing),
                map(_number, call.handed_on if call else nothing),
                strict=True,
            )
        ),
        value=float(each.output.numpy()),
        gradient=_number(call.arriving) if call else None,
        turn=turn,
        span=expression.span_shown(each.span),
    )


def _number(tensor: Any) -> float | None:
    return None if tensor is None else float(tensor.numpy())
