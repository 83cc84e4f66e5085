"""Any formula in x and y as a landscape: its gradient by symbols, its minima by search."""

from functools import lru_cache

import numpy as np

from core.formulas import Formula, FormulaError, parse
from core.formulas.trees import contains
from core.hyperparameters import LEARNING_RATES
from core.problems.landscape_minima import Domain, around, margined_grid, minima_of
from core.problems.landscapes import PARAMETERS
from core.problems.record import TYPED, Problem, derived

FIRST_TEXT = "sin(x)*cos(y) + (x**2 + y**2) / 20"
FIRST_DOMAIN: Domain = ((-5.0, 5.0), (-5.0, 5.0))
FARTHEST = 1e6


@lru_cache(maxsize=32)
def typed_landscape(text: str, domain: Domain = FIRST_DOMAIN) -> Problem:
    """The problem that somebody typed, under the name "typed", on the map `domain`.

    The gradient that the manual method uses is the derivative by symbols here. `minima` are those that a search found.
    Raises FormulaError where the text is no formula of x and y, or has no value anywhere on the map.
    """
    loss = parse(text, PARAMETERS)
    if not any(contains(loss.tree, name) for name in PARAMETERS):
        raise FormulaError("neither x nor y stands in this loss, so there is nothing to minimise")
    derived_by, gradient = derived(loss)
    x, y, values = margined_grid(loss, domain)
    if not np.isfinite(values).any():
        raise FormulaError("the loss has no finite value anywhere on the map")
    minima, valleys = minima_of(loss, x, y, values, domain)
    return Problem(
        name=TYPED,
        title="Your own formula",
        parameters=PARAMETERS,
        loss=text,
        gradient=tuple(slope.written for slope in gradient),
        derived_by=derived_by,
        start=_start(x, y, values, domain),
        domain=domain,
        minima=minima,
        bottoms=valleys,
        learning_rate=_learning_rate(gradient, domain),
        steps=100,
        look_for="The gradient of the manual method was found by symbols, the minima by a search over the map."
        + (" Small marks show where the ground is flat at the bottom." if valleys else ""),
    )


def _start(x: np.ndarray, y: np.ndarray, values: np.ndarray, domain: Domain) -> tuple[float, float]:
    """The place among finite losses that is nearest to a fifth of the way from the upper left corner."""
    calm = np.zeros(values.shape, bool)
    calm[1:-1, 1:-1] = np.isfinite(around(values)).all(axis=0) & np.isfinite(values[1:-1, 1:-1])
    (west, east), (south, north) = domain
    away = np.hypot((x - west) / (east - west) - 0.2, (y - south) / (north - south) - 0.8)
    usable = calm if calm.any() else np.isfinite(values)
    at = np.unravel_index(np.argmin(np.where(usable, away, np.inf)), away.shape)
    return float(f"{x[at]:.6g}"), float(f"{y[at]:.6g}")


def _learning_rate(gradient: tuple[Formula, ...], domain: Domain) -> float:
    """A rate at which a step from most places is at most a tenth of the map, one digit long."""
    x, y = np.meshgrid(*(np.linspace(low, high, 41) for low, high in domain))
    with np.errstate(all="ignore"):
        slopes = np.hypot(*(np.broadcast_to(slope.numpy(x, y), x.shape) for slope in gradient))
    usable = slopes[np.isfinite(slopes) & (slopes > 0)]
    if not len(usable):
        return 0.1
    width = max(high - low for low, high in domain)
    rate = 0.1 * width / float(np.quantile(usable, 0.9))
    return float(f"{min(max(rate, LEARNING_RATES[0]), 1.0):.1g}")
