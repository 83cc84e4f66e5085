"""The tables that the pictures of a comparison are drawn from."""

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from core.comparison import Comparison
from core.formulas import parse
from core.problems import Problem
from core.rules import update_of
from core.rules.lines import lines_of, memory_of
from core.rules.schedules import learning_rates
from core.settings import DescentSettings
from core.tape_schedules import learning_rates as keras_learning_rates

CURVE_POINTS = 241
# How many widths of the domain beyond it a path is still drawn, so that its last line reaches the picture's edge.
BEYOND = 50
# A browser draws a line through thousands of rows at once, but needs a mark for each dot and each place to hover over.
MOST_MARKS = 80
MOST_BUCKETS = 120


def loss_tables(comparison: Comparison, scale: str) -> dict[str, pa.Table]:
    """The loss picture's tables. "tape", "manual", "theory": method, step, height (see `Comparison.heights`).

    "hover": step, from, to and each one's loss as text; "extent": two heights that the axis reaches at least to.
    """
    heights = comparison.heights(scale)
    extent = _extent(np.concatenate([heights["tape"], heights["manual"]]), scale)
    if extent:  # theory is drawn as far as the runs' axis reaches
        outside = (heights["theory"] < extent[0]) | (heights["theory"] > extent[1])
        heights["theory"] = np.where(outside, np.nan, heights["theory"])
    tables = {method: _line(method, height, height=height) for method, height in heights.items()}
    some = _some(comparison.settings.steps + 1)
    texts = {name: [f"{value:.9g}" for value in loss[some].tolist()] for name, loss in comparison.losses.items()}
    if comparison.prediction is None:
        texts["theory"] = ["none"] * len(some)
    tables["hover"] = pa.table(_bands(some, comparison.settings.steps) | texts)
    tables["extent"] = pa.table({"height": pa.array(extent or (), pa.float64())})
    return tables


def path_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The path picture's tables. "tape", "manual": method, step, parameter, loss; "dots": the tape's first steps;
    "curve": parameter, loss.

    Null where a row lies so far outside that nothing of it can be seen.
    """
    ((low, high),) = comparison.settings.problem.domain
    tables = {"curve": curve_table(comparison.settings.problem)}
    for method, run in comparison.runs.items():
        parameter, loss = run.parameters[:, 0].astype(np.float64), run.loss.astype(np.float64)
        with np.errstate(invalid="ignore"):
            near = np.isfinite(loss) & (np.abs(parameter - low) < BEYOND * (high - low)) & (np.abs(loss) < 1e12)
        parameter, loss = np.where(near, parameter, np.nan), np.where(near, loss, np.nan)
        tables[method] = _line(method, parameter, parameter=parameter, loss=loss)
    return tables | {"dots": tables["tape"][:MOST_MARKS]}


def gap_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The gap picture's tables. "gap": method, step, ulp; "hover": step, from, to, and the three gaps as text."""
    columns = {name: column.to_numpy() for name, column in comparison.gap.items()}
    some = _some(comparison.settings.steps + 1)
    texts = {
        name: [f"{value:.3g}" for value in columns[name][some].tolist()] for name in ("ulp", "absolute", "relative")
    }
    return {
        "gap": _line("gap", columns["ulp"], ulp=columns["ulp"]),
        "hover": pa.table(_bands(some, comparison.settings.steps) | texts),
    }


def rule_quantities(settings: DescentSettings) -> tuple[str, ...]:
    """What is drawn of a rule: the gradient, what the rule remembers, its effective learning rate alpha, and its step."""
    update = update_of(settings.optimizer, settings.convention)
    rate = ("alpha",) if any(line.target == "alpha" for line in lines_of(update)) else ()
    return ("gradient", *memory_of(update), *rate, "step")


def _rule_values(comparison: Comparison) -> dict[str, np.ndarray]:
    """Those quantities at each step in float64; the step is what w moved by."""
    settings, run = comparison.settings, comparison.runs["manual"]
    path = run.parameters[:, 0].astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        moved = np.append(np.diff(path), np.nan)
    known = {"gradient": run.gradient[:, 0], "step": moved}
    return {
        name: (known[name] if name in known else run.quantities[name][:, 0]).astype(np.float64)
        for name in rule_quantities(settings)
    }


def rule_tables(comparison: Comparison, scale: str) -> dict[str, pa.Table]:
    """The rule picture's tables. "quantities": name, step, value, on the log axis its size; "hover": step, from, to, and each
    value as text.
    """
    values = _rule_values(comparison)
    drawn = {name: _size(value) if scale == "log" else value for name, value in values.items()}
    lines = [_line(name, value, value=value).rename_columns(["name", "step", "value"]) for name, value in drawn.items()]
    some = _some(comparison.settings.steps + 1)
    texts = {name: [f"{number:.5g}" for number in value[some].tolist()] for name, value in values.items()}
    return {"quantities": pa.concat_tables(lines), "hover": pa.table(_bands(some, comparison.settings.steps) | texts)}


