"""The tables that the pictures of a comparison are drawn from."""

import numpy as np
import pandas as pd
import pyarrow as pa

from core.descent.comparison import BEYOND_ALL_NUMBERS, Comparison
from core.pictures.extents import Extent, extent_of, extent_table
from core.pictures.heights import AT_MINIMUM, dots, notes, silences
from core.pictures.marks import bands_of, line_of, some_of, stops_of, stride_of
from core.rules import update_of
from core.rules.lines import lines_of, memory_of
from core.rules.schedules import learning_rates
from core.settings import DescentSettings
from core.tape.schedules import learning_rates as keras_learning_rates
from core.trajectory import Trajectory


def loss_tables(comparison: Comparison, scale: str, before: Extent | None = None) -> dict[str, pa.Table]:
    """The loss picture's tables. "tape", "manual", "theory": method, step, height (see `Comparison.heights`); "dots": the
    same of those rows of tape and manual where a line begins and ends, or that none leads to.

    "hover": step, from, to and each one's loss as text; "extent": two heights that the axis reaches at least to, which
    `before` were others; "parting", "end": step, said, side: where tape and manual part, and from where on nothing of them
    has a place on the axis.
    """
    settings, heights = comparison.settings, comparison.heights(scale)
    extent = extent_of(np.concatenate([heights["tape"], heights["manual"]]), scale, before)
    if extent:  # theory is drawn as far as the runs' axis reaches
        outside = (heights["theory"] < extent[0]) | (heights["theory"] > extent[1])
        heights["theory"] = np.where(outside, np.nan, heights["theory"])
    tables = {method: line_of(method, height, height=height) for method, height in heights.items()}
    if np.count_nonzero(np.isfinite(heights["theory"])) < 2:  # no line: the legend names it not
        tables["theory"] = tables["theory"][:0]
    some = some_of(settings.steps + 1)
    texts = {name: [f"{value:.9g}" for value in loss[some].tolist()] for name, loss in comparison.losses.items()}
    if comparison.prediction is None:
        texts["theory"] = ["none"] * len(some)
    tables["hover"] = pa.table(bands_of(some, settings.steps) | texts)
    tables["extent"] = extent_table(extent)
    tables["dots"] = dots(pa.concat_tables([tables["tape"], tables["manual"]]), "method", "height", ends=True)
    parted = comparison.parting
    tables["parting"] = notes([] if parted is None else [(parted, f"they part at step {parted}")], settings.steps)
    runs = {method: (run, heights[method]) for method, run in comparison.runs.items()}
    zero = "the lowest reached" if comparison.minimum is None else AT_MINIMUM
    tables["end"] = silences(settings.problem, runs, comparison.ground(scale), zero)
    return tables


def gap_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The gap picture's tables. "gap": method, step, and the gap by its measure, "ulp" or "relative"; "hover": step, from,
    to, and the three gaps as text; "alone": step, said, side: where first one method has a loss and the other none, a gap
    that no axis has a place for.
    """
    columns, alone = {name: column.to_numpy() for name, column in comparison.gap.items()}, comparison.alone
    measure = comparison.measure or "ulp"
    some = some_of(comparison.settings.steps + 1)
    texts = {
        name: [f"{value:.3g}" for value in columns[name][some].tolist()] for name in ("ulp", "absolute", "relative")
    }
    return {
        "gap": line_of("gap", columns[measure], **{measure: columns[measure]}),
        "hover": pa.table(bands_of(some, comparison.settings.steps) | texts),
        "alone": notes(
            [] if alone is None else [(alone, f"{BEYOND_ALL_NUMBERS} at step {alone}")], comparison.settings.steps
        ),
    }


def rule_quantities(settings: DescentSettings) -> tuple[str, ...]:
    """What is drawn of a rule: the gradient, what the rule remembers, its effective learning rate alpha, and its step."""
    update = update_of(settings)
    rate = ("alpha",) if any(line.target == "alpha" for line in lines_of(update)) else ()
    return ("gradient", *memory_of(update), *rate, "step")


def _rule_values(comparison: Comparison) -> dict[str, np.ndarray]:
    """Those quantities at each step in float64; the step is what w moved by."""
    settings, run = comparison.settings, comparison.runs["manual"]
    known = {"gradient": run.gradient[:, 0], "step": _moved(run)}
    return {
        name: (known[name] if name in known else run.quantities[name][:, 0]).astype(np.float64)
        for name in rule_quantities(settings)
    }


def _moved(run: Trajectory) -> np.ndarray:
    """What each step moved the parameter by, in float64; NaN in the last row."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.append(np.diff(run.parameters[:, 0].astype(np.float64)), np.nan)


