"""The run of one cell: its settings, what it came to by both methods, and what theory predicted."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.atlas.links import SWEEP, SharedMap
from core.atlas.sentences import said_of_axis
from core.atlas.shown import racers, shape_of
from core.atlas.theory import predicted
from core.maps.axes import value_of
from core.maps.grid import settings_at
from core.methods import run_both
from core.settings import DescentSettings
from core.theory.lows import nearest_minimum
from core.theory.outcome import Outcome, outcome
from core.theory.rates import measured_factor
from core.trajectory import Trajectory, gap


def cell_settings(shared: SharedMap, column: int, row: int) -> DescentSettings | None:
    """The settings of the run of a cell; None for a cell that the picture does not have."""
    rows, columns = shape_of(shared)
    if not (0 <= column < columns and 0 <= row < rows):
        return None
    if shared.kind == SWEEP:
        shared = replace(shared, settings=racers(shared)[row], also=())
    return settings_at(shared.map, column, row if shared.map.up else 0)


@lru_cache(maxsize=64)
def runs(settings: DescentSettings) -> dict[str, Trajectory]:
    """The run by both methods."""
    return run_both(settings)


def numbers(shared: SharedMap, settings: DescentSettings) -> list[tuple[str, str]]:
    """What is told of a cell's run in numbers: names and texts."""
    axes = [shared.across, *([shared.up] if shared.map.up else [])]
    placed = [(said_of_axis(settings, axis.name), f"{value_of(settings, axis.name):.6g}") for axis in axes]
    both = runs(settings)
    run = both[shared.method]
    names = settings.problem.parameters
    end = ", ".join(map(_written, run.parameters[-1].tolist()))
    found = [
        *placed,
        ("final loss", _written(float(run.loss[-1]))),
        (f"final {', '.join(names)}", end),
        ("largest gap", _gap(both)),
    ]
    return [*found, *_factor(settings, run)]


def _factor(settings: DescentSettings, run: Trajectory) -> list[tuple[str, str]]:
    """What a step multiplied the distance by, beside what theory says; nothing where theory says nothing."""
    minimum = nearest_minimum(settings.problem, run.parameters[-1])
    theory = predicted(settings, minimum or nearest_minimum(settings.problem, np.array(settings.start)))
    if theory is None:
        return []
    measured = measured_factor(run, minimum) if minimum else None
    seen = "too few steps to measure" if measured is None else f"{measured:.4g} measured"
    return [("factor of a step", f"{seen}, {abs(theory):.4g} predicted")]


def _written(value: float) -> str:
    return "no number" if math.isnan(value) else f"{value:.6g}"


def _gap(both: dict[str, Trajectory]) -> str:
    ulp = float(gap(both["tape"], both["manual"])["ulp"].to_numpy().max())
    return "none" if ulp == 0 else f"{ulp:.3g} ULP"


def ended(shared: SharedMap, settings: DescentSettings) -> Outcome:
    """What the run came to, by the method of the map."""
    return outcome(settings.problem, runs(settings)[shared.method])
