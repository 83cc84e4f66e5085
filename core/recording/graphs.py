"""The computation graph of a recording, as DOT: only its shape, so that the same picture serves every value.

Each node and edge bears an id, and texts that are as wide as what will be written there: the numbers come from the tape, in
the browser, and nothing moves while they change.
"""

from core.recording.record import Input, Operation, Recording

SYMBOLS = {
    "AddV2": "+",
    "Sub": "−",
    "Mul": "×",
    "RealDiv": "÷",
    "Pow": "^",
    "Neg": "−",
    "Sin": "sin",
    "Tanh": "tanh",
    "Relu": "relu",
}
NUMBER = "−0.0000"


def symbol(operation: Operation) -> str:
    """The operation as it is drawn, with a number that no tape watches in its place: `3 ×`, `^ 2`."""
    sign = SYMBOLS.get(operation.type, operation.type)
    fixed = [_fixed(taken) for taken in operation.inputs]
    if len(fixed) == 2 and any(fixed):
        return f"{fixed[0]} {sign} {fixed[1]}".strip()
    return sign


def node_id(source: str | int) -> str:
    """The id of a variable's or an operation's node."""
    return f"variable_{source}" if isinstance(source, str) else f"operation_{source}"


def edge_id(number: int, place: int) -> str:
    """The id of the edge into operation `number` at the place of one of its inputs, from 0."""
    return f"edge_{number}_{place}"


def dot(recording: Recording) -> str:
    """The graph left to right, variables first, the result last."""
    lines = [
        "digraph tape {",
        "rankdir=LR; nodesep=0.12; ranksep=0.2; bgcolor=transparent; pad=0.1;",
        'node [shape=box style="rounded" penwidth=1.2 fontname=Helvetica fontsize=17 margin="0.04,0.03" color=gray];',
        "edge [fontname=Helvetica fontsize=11 arrowsize=0.6 color=gray];",
    ]
    lines += [_node(node_id(name), name, "variable") for name in recording.values]
    for operation in recording.operations:
        lines.append(_node(node_id(operation.number), symbol(operation), "operation"))
        for place, taken in enumerate(operation.inputs):
            if taken.source is not None:
                lines.append(_edge(node_id(taken.source), operation.number, place))
    return "\n".join([*lines, "}"])


def _node(identity: str, title: str, kind: str) -> str:
    return f'{identity} [id="{identity}" class="{kind}" label="{title}\\n{NUMBER}\\n{NUMBER}"];'


def _edge(start: str, number: int, place: int) -> str:
    return f'{start} -> {node_id(number)} [id="{edge_id(number, place)}" label="×{NUMBER}\\n{NUMBER}"];'


def _fixed(taken: Input) -> str:
    return "" if taken.source is not None else f"{taken.value:g}"