def rule_tables(comparison: Comparison, scale: str, before: Extent | None = None) -> dict[str, pa.Table]:
    """The rule picture's tables. "quantities": name, step, value, on the log axis its size; "dots": those that no line leads
    to; "hover": step, from, to, and each value as text; "extent" as in `loss_tables`, of values; "end": step, said, side:
    from where on nothing has a place on the axis.
    """
    values = _rule_values(comparison)
    drawn = {name: _size(value) if scale == "log" else value for name, value in values.items()}
    lines = [
        line_of(name, value, value=value).rename_columns(["name", "step", "value"]) for name, value in drawn.items()
    ]
    some = some_of(comparison.settings.steps + 1)
    texts = {name: [f"{number:.5g}" for number in value[some].tolist()] for name, value in values.items()}
    quantities, steps = pa.concat_tables(lines), comparison.settings.steps
    return {
        "quantities": quantities,
        "dots": dots(quantities, "name", "value", ends=False),
        "hover": pa.table(bands_of(some, steps) | texts),
        "extent": extent_table(extent_of(np.concatenate(list(drawn.values())), scale, before), "value"),
        "end": notes(_still(values, drawn, steps), steps),
    }


def _still(values: dict[str, np.ndarray], drawn: dict[str, np.ndarray], steps: int) -> list[tuple[int, str]]:
    """From which step on nothing of a rule is drawn, and why; the last row has no step, which is no news."""
    there = np.flatnonzero(np.any([np.isfinite(sizes) for sizes in drawn.values()], axis=0))
    first = int(there[-1]) + 1 if len(there) else 0
    if first >= steps:
        return []
    rest = np.concatenate([value[first:steps] for value in values.values()])
    words = "all 0" if np.all(rest == 0) else "0 or no numbers" if np.any(rest == 0) else "no numbers"
    return [(first, f"{words} from step {first} on" if first else f"{words} at every step")]


def schedule_tables(comparison: Comparison) -> dict[str, pa.Table]:
    """The schedule picture's tables. "tape", "manual": method, step, rate, by Keras's schedule and the hand-written one."""
    settings = comparison.settings
    rates = {"tape": keras_learning_rates(settings), "manual": learning_rates(settings)}
    return {method: line_of(method, rate, rate=rate) for method, rate in rates.items()}


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
    ring_relative, ring_moved, in float64.
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
    moved = _moved(manual)
    ring = {
        "step": np.arange(len(manual.loss), dtype=np.float64),
        "height": comparison.heights(scale)["manual"],
        "parameter": manual.parameters[:, 0].astype(np.float64),
        "loss": manual.loss.astype(np.float64),
        "ulp": comparison.gap["ulp"].to_numpy(),
        "relative": comparison.gap["relative"].to_numpy(),
        "moved": _size(moved) if scale == "log" else moved,
    }
    return pa.table(numbers | {f"ring_{name}": values for name, values in ring.items()})


def worked_stops(comparison: Comparison, scale: str) -> pa.Table:
    """The rows of `worked_table` that a scrubber needs: all, or in a long run three to each stop: before, there and next."""
    table, steps = worked_table(comparison, scale), comparison.settings.steps
    if stride_of(steps) == 1:
        return table
    around = np.clip(stops_of(steps)[:, np.newaxis] + [-1, 0, 1], 0, steps)
    return table.take(around.ravel())
