"""A map as a long table: a row for each cell, with the numbers of its axes and what its run came to."""

import numpy as np
import pandas as pd

from core.atlas.links import DOUBLING, GRID, SharedMap
from core.atlas.orbits import orbits
from core.atlas.pieces import computed, pieces
from core.atlas.shown import sweeps
from core.maps.axes import values
from core.maps.grid import Map
from core.maps.runs import NEVER, NO_MINIMUM, Ends
from core.theory.findings import WORDS


def table(shared: SharedMap) -> pd.DataFrame:
    """All cells: a column for each axis, then outcome, final_loss, steps_to_minimum (empty for never), minimum (from 1 in the
    order of their losses, empty for none), factor. Of a sweep optimizer stands first; of a doubling there are learning rate,
    step and place.
    """
    if shared.kind == DOUBLING:
        return _places(shared)
    if shared.kind == GRID:
        return _cells(shared.map, shared.method)
    rows = [
        _of(shared.map, ends, (1, shared.map.columns)).assign(optimizer=settings.optimizer)
        for settings, ends in reversed(sweeps(shared))
    ]
    joined = pd.concat(rows, ignore_index=True)
    return joined.reindex(columns=["optimizer", *joined.columns.drop("optimizer")])


def _cells(map: Map, method: str) -> pd.DataFrame:
    """Every cell at full resolution, whether the page has computed it yet or not."""
    every = pieces(map)
    found = [computed(map, method, index) for index in range(len(every)) if every[index].stride == 1]
    joined = Ends(*(np.concatenate([getattr(each, name) for each in found]) for name in Ends.__dataclass_fields__))
    return _of(map, joined, map.shape)


def _of(map: Map, ends: Ends, shape: tuple[int, int]) -> pd.DataFrame:
    rows, columns = shape
    axes = {map.across.name: np.tile(values(map.across, columns), rows)}
    if map.up:
        axes[map.up.name] = np.repeat(values(map.up, rows), columns)
    step, minimum = ends.step.ravel().astype(float), ends.minimum.ravel().astype(float)
    return pd.DataFrame(
        {
            **axes,
            "outcome": np.array(WORDS)[ends.word.ravel()],
            "final_loss": ends.loss.ravel(),
            "steps_to_minimum": np.where(step == NEVER, np.nan, step),
            "minimum": np.where(minimum == NO_MINIMUM, np.nan, minimum + 1),
            "factor": ends.factor.ravel(),
        }
    )


def _places(shared: SharedMap) -> pd.DataFrame:
    places = orbits(shared.map)
    columns, last = places.shape
    steps = np.arange(shared.settings.steps - last + 1, shared.settings.steps + 1)
    return pd.DataFrame(
        {
            shared.across.name: np.repeat(values(shared.across, columns), last),
            "step": np.tile(steps, columns),
            shared.settings.problem.parameters[0]: places.ravel(),
        }
    )
