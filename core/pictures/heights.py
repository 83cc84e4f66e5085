"""Heights over an axis: what has a place on it, and what is said where nothing is drawn."""

from collections.abc import Mapping
from itertools import groupby

import numpy as np
import pyarrow as pa

from core.problems import Problem
from core.theory.outcome import end_of
from core.trajectory import Trajectory

# What is said of a run that has no number from some step on, by the word for how it ended.
AT_MINIMUM = "at the minimum"
ENDS = {"diverged": "overflow", "undefined": "no loss"}


def placed(losses: np.ndarray, ground: float, scale: str) -> np.ndarray:
    """The losses above `ground` in float64; NaN for what has no place on the axis: no number, on a log axis 0 and less."""
    with np.errstate(invalid="ignore", over="ignore"):
        heights = losses.astype(np.float64) - ground
        return np.where(np.isfinite(heights) & ((heights > 0) | (scale != "log")), heights, np.nan)


def dots(lines: pa.Table, key: str, value: str, *, ends: bool) -> pa.Table:
    """The rows of lines, told apart by `key`, that are dots: those that no line leads to, and each line's `ends`."""
    there, name = ~np.isnan(lines[value].to_numpy().astype(np.float64)), lines[key].to_numpy()
    joined = there[1:] & there[:-1] & (name[1:] == name[:-1])
    drawn = there & ~np.append(False, joined) & ~np.append(joined, False)
    rows = np.flatnonzero(there)
    if ends and len(rows):
        other = name[rows][1:] != name[rows][:-1]
        drawn[rows[np.append(True, other) | np.append(other, True)]] = True
    return lines.filter(pa.array(drawn)).select([key, "step", value])


def silence(
    problem: Problem, run: Trajectory, heights: np.ndarray, ground: float, zero: str = AT_MINIMUM
) -> tuple[int, str] | None:
    """From which step on nothing of a run is drawn, and why; None where its last row has a place.

    `zero` is what the ground is called that is not 0. A loss that is drawn at infinity is said too.
    """
    there = np.flatnonzero(np.isfinite(heights))
    first = int(there[-1]) + 1 if len(there) else 0
    if first == len(heights):
        return _at_infinity(problem, run)
    ended = end_of(problem, run)
    if ended:
        word, first = ended
        words = ENDS[word]
    elif np.any(run.loss[first:].astype(np.float64) < ground):
        words = "below 0" if ground == 0 else f"{zero} or below"
    else:
        words = "0" if ground == 0 else zero
    return first, f"{words} from step {first} on" if first else f"{words} at every step"


def _at_infinity(problem: Problem, run: Trajectory) -> tuple[int, str] | None:
    """From which step on a run is at infinity, where its loss has a value; None for all others."""
    finite = np.isfinite(run.parameters)
    if finite[-1].all():
        return None
    first = int(np.flatnonzero(~finite.all(axis=1))[0])
    names = [name for name, here in zip(problem.parameters, finite[-1], strict=True) if not here]
    return first, f"{' and '.join(names)} infinite from step {first} on"


def silences(
    problem: Problem, runs: Mapping[str, tuple[Trajectory, np.ndarray]], ground: float, zero: str = AT_MINIMUM
) -> pa.Table:
    """What a picture says of runs, by name with their heights, of which nothing is drawn from some step on.

    Columns step, said, side: of the step's line on which there is more room. Names are said where not all runs are alike.
    Words of one step stand in one row, and every row begins under the words of those before.
    """
    found = {name: silence(problem, run, heights, ground, zero) for name, (run, heights) in runs.items()}
    said: dict[tuple[int, str], list[str]] = {}
    for name, what in found.items():
        if what:
            said.setdefault(what, []).append(name)
    rows, lines = [], 0
    steps = max((len(heights) for _, heights in runs.values()), default=1) - 1
    for step, whats in groupby(sorted(said), key=lambda what: what[0]):
        words = [
            text if len(said[step, text]) == len(runs) else f"{', '.join(said[step, text])}: {text}"
            for _, text in whats
        ]
        rows.append((step, "\n" * lines + "\n".join(words)))
        lines += len(words)
    return notes(rows, steps)


def notes(rows: list[tuple[int, str]], steps: int) -> pa.Table:
    """Words at steps of a picture: step, said, side."""
    return pa.table(
        {
            "step": pa.array([step for step, _ in rows], pa.int32()),
            "said": pa.array([words for _, words in rows], pa.string()),
            "side": pa.array(["left" if 2 * step <= steps else "right" for step, _ in rows], pa.string()),
        }
    )
