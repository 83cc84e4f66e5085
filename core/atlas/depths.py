"""How far down a loss is, of all that a problem has, as a shade."""

from functools import lru_cache

import numpy as np

from core.problems import Problem, loss_at
from core.problems.bottoms import known_lows, loss_of

# A loss is drawn in its deepest shade so many decades below the highest of the corners.
DECADES = 12.0
DEEPEST = 255


@lru_cache(maxsize=64)
def heights_of(problem: Problem) -> tuple[float, float]:
    """The lowest loss that is known of a problem, and the highest of its corners above that."""
    corners = np.array(np.meshgrid(*problem.domain), np.float64).reshape(len(problem.domain), -1)
    losses = np.append(loss_at(problem, *corners), loss_of(problem, problem.start))
    finite = losses[np.isfinite(losses)]
    lows = [loss_of(problem, place) for place in known_lows(problem)[:1]] or [float(finite.min(initial=0.0))]
    return lows[0], max(float(finite.max(initial=1.0)) - lows[0], np.finfo(np.float64).tiny)


@np.errstate(all="ignore")
def depths(problem: Problem, loss: np.ndarray) -> np.ndarray:
    """How far down losses are, as shades: 0 as high as the corners and higher, 255 twelve decades lower."""
    ground, height = heights_of(problem)
    down = -np.log10(np.maximum(loss - ground, 0) / height) / DECADES
    return np.nan_to_num(np.clip(np.rint(DEEPEST * down), 0, DEEPEST), nan=0).astype(np.uint8)
