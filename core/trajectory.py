"""The record of a run, the long table of two runs, and the gap between them."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

# Numbers that differ by a larger share differ by more than rounding; and so many flushed terms a loss may be the sum of.
ROUNDED, TERMS = 1e-3, 8


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One run of n parameters over some steps; row 0 is the start.

    `parameters` and `gradient` have shape (steps + 1, n), `loss` has shape (steps + 1,), all in the run's dtype. A row's
    loss and gradient are those at the row's parameters. `quantities`, of the manual method alone, are what its rule computed
    on the way from a row to the next, by name, each of shape (steps + 1, n); no step leads on from the last row, which is
    NaN. Infinities and NaN stay where the run produced them. A run stops where the loss is NaN, that is, has no value there:
    all later rows are NaN.
    """

    parameters: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray
    quantities: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """The number of steps taken, one less than the rows."""
        return len(self.loss) - 1


def stopped(run: Trajectory) -> Trajectory:
    """The run up to the first row whose loss has no value, the rows after it NaN; so for many runs side by side."""
    undefined = np.isnan(run.loss)
    if undefined.any():
        after = np.zeros_like(undefined)
        after[1:] = np.logical_or.accumulate(undefined, axis=0)[:-1]
        run.loss[after] = np.nan
        for values in (run.parameters, run.gradient):
            np.moveaxis(values, 1, -1)[after] = np.nan
    return run


def long_table(runs: dict[str, Trajectory], parameters: tuple[str, ...]) -> pd.DataFrame:
    """Runs as one long table: columns method, step, <each parameter>, loss, gradient_<each parameter>."""
    columns: dict[str, np.ndarray] = {
        "method": np.repeat(list(runs), [len(run.loss) for run in runs.values()]),
        "step": np.concatenate([np.arange(len(run.loss)) for run in runs.values()]),
    }
    for k, name in enumerate(parameters):
        columns[name] = np.concatenate([run.parameters[:, k] for run in runs.values()])
    columns["loss"] = np.concatenate([run.loss for run in runs.values()])
    for k, name in enumerate(parameters):
        columns[f"gradient_{name}"] = np.concatenate([run.gradient[:, k] for run in runs.values()])
    return pd.DataFrame(columns)


def ulps_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many steps from one floating-point number to the next lead from `a` to `b`: units in the last place, float64.

    0 where both are the same infinity or both NaN, inf where one alone is NaN. Source: Bruce Dawson, "Comparing floating
    point numbers": read as integers, with the negative ones turned around, neighbouring floats are neighbours.
    """
    unsigned = np.dtype(f"uint{8 * a.dtype.itemsize}")
    sign = unsigned.type(1 << (8 * a.dtype.itemsize - 1))

    def rank(x: np.ndarray) -> np.ndarray:
        bits = x.view(unsigned)
        return np.where(bits & sign, -bits, bits | sign)

    ranks = rank(a), rank(b)
    apart = (np.maximum(*ranks) - np.minimum(*ranks)).astype(np.float64)
    nan_a, nan_b = np.isnan(a), np.isnan(b)
    return np.where(nan_a & nan_b, 0.0, np.where(nan_a | nan_b, np.inf, apart))


def gap(tape: Trajectory, manual: Trajectory) -> pd.DataFrame:
    """How far the two losses are apart at each step: columns step, absolute, relative, ulp (all float64 but step).

    Relative is to the larger magnitude of the two, and 0 where both are 0. Two equal infinities are 0 apart, and so are two
    losses without a value; where one alone is infinite or has no value there is no larger gap than that: inf.
    """
    a, b = tape.loss.astype(np.float64), manual.loss.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        measured = np.isfinite(a) & np.isfinite(b)
        absolute = np.where(same, 0.0, np.where(measured, np.abs(a - b), np.inf))
        larger = np.maximum(np.abs(a), np.abs(b))
        relative = np.divide(absolute, larger, out=absolute.copy(), where=measured & (larger > 0))
    return pd.DataFrame(
        {
            "step": np.arange(len(a)),
            "absolute": absolute,
            "relative": relative,
            "ulp": ulps_apart(tape.loss, manual.loss),
        }
    )


def flushing(tape: Trajectory, manual: Trajectory, step: int) -> str:
    """What makes a gap at a step where one method has 0 for numbers below the normal range, in words; empty elsewhere.

    TensorFlow's kernels flush such numbers to 0, which is a gap of millions of units in the last place, and NumPy keeps them.
    """
    dtype = tape.loss.dtype
    a, b = (np.append(run.parameters[step], run.loss[step]).astype(np.float64) for run in (tape, manual))
    size = np.maximum(np.abs(a), np.abs(b))
    with np.errstate(invalid="ignore", over="ignore"):
        parted = ~(np.abs(a - b) <= ROUNDED * size)
    flushed = parted.any() and np.all(size[parted] < TERMS * np.finfo(dtype).tiny)
    return f", below {dtype}'s normal range, where one method flushes to zero" if flushed else ""
