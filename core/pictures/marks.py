"""What a picture has room for: which rows of a run are drawn, and over which places one can hover."""

import numpy as np
import pyarrow as pa

# A browser draws a line through thousands of rows at once, but needs a mark for each dot and each place to hover over.
MOST_MARKS = 80
MOST_BUCKETS = 120
# A scrubber stops at every step of a run of so many; of a longer one it has some hundreds of stops, or with each movement
# of a slider a megabyte would go to the browser.
MOST_STOPS = 1000
STOPS_OF_MORE = 400


def line_of(method: str, thinned_by: np.ndarray, **columns: np.ndarray) -> pa.Table:
    """A line's rows, NaN as null; of a long run the first and last rows and each bucket's extremes of `thinned_by`.

    Every row kept is a row of the run, and as many buckets as the picture has room for draw the same line as all rows do.
    Source: Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", 2014.
    """
    steps = len(thinned_by)
    rows = np.arange(steps)
    if steps > 2 * MOST_BUCKETS:
        nothing = np.isnan(thinned_by)
        lowest, highest = (
            _lowest(np.where(nothing, np.inf, thinned_by)),
            _lowest(np.where(nothing, np.inf, -thinned_by)),
        )
        rows = np.unique([0, *lowest, *highest, steps - 1])
    drawn = {name: values[rows] for name, values in columns.items()}
    data = {name: pa.array(values, mask=~np.isfinite(values)) for name, values in drawn.items()}
    return pa.table({"method": pa.repeat(method, len(rows)), "step": rows.astype(np.int32), **data})


def _lowest(values: np.ndarray) -> np.ndarray:
    """In each bucket the first row of its lowest value."""
    edges = np.linspace(0, len(values), MOST_BUCKETS + 1, dtype=int)
    bucket = np.repeat(np.arange(MOST_BUCKETS), np.diff(edges))
    rows = np.flatnonzero(values == np.minimum.reduceat(values, edges[:-1])[bucket])
    return rows[np.searchsorted(bucket[rows], np.arange(MOST_BUCKETS))]


def stride_of(steps: int) -> int:
    """How many steps lie between two stops of a scrubber."""
    return 1 if steps <= MOST_STOPS else -(-steps // STOPS_OF_MORE)


def stops_of(steps: int) -> np.ndarray:
    """The steps at which a scrubber stops: the first, every so many-th after it, and the last."""
    return np.minimum(np.arange(0, steps + stride_of(steps), stride_of(steps)), steps)


def some_of(steps: int) -> np.ndarray:
    """At most `MOST_MARKS` of the steps, evenly spread, as int32."""
    return np.arange(0, steps, -(-steps // MOST_MARKS), dtype=np.int32)


def bands_of(some: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """Columns step, from, to: side by side, each step in the middle of its band."""
    half = (some[1] - some[0]) / 2 if len(some) > 1 else 0.5
    return {"step": some, "from": np.maximum(some - half, 0), "to": np.minimum(some + half, max(steps, 1))}
