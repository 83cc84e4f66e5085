"""The local minima of a formula within a map, by search: a grid, ever closer looks, and Newton's last digits."""

import math

import numpy as np
from scipy.optimize import minimize

from core.formulas import Formula, FormulaError
from core.landscapes.problems import PARAMETERS
from core.problems import derived

Domain = tuple[tuple[float, float], tuple[float, float]]

GRID_POINTS = 201
MOST_MINIMA = 49
# Each look at 9 x 9 points around a minimum takes a third of the one before: 45 of them lead below any double's last digit.
LOOK, SHRINK, LOOKS = 4, 3.0, 45
# How many places at most a slower method is sent down from, each some milliseconds.
MOST_RUNS = 20


def minima_of(
    loss: Formula, x: np.ndarray, y: np.ndarray, values: np.ndarray, domain: Domain
) -> tuple[tuple[float, float], ...]:
    """The local minima within the map, the lowest first, at most `MOST_MINIMA`; no valley floors, no poles, no edges."""
    (low, high), cell = np.array(domain).T, np.array([(high - low) / (GRID_POINTS - 1) for low, high in domain])
    places, floors = _candidates(x, y, values)
    kept: list[np.ndarray] = []
    runs_left = MOST_RUNS
    for point, floor in zip(_refined(loss, places, cell), floors, strict=True):
        found = point
        if runs_left and not _is_minimum(loss, point, cell):
            found, runs_left = _run_down(loss, point), runs_left - 1
        new = all(np.any(np.abs(found - other) > cell / 10) for other in kept)
        deep = float(values_of(loss, found[:1], found[1:])[0]) < floor
        if new and not deep and np.all((found >= low) & (found <= high)) and _is_minimum(loss, found, cell):
            kept.append(np.where(np.abs(found) < 1e-12 * cell, 0.0, found))
    kept.sort(key=lambda point: float(values_of(loss, point[:1], point[1:])[0]))
    return tuple((float(point[0]), float(point[1])) for point in kept[:MOST_MINIMA])


def margined_grid(loss: Formula, domain: Domain) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The loss over the map with a margin of one cell, inf where it has no value; each array of shape (n, n)."""
    ranges = [np.linspace(low, high, GRID_POINTS) for low, high in domain]
    x, y = np.meshgrid(*(np.concatenate(([2 * r[0] - r[1]], r, [2 * r[-1] - r[-2]])) for r in ranges))
    return x, y, values_of(loss, x, y)


def values_of(loss: Formula, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The loss in float64, inf where it has no finite value."""
    with np.errstate(all="ignore"):
        values = np.broadcast_to(loss.numpy(x, y), x.shape)
    return np.where(np.isfinite(values), values, np.inf).astype(np.float64)


def _candidates(x: np.ndarray, y: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grid points below their eight neighbours, the lowest first, shape (n, 2); and how low a minimum there can be.

    Below that, shape (n,), is a pole: a minimum is not ten times as far below its grid point as that is below the others.
    """
    core, others = values[1:-1, 1:-1], around(values)
    lowest = np.isfinite(core) & np.isfinite(others).all(axis=0) & (core <= others).all(axis=0)
    with np.errstate(invalid="ignore"):
        deepest = core - 10 * (others.max(axis=0) - core)
    order = np.argsort(core[lowest], kind="stable")[: 4 * MOST_MINIMA]
    places = np.column_stack([grid[1:-1, 1:-1][lowest][order] for grid in (x, y)])
    return places, deepest[lowest][order]


def around(values: np.ndarray) -> np.ndarray:
    """The eight neighbours of every point that is not at the edge, shape (8, n - 2, n - 2)."""
    shifts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    return np.array([np.roll(values, shift, (0, 1))[1:-1, 1:-1] for shift in shifts])


def _refined(loss: Formula, places: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Each place moved to the lowest point of ever smaller looks around it."""
    steps = np.arange(-LOOK, LOOK + 1) / LOOK
    dx, dy = (grid.ravel() for grid in np.meshgrid(steps, steps))
    reach = cell.copy()
    for _ in range(LOOKS if len(places) else 0):
        x, y = places[:, :1] + reach[0] * dx, places[:, 1:] + reach[1] * dy
        best = np.argmin(values_of(loss, x, y), axis=1)[:, np.newaxis]
        places = np.hstack([np.take_along_axis(x, best, 1), np.take_along_axis(y, best, 1)])
        reach /= SHRINK
    return _polished(loss, places)


def _polished(loss: Formula, places: np.ndarray) -> np.ndarray:
    """Two steps of Newton's: comparing losses finds a smooth minimum to half of a double's digits only."""
    try:
        slopes = [loss.derivative(name) for name in PARAMETERS]
        bends = [[slope.derivative(name) for name in PARAMETERS] for slope in slopes]
    except FormulaError:
        return places
    for _ in range(2):
        moved = []
        for x, y in places:
            with np.errstate(all="ignore"):
                slope = np.array([float(f.numpy(x, y)) for f in slopes])
                bend = np.array([[float(f.numpy(x, y)) for f in row] for row in bends])
            step = _solved(bend, slope)
            moved.append((x - step[0], y - step[1]))
        places = np.array(moved).reshape(-1, 2)
    return places


def _solved(bend: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Newton's step, 0 where the curvature is not that of a minimum or the step is no mere correction."""
    if not (np.isfinite(bend).all() and np.isfinite(slope).all()) or not _positive(bend):
        return np.zeros(2)
    step = np.linalg.solve(bend, slope)
    return step if np.hypot(*step) < 1e-4 else np.zeros(2)


def _positive(bend: np.ndarray) -> bool:
    least, most = np.linalg.eigvalsh(bend)
    return bool(least > 1e-12 * most)


def _run_down(loss: Formula, point: np.ndarray) -> np.ndarray:
    """Where a quasi-Newton method ends that begins at `point`: curved valleys hold up a search that looks around."""
    slopes = derived(loss)[1]
    with np.errstate(all="ignore"):
        found = minimize(
            lambda p: float(loss.numpy(*p)),
            point,
            jac=lambda p: np.array([float(slope.numpy(*p)) for slope in slopes]),
            method="BFGS",
            options={"gtol": 1e-10, "maxiter": 100},
        )
    return _polished(loss, found.x[np.newaxis])[0] if np.isfinite(found.x).all() else point


def _is_minimum(loss: Formula, point: np.ndarray, cell: np.ndarray) -> bool:
    """Whether the loss rises in every direction, and by more than rounding: on the floor of a valley it does not."""
    angles = np.linspace(0, 2 * math.pi, 64, endpoint=False)
    here = float(values_of(loss, point[:1], point[1:])[0])
    apart, steepest, least = angles[1], 0.0, math.inf
    for _ in range(8):  # looking ever closer at the direction in which it rises least
        at = point[:, np.newaxis] + cell[:, np.newaxis] / 2 * np.array([np.cos(angles), np.sin(angles)])
        rises = values_of(loss, *at) - here
        if not np.isfinite(rises).all():
            return False
        steepest, least = max(steepest, float(rises.max())), float(rises.min())
        angles = angles[np.argmin(rises)] + np.linspace(-apart, apart, 33)
        apart /= 16
    return least > max(1e-12 * steepest, 1e-14 * abs(here))
