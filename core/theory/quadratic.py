"""What a quadratic says of descent in two parameters: curvatures, limit, best rates.

Near a minimum a smooth loss is a quadratic. Along each axis of its ellipses a linear rule is what it is for one parameter
(see core.theory.limits), so the larger curvature sets the limit and the slower axis the factor. Sources: Polyak, "Some
methods of speeding up the convergence of iteration methods", 1964; Goh, "Why momentum really works", 2017.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.formulas import Formula, FormulaError, parse
from core.problems import Problem, gradient_of


@dataclass(frozen=True, kw_only=True)
class Quadratic:
    """The quadratic that touches a loss at `point`: its curvatures `least` <= `most` and their axes, unit vectors.

    `everywhere` says that the loss is that quadratic. The properties hold at a minimum; they are NaN elsewhere.
    """

    point: tuple[float, float]
    hessian: tuple[tuple[float, float], tuple[float, float]]
    least: float
    most: float
    axes: tuple[tuple[float, float], tuple[float, float]]
    everywhere: bool

    @property
    def condition(self) -> float:
        """k, the larger curvature over the smaller."""
        return self.most / self.least if self.least > 0 else math.nan

    @property
    def limit(self) -> float:
        """The learning rate from which gradient descent explodes: `2 / most`."""
        return 2 / self.most if self.least > 0 else math.nan

    @property
    def best_rate(self) -> float:
        """The learning rate with which gradient descent is fastest: `2 / (least + most)`."""
        return 2 / (self.least + self.most) if self.least > 0 else math.nan

    @property
    def best_factor(self) -> float:
        """What a step then multiplies the distance by: `(k - 1) / (k + 1)`."""
        return _factor(self.condition)

    @property
    def best_momentum_rate(self) -> float:
        """The learning rate with which momentum is fastest: `(2 / (sqrt(least) + sqrt(most)))**2`."""
        rate = 2 / (math.sqrt(self.least) + math.sqrt(self.most)) if self.least > 0 else math.nan
        return rate * rate  # a power would raise where this is inf

    @property
    def best_momentum(self) -> float:
        """The momentum that goes with it: `((sqrt(k) - 1) / (sqrt(k) + 1))**2`."""
        return self.best_momentum_factor**2

    @property
    def best_momentum_factor(self) -> float:
        """What a step then multiplies the distance by, in the long run: `(sqrt(k) - 1) / (sqrt(k) + 1)`."""
        return _factor(math.sqrt(self.condition))


def _factor(ratio: float) -> float:
    return (ratio - 1) / (ratio + 1) if ratio < math.inf else 1.0


@lru_cache(maxsize=256)
def quadratic_at(problem: Problem, point: tuple[float, float]) -> Quadratic | None:
    """The quadratic that touches the loss at `point`, in float64; None at a kink and where the loss has no curvature."""
    formulas = _second_derivatives(problem)
    bend = _by_symbols(formulas, point) if formulas else _by_differences(problem, point)
    if not np.isfinite(bend).all() or not bend.any():
        return None
    (least, most), axes = np.linalg.eigh(bend)
    (a, b), (_, d) = bend.tolist()
    return Quadratic(
        point=point,
        hessian=((a, b), (b, d)),
        least=float(least),
        most=float(most),
        axes=tuple((float(x), float(y)) for x, y in axes.T),  # type: ignore[arg-type]
        everywhere=bool(formulas) and not any(formula.sympy.free_symbols for formula in formulas),
    )


@lru_cache(maxsize=64)
def _second_derivatives(problem: Problem) -> tuple[Formula, ...]:
    """Those by x twice, by x and y, and by y twice; none where a formula cannot write them."""
    x, y = problem.parameters
    try:
        slopes = [parse(problem.loss, problem.parameters).derivative(name) for name in (x, y)]
        return slopes[0].derivative(x), slopes[0].derivative(y), slopes[1].derivative(y)
    except FormulaError:
        return ()


def _by_symbols(formulas: tuple[Formula, ...], point: tuple[float, float]) -> np.ndarray:
    with np.errstate(all="ignore"):
        a, b, c = (float(formula.numpy(*np.array(point))) for formula in formulas)
    return np.array([[a, b], [b, c]])


def _by_differences(problem: Problem, point: tuple[float, float]) -> np.ndarray:
    """Central differences of the gradient with two steps; infinite where they disagree, as they do at a kink."""
    slopes = gradient_of(problem)

    def bend(h: float) -> np.ndarray:
        with np.errstate(all="ignore"):
            sides = [
                [[float(f.numpy(*(np.array(point) + s * h * e))) for f in slopes] for s in (1, -1)] for e in np.eye(2)
            ]
            rows = np.array([(np.array(ahead) - np.array(behind)) / (2 * h) for ahead, behind in sides])
            return (rows + rows.T) / 2

    width = max(high - low for low, high in problem.domain)
    fine, coarse = bend(1e-6 * width), bend(3e-6 * width)
    if not (np.isfinite(fine).all() and np.isfinite(coarse).all()):
        return np.full((2, 2), np.inf)
    agree = np.allclose(fine, coarse, rtol=1e-2, atol=1e-6 * max(1.0, float(np.abs(fine).max())))
    return fine if agree else np.full((2, 2), np.inf)
