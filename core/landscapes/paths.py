"""Paths as far as the map shows them: every segment within the map, cut where it crosses the edge."""

import numpy as np
import pyarrow as pa

from core.landscapes.expedition import ExpeditionSettings, runs
from core.landscapes.ground import place_type
from core.problems import Problem
from core.trajectory import Trajectory

# A step shorter than this share of the map's width cannot be told from its neighbours on a screen.
SHORTEST = 1 / 2000


def path_table(settings: ExpeditionSettings, part: Problem | None = None) -> pa.Table:
    """The racers' paths, as lines to draw in the order of the rows; on `part` of the map where not all of it is seen.

    Columns racer (from 0), method, step (float32), x, y (see `place_type`), loss (float64), inside.
    A row with `inside` true is a row of the
    run. Where a path crosses the edge there is a row with `inside` false: `step` says how far along, as 3.4 for two fifths of
    the step from 3 to 4, and loss is null. A row without x and y ends a line where the path is out of the map. Rows within
    1/2000 of the map's width of the row drawn before are left out, but never the first and the last.
    """
    return pa.concat_tables(
        [_path_of(part or settings.problem, k, settings.racers[k].method, run) for k, run in enumerate(runs(settings))]
    )


def _path_of(problem: Problem, k: int, method: str, run: Trajectory) -> pa.Table:
    low, high = edges_in(problem, run.parameters.dtype).astype(np.float64)
    points = run.parameters.astype(np.float64)
    steps = _joined(*visible_parts(points, low, high)) if run.steps else np.zeros(1)
    steps = _thinned(steps, points, SHORTEST * np.diff(problem.domain)[:, 0])
    whole = np.floor(np.nan_to_num(steps)).astype(int)
    share = steps - whole
    gone, on_a_row, at = np.isnan(steps), share == 0, points[whole]
    between = np.flatnonzero(share > 0)
    if len(between):
        here, ahead = whole[between], np.minimum(whole[between] + 1, run.steps)
        with np.errstate(invalid="ignore", over="ignore"):
            along = share[between, np.newaxis] * (points[ahead] - points[here])
            at[between] = np.clip(points[here] + along, low, high)
    if gone.any():  # in order with its neighbours, so that a picture may sort by step
        steps[gone] = (steps[np.flatnonzero(gone) - 1] + steps[np.flatnonzero(gone) + 1]) / 2
    loss, at = run.loss.astype(np.float64)[whole], at.astype(place_type(problem))
    return pa.table(
        {
            "racer": np.full(len(steps), k, np.int16),
            "method": pa.repeat(method, len(steps)),
            "step": steps.astype(np.float32),
            "x": pa.array(at[:, 0], mask=gone),
            "y": pa.array(at[:, 1], mask=gone),
            "loss": pa.array(loss, mask=gone | ~on_a_row | ~np.isfinite(loss)),
            "inside": on_a_row & ~gone,
        }
    )


def edges_in(problem: Problem, dtype: np.dtype) -> np.ndarray:
    """The map's lowest and highest corner in a run's precision, shape (2, 2); infinite where it has no such number."""
    with np.errstate(over="ignore"):
        return np.array(problem.domain).astype(dtype).T


def visible_parts(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each segment from a point to the next, shape (n, 2), enters and leaves the box, as shares of the segment.

    `enter` > `leave` where nothing of it is within the box, or it has no finite ends. Source: Liang and Barsky, "A new
    concept and method for line clipping", 1984.
    """
    begin, end = points[:-1], points[1:]
    # Ends far beyond anything a box can be compared with are no line to draw.
    usable = np.all(np.isfinite(points) & (np.abs(points) < 1e150), axis=1)
    usable = usable[:-1] & usable[1:]
    with np.errstate(all="ignore"):
        along = end - begin
        to_low, to_high = (low - begin) / along, (high - begin) / along
    still = along == 0
    within = (begin >= low) & (begin <= high)
    first = np.where(still, np.where(within, -np.inf, np.inf), np.minimum(to_low, to_high))
    last = np.where(still, np.where(within, np.inf, -np.inf), np.maximum(to_low, to_high))
    enter = np.maximum(np.max(first, axis=1), 0.0)
    leave = np.minimum(np.min(last, axis=1), 1.0)
    return np.where(usable, enter, np.inf), np.where(usable, leave, -np.inf)


def _joined(enter: np.ndarray, leave: np.ndarray) -> np.ndarray:
    """The places to draw, as steps with a share; NaN where a line ends and the next begins."""
    seen = np.flatnonzero(enter <= leave)
    begin, end = seen + enter[seen], seen + leave[seen]
    anew = np.append(True, begin[1:] != np.maximum(begin, end)[:-1])[: len(seen)]
    places = np.column_stack([np.full(len(seen), np.nan), begin, end])
    return places[np.column_stack([anew, anew, end > begin])][1:]


def _thinned(steps: np.ndarray, points: np.ndarray, shortest: np.ndarray) -> np.ndarray:
    """Those places without the rows that lie within `shortest` of the last one kept; crossings and ends stay."""
    row = np.nan_to_num(steps).astype(int)
    with np.errstate(over="ignore", invalid="ignore"):
        places = points[row] / shortest
    a_row = steps == row
    ends = ~a_row | np.append(np.isnan(steps[1:]), True)[: len(steps)]
    kept, before = [], None
    for n, (x, y, is_end, is_row) in enumerate(zip(*places.T.tolist(), ends.tolist(), a_row.tolist(), strict=True)):
        if is_end or before is None or abs(x - before[0]) >= 1 or abs(y - before[1]) >= 1:
            kept.append(n)
            before = (x, y) if is_row else None
    return steps[kept]
