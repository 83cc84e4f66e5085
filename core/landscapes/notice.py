"""What a map leaves out, said in it: contour lines that cost too much, a loss that is the same everywhere or has no value."""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from core.landscapes.contours import drawn_levels, pieces
from core.landscapes.ground import grid, levels
from core.problems import Problem

# Where less of the map than this has a loss it looks empty.
FEW = 0.02


@lru_cache(maxsize=32)
def notice(problem: Problem) -> str:
    """Why the map is not as full as others are, in one or two short lines; empty where it is."""
    known = np.isfinite(grid(problem)[2])
    if not known.any():
        return "The loss has no finite value on this part of the map."
    if not levels(problem):
        where = "everywhere here" if known.all() else "wherever it has a value here"
        return f"The loss is the same {where},\nto twelve digits: no contour lines."
    counts = pieces(problem)
    wanted, drawn = sum(count > 0 for count in counts), len(drawn_levels(problem))
    if not drawn and wanted:
        return f"{sum(counts):,} pieces of contour line are too many to draw.\nShades alone; zoom in for lines."
    if drawn < wanted:
        return f"Contour lines at {drawn} of {wanted} levels: all would be {sum(counts):,} pieces.\nZoom in for more."
    return "" if drawn and known.mean() > FEW else "The loss has a value in few places here."


def notice_table(problem: Problem) -> pa.Table:
    """The notice as a table: said; no row where there is nothing to say."""
    said = notice(problem)
    return pa.table({"said": pa.array([said] if said else [], pa.string())})
