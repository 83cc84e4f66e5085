"""What is played in the browser, step by step: a descent, and a tape."""

from typing import Any

import pyarrow as pa

from pages.shared.frontend_files import component

_step_player = component("step_player")
_worked_step = component("worked_step")
_tape_steps = component("tape_steps")
_tape_rows = component("tape_rows")


def step_player(steps: int, stride: int, *, key: str, opening: bool) -> None:
    """Play, a rail and where it stands: the step k that pictures ring and `worked_step` works out, chosen in the browser.

    It stops at every `stride`-th step, and at the last. With `opening` it plays once by itself to who was never here before.
    """
    _step_player(key=key, data={"steps": steps, "stride": stride, "opening": opening})


def worked_step(
    runs: pa.Table,
    *,
    key: str,
    steps: int,
    stride: int,
    lines: dict[str, Any],
    first: dict[str, float],
    words: dict[str, str],
    colors: dict[str, str],
    digits: int,
) -> None:
    """Step k of each method with its numbers in place; k is chosen by the `step_player`.

    `runs` has a row a step, or, where the scrubber stops at every `stride`-th step alone, three to each stop (see
    core.descent.tables.worked_stops). `lines` are what and code per method, with {column} where a number of `runs` belongs;
    `first` is what a column was before its first row, `words` are sentences on methods and on names of lines, and `digits` is
    how many a number of the run's precision needs.
    """
    data = {"runs": runs, "steps": steps, "stride": stride, "lines": lines, "first": first}
    _worked_step(key=key, data=data | {"words": words, "colors": colors, "digits": digits})


def tape_steps(tape: dict[str, Any], *, key: str, name: str, source: str, color: str) -> None:
    """A tape played forward and backward, in the source, in the graph in the container "tape_graph", and in `tape_rows`.

    `tape` is a `core.recording.table`, `source` the code that was recorded, `color` that of gradients. Another `name` starts
    anew.
    """
    _tape_steps(key=key, data={**tape, "name": name, "source": source, "color": color})


def tape_rows(tape: dict[str, Any], *, key: str, color: str) -> None:
    """The same tape as a table, which shows what `tape_steps` has come to."""
    _tape_rows(key=key, data={**tape, "color": color})
