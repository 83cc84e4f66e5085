"""What a quadratic says of descent in two parameters: curvatures, limit, best rates; and theory beside the runs.

Near a minimum a smooth loss is a quadratic. Along each axis of its ellipses a linear rule is what it is for one parameter
(see core.theory), so the larger curvature sets the limit and the slower axis the factor. Sources: Polyak, "Some methods of
speeding up the convergence of iteration methods", 1964; Goh, "Why momentum really works", 2017.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.formulas import Formula, FormulaError, parse
from core.landscapes.expedition import ExpeditionSettings, runs
from core.landscapes.outcome import nearest_minimum
from core.outcome import place
from core.problems import Problem, gradient_of
from core.settings import DescentSettings
from core.theory import LINEAR, linear, momentum_of
from core.trajectory import Trajectory

FEWEST_STEPS = 8


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
        return (self.condition - 1) / (self.condition + 1)

    @property
    def best_momentum_rate(self) -> float:
        """The learning rate with which momentum is fastest: `(2 / (sqrt(least) + sqrt(most)))**2`."""
        return (2 / (math.sqrt(self.least) + math.sqrt(self.most))) ** 2 if self.least > 0 else math.nan

    @property
    def best_momentum(self) -> float:
        """The momentum that goes with it: `((sqrt(k) - 1) / (sqrt(k) + 1))**2`."""
        return self.best_momentum_factor**2

    @property
    def best_momentum_factor(self) -> float:
        """What a step then multiplies the distance by, in the long run: `(sqrt(k) - 1) / (sqrt(k) + 1)`."""
        root = math.sqrt(self.condition)
        return (root - 1) / (root + 1)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Theory beside practice for one racer: `limit` of its learning rate, and what a step multiplies the distance to the
    minimum by in the long run, `predicted` and `measured`; None where there is no such number.
    """

    quadratic: Quadratic | None
    limit: float | None
    predicted: float | None
    measured: float | None
    verdict: str


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
    agree = np.allclose(fine, coarse, rtol=1e-2, atol=1e-6 * max(1.0, float(np.abs(fine).max())))
    return fine if agree else np.full((2, 2), np.inf)


def limit_of(settings: DescentSettings, quadratic: Quadratic) -> float | None:
    """The learning rate from which the minimum no longer attracts: `2 / most` for SGD, more with momentum.

    None for a rule that has no such limit, and where `quadratic` has no minimum.
    """
    rule = linear(settings)
    if rule is None or not quadratic.least > 0:
        return None
    return rule.bound(momentum_of(settings)) / quadratic.most


def predicted_factor(settings: DescentSettings, quadratic: Quadratic) -> float | None:
    """What a step multiplies the distance by in the long run, along the slower of the two axes; None for other rules."""
    rule = linear(settings)
    if rule is None or not quadratic.least > 0:
        return None
    matrices = [
        rule.matrix(settings.learning_rate * bend, momentum_of(settings)) for bend in (quadratic.least, quadratic.most)
    ]
    return max(float(np.max(np.abs(np.linalg.eigvals(np.array(matrix))))) for matrix in matrices)


def measured_factor(run: Trajectory, minimum: tuple[float, ...]) -> float | None:
    """What a step multiplied the distance to `minimum` by: the straight line through its logarithm, over the later half.

    Steps count as long as the distance is neither rounding nor beyond all bounds; None where fewer than 8 do, in the half.
    """
    distance = np.hypot(*(run.parameters.astype(np.float64) - minimum).T)
    info = np.finfo(run.parameters.dtype)
    # Around 0 numbers are as exact as they are small; elsewhere only to the last digit of the minimum's own.
    floor = max(100 * float(info.eps) * float(np.max(np.abs(minimum))), 100 * float(info.tiny))
    usable = np.isfinite(distance) & (distance > floor) & (distance < 1e-3 * float(info.max))
    last = int(np.argmin(usable)) if not usable.all() else len(usable)
    later = np.arange(last // 2, last)
    if len(later) < FEWEST_STEPS:
        return None
    return float(np.exp(np.polyfit(later - later[0], np.log(distance[later]), 1)[0]))


def rates(settings: ExpeditionSettings) -> tuple[Rate, ...]:
    """Theory beside practice for every racer, at the minimum nearest to where it ended (to the start, if it diverged)."""
    return tuple(
        _rate(settings.problem, settings.of(racer), run)
        for racer, run in zip(settings.racers, runs(settings), strict=True)
    )


def _rate(problem: Problem, settings: DescentSettings, run: Trajectory) -> Rate:
    minimum = nearest_minimum(problem, run.parameters[-1].astype(np.float64))
    minimum = minimum or nearest_minimum(problem, np.array(settings.start))
    if minimum is None:
        return Rate(quadratic=None, limit=None, predicted=None, measured=None, verdict="No minimum is known.")
    quadratic, measured = quadratic_at(problem, (minimum[0], minimum[1])), measured_factor(run, minimum)
    if quadratic is None or not quadratic.least > 0:
        verdict = (
            f"At {place(problem, minimum)} the loss is no bowl: it has a kink there, or no curvature in some direction."
        )
        return Rate(quadratic=quadratic, limit=None, predicted=None, measured=measured, verdict=verdict)
    limit, predicted = limit_of(settings, quadratic), predicted_factor(settings, quadratic)
    return Rate(
        quadratic=quadratic,
        limit=limit,
        predicted=predicted,
        measured=measured,
        verdict=_verdict(settings, quadratic, limit, predicted),
    )


def _verdict(settings: DescentSettings, quadratic: Quadratic, limit: float | None, predicted: float | None) -> str:
    if limit is None or predicted is None:
        return (
            "No theory here: a limit and a factor are known for SGD, with momentum or without, and nothing else added."
        )
    rate = settings.learning_rate
    sign = "<" if rate < limit else "=" if rate == limit else ">"
    written = LINEAR[settings.optimizer].written.replace("L″", "λmax")
    ends = "closer" if predicted < 1 else "neither closer nor farther" if predicted == 1 else "away"
    return (
        f"{rate:.4g} {sign} {limit:.4g} = {written}: near {place(settings.problem, quadratic.point)} a step multiplies "
        f"the distance by {predicted:.4g} in the long run, {ends}."
    )