def schedule_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The schedule picture's tables. "tape", "manual": method, step, rate, by Keras's schedule and the hand-written one."""
    settings = comparison.settings
    rates = {"tape": keras_learning_rates(settings).numpy(), "manual": learning_rates(settings)}
    return {method: _line(method, rate, rate=rate) for method, rate in rates.items()}


def quantity_table(comparison: Comparison) -> pd.DataFrame:
    """Every quantity of the hand-written rule, to take away: columns step, learning_rate, and each by name."""
    settings, run = comparison.settings, comparison.runs["manual"]
    columns = {name: values[:, 0] for name, values in run.quantities.items()}
    return pd.DataFrame({"step": np.arange(settings.steps + 1), "learning_rate": learning_rates(settings)} | columns)


def _size(values: np.ndarray) -> np.ndarray:
    """Sizes for a log axis: a zero has no place there."""
    sizes = np.abs(values)
    return np.where(sizes > 0, sizes, np.nan)


def worked_table(comparison: Comparison, scale: str) -> pa.Table:
    """One row a step with both methods' numbers, in the run's dtype: <method>_parameter, _gradient, _loss.

    Of the manual method the rule's quantities too, by name, and learning_rate if there is a schedule. With them, for the ring
    that marks the step in each picture, where that step is: ring_step, ring_height, ring_parameter, ring_loss, ring_ulp,
    ring_moved, in float64.
    """
    manual = comparison.runs["manual"]
    numbers = {
        f"{method}_{name}": values
        for method, run in comparison.runs.items()
        for name, values in (
            ("parameter", run.parameters[:, 0]),
            ("gradient", run.gradient[:, 0]),
            ("loss", run.loss),
        )
    }
    numbers |= {f"manual_{name}": values[:, 0] for name, values in manual.quantities.items()}
    if comparison.settings.schedule != "constant":
        numbers["manual_learning_rate"] = learning_rates(comparison.settings)
    moved = _rule_values(comparison)["step"]
    ring = {
        "step": np.arange(len(manual.loss), dtype=np.float64),
        "height": comparison.heights(scale)["manual"],
        "parameter": manual.parameters[:, 0].astype(np.float64),
        "loss": manual.loss.astype(np.float64),
        "ulp": comparison.gap["ulp"].to_numpy(),
        "moved": _size(moved) if scale == "log" else moved,
    }
    return pa.table(numbers | {f"ring_{name}": values for name, values in ring.items()})


@lru_cache(maxsize=64)
def curve_table(problem: Problem) -> pa.Table:
    """The loss function over its domain, in float64: columns parameter, loss; null where it has no value."""
    ((low, high),) = problem.domain
    at = np.linspace(low, high, CURVE_POINTS)
    with np.errstate(all="ignore"):
        loss = parse(problem.loss, problem.parameters).numpy(at)
    return pa.table({"parameter": at, "loss": pa.array(loss, mask=~np.isfinite(loss))})


def _line(method: str, thinned_by: np.ndarray, **columns: np.ndarray) -> pa.Table:
    """A line's rows, NaN as null; of a long run the first and last rows and each bucket's extremes of `thinned_by`.

    Every row kept is a row of the run, and as many buckets as the picture has room for draw the same line as all rows do.
    Source: Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", 2014.
    """
    steps = len(thinned_by)
    rows = np.arange(steps)
    if steps > 2 * MOST_BUCKETS:
        edges = np.linspace(0, steps, MOST_BUCKETS + 1, dtype=int)
        low, high = (
            np.where(np.isnan(thinned_by), np.inf, thinned_by),
            np.where(np.isnan(thinned_by), -np.inf, thinned_by),
        )
        kept = [
            first + pick(values[first:last])
            for first, last in pairwise(edges)
            for pick, values in ((np.argmin, low), (np.argmax, high))
        ]
        rows = np.unique([0, *kept, steps - 1])
    data = {name: pa.array(values[rows], mask=~np.isfinite(values[rows])) for name, values in columns.items()}
    return pa.table({"method": np.full(len(rows), method), "step": rows.astype(np.int32), **data})


def _some(steps: int) -> np.ndarray:
    """At most `MOST_MARKS` of the steps, evenly spread, as int32."""
    return np.arange(0, steps, -(-steps // MOST_MARKS), dtype=np.int32)


def _bands(some: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """Columns step, from, to: side by side, each step in the middle of its band."""
    half = (some[1] - some[0]) / 2 if len(some) > 1 else 0.5
    return {"step": some, "from": np.maximum(some - half, 0), "to": np.minimum(some + half, max(steps, 1))}


def _extent(heights: np.ndarray, scale: str) -> tuple[float, float] | None:
    """Two heights that keep a log axis still while a slider moves: it grows in jumps of ten decades.

    An axis that fitted every picture would draw every straight line from corner to corner, whatever its slope. None on
    the linear axis, and where nothing is drawn.
    """
    drawn = heights[np.isfinite(heights)]
    if scale != "log" or not len(drawn):
        return None
    low, high = np.log10([drawn.min(), drawn.max()])
    low, high = min(-10, 10 * math.floor(low / 10)), 2 * math.ceil(high / 2) if high < 4 else 10 * math.ceil(high / 10)
    return 10.0 ** max(low, -307), 10.0 ** min(high, 308)
