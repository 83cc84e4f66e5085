"""The local minima of a formula within a map: a grid, ever closer looks, Newton's last digits, and a check all around."""

import numpy as np

from core.formulas import Formula, FormulaError
from core.problems.around import Surroundings, far, values_of
from core.problems.landscapes import PARAMETERS
from core.problems.valleys import FLOOR, Valley, is_plateau, labelled, traced

Domain = tuple[tuple[float, float], tuple[float, float]]
Places = tuple[tuple[float, float], ...]

GRID_POINTS = 201
MOST_MINIMA = 49
MOST_VALLEYS = 4
# Each look at 9 x 9 points around a minimum takes a third of the one before: 45 of them lead below any double's last digit.
LOOK, SHRINK, LOOKS = 4, 3.0, 45


@np.errstate(over="ignore", invalid="ignore")  # losses may lie at both ends of float64
def minima_of(
    loss: Formula, x: np.ndarray, y: np.ndarray, values: np.ndarray, domain: Domain
) -> tuple[Places, tuple[Valley, ...]]:
    """The local minima within the map, the lowest first: at most `MOST_MINIMA` points, and valleys by places along them.

    `x`, `y` and `values` are of `margined_grid`. No poles and no edges; a map that is the same everywhere has none.
    """
    (low, high), cell = np.array(domain).T, np.array([(high - low) / (GRID_POINTS - 1) for low, high in domain])
    finite = values[np.isfinite(values)]
    if np.ptp(finite) <= 1e-12 * np.abs(finite).max():
        return (), ()
    at, deepest = _candidates(values)
    around = Surroundings(loss, cell)
    refined = _refined(loss, np.column_stack([x[at], y[at]]), cell)
    kinds = [around.kind(place) for place in refined]
    whole = [around.at(place) >= deep for place, deep in zip(refined, deepest, strict=True)]
    flat = [k for k, kind in enumerate(kinds) if kind == "flat" and whole[k]]
    valleys = _valleys(loss, x, y, values, cell, [(around.at(refined[k]), at[0][k], at[1][k]) for k in flat])
    kept: list[np.ndarray] = []
    for kind in ("minimum", "slope"):
        for k in [k for k, found in enumerate(kinds) if found == kind and whole[k]]:
            found = _checked(around, refined[k], kind, kept)
            if found is None or not np.all((found >= low) & (found <= high)) or around.at(found) < deepest[k]:
                continue
            if far(found, kept, cell / 10) and not _on(found, around.at(found), valleys, loss, cell):
                kept.append(np.where(np.abs(found) < 1e-12 * cell, 0.0, found))
    kept.sort(key=around.at)
    return tuple((float(point[0]), float(point[1])) for point in kept[:MOST_MINIMA]), valleys


def _checked(around: Surroundings, place: np.ndarray, kind: str, known: list[np.ndarray]) -> np.ndarray | None:
    """The minimum at or below a place, a bowl's by its curvature, any other's by a walk; None for none or a known one."""
    if kind == "minimum" and _is_bowl(around.loss, place, around.cell):
        return place
    found = around.bottom(place, known)
    if found is None:
        return None
    polished = _polished(around.loss, found[np.newaxis])[0]
    found = polished if around.at(polished) <= around.at(found) else found
    return found if around.kind(found) == "minimum" else None


def _valleys(
    loss: Formula,
    x: np.ndarray,
    y: np.ndarray,
    values: np.ndarray,
    cell: np.ndarray,
    flat: list[tuple[float, int, int]],
) -> tuple[Valley, ...]:
    """The valleys that flat places, each by its loss and its grid point, belong to: one for each height."""
    usual = float(np.median(values[np.isfinite(values)]))
    found: list[Valley] = []
    levels: list[float] = []
    for level, row, column in sorted(flat):
        if len(found) == MOST_VALLEYS or any(abs(level - other) <= FLOOR * abs(usual - other) for other in levels):
            continue
        levels.append(level)
        if not is_plateau(values, row, column):
            places = traced(loss, x, y, values, level, lambda places: _looked_at(loss, places, cell))
            found += [places] if places else []
    return tuple(found)


def _on(place: np.ndarray, height: float, valleys: tuple[Valley, ...], loss: Formula, cell: np.ndarray) -> bool:
    """Whether a place lies on a valley: as low as that, with more of it nearby."""
    for valley in valleys:
        marks = np.array(valley)
        level = float(values_of(loss, marks[:1, 0], marks[:1, 1])[0])
        near = np.all(np.abs(marks - place) < 15 * cell, axis=1)
        if abs(height - level) <= 1e-6 * max(1.0, abs(level)) and near.sum() > 1:
            return True
    return False


def margined_grid(loss: Formula, domain: Domain) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The loss over the map with a margin of one cell, inf where it has no value; each array of shape (n, n)."""
    ranges = [np.linspace(low, high, GRID_POINTS) for low, high in domain]
    x, y = np.meshgrid(*(np.concatenate(([2 * r[0] - r[1]], r, [2 * r[-1] - r[-2]])) for r in ranges))
    return x, y, values_of(loss, x, y)


def _candidates(values: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Grid points below their eight neighbours, one of each flat piece, the lowest first: rows and columns, each (n,).

    And how low a minimum there can be, shape (n,): one that is ten times as far below its grid point as that is below the
    others is a pole.
    """
    core, others = values[1:-1, 1:-1], around(values)
    lowest = np.isfinite(core) & np.isfinite(others).all(axis=0) & (core <= others).all(axis=0)
    with np.errstate(invalid="ignore", over="ignore"):
        deepest = core - 10 * (others.max(axis=0) - core)
    pieces, count = labelled(lowest)
    first = np.unique(pieces, return_index=True)[1][-count:] if count else np.empty(0, int)
    rows, columns = np.unravel_index(first, core.shape)
    order = np.argsort(core[rows, columns], kind="stable")[: 4 * MOST_MINIMA]
    rows, columns = rows[order], columns[order]
    return (rows + 1, columns + 1), deepest[rows, columns]


def around(values: np.ndarray) -> np.ndarray:
    """The eight neighbours of every point that is not at the edge, shape (8, n - 2, n - 2)."""
    shifts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    return np.array([np.roll(values, shift, (0, 1))[1:-1, 1:-1] for shift in shifts])


def _refined(loss: Formula, places: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Each place moved to the lowest nearby, to the last digit where the loss is smooth."""
    return _polished(loss, _looked_at(loss, places, cell))


def _looked_at(loss: Formula, places: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Each place moved to the lowest point of ever smaller looks around it."""
    steps = np.arange(-LOOK, LOOK + 1) / LOOK
    dx, dy = (grid.ravel() for grid in np.meshgrid(steps, steps))
    reach = cell.copy()
    for _ in range(LOOKS if len(places) else 0):
        x, y = places[:, :1] + reach[0] * dx, places[:, 1:] + reach[1] * dy
        best = np.argmin(values_of(loss, x, y), axis=1)[:, np.newaxis]
        places = np.hstack([np.take_along_axis(x, best, 1), np.take_along_axis(y, best, 1)])
        reach /= SHRINK
    return places


def _polished(loss: Formula, places: np.ndarray) -> np.ndarray:
    """Two steps of Newton's: comparing losses finds a smooth minimum to half of a double's digits only."""
    for _ in range(2):
        steps = [_newton(loss, place) for place in places]
        small = [step if step is not None and np.hypot(*step) < 1e-4 else np.zeros(2) for step in steps]
        places = places - np.reshape(small, (-1, 2))
    return places


def _is_bowl(loss: Formula, place: np.ndarray, cell: np.ndarray) -> bool:
    """Whether a place is the bottom of the bowl that its slope and its curvature tell of."""
    step = _newton(loss, place)
    return step is not None and bool(np.all(np.abs(step) < 1e-6 * cell))


def _newton(loss: Formula, place: np.ndarray) -> np.ndarray | None:
    """Newton's step from a place, to be subtracted; None where the curvature is not that of a minimum, or not known."""
    try:
        slopes = [loss.derivative(name) for name in PARAMETERS]
        bends = [[slope.derivative(name) for name in PARAMETERS] for slope in slopes]
    except FormulaError:
        return None
    with np.errstate(all="ignore"):
        slope = np.array([float(f.numpy(*place)) for f in slopes])
        bend = np.array([[float(f.numpy(*place)) for f in row] for row in bends])
    if not (np.isfinite(bend).all() and np.isfinite(slope).all()):
        return None
    least, most = np.linalg.eigvalsh(bend)
    return np.linalg.solve(bend, slope) if least > 1e-12 * most else None
