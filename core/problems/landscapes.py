"""Losses of two parameters: every built-in landscape by name, with its gradient derived by hand."""

import math
from collections.abc import Mapping
from itertools import product

from core.problems.record import Problem

PARAMETERS = ("x", "y")


def _mirrored(*points: tuple[float, float]) -> tuple[tuple[float, ...], ...]:
    """Each point with its images under both changes of sign and the exchange of x and y, in the order given."""
    images = (
        (sign * a, other * b) for p in points for a, b in (p, p[::-1]) for sign, other in product((1, -1), repeat=2)
    )
    return tuple(dict.fromkeys((x + 0.0, y + 0.0) for x, y in images))


_WAVES = "exp((cos(2*pi*x) + cos(2*pi*y)) / 2)"
_CONE = "exp(-sqrt((x**2 + y**2) / 2) / 5)"
_SUM = "(1 + (x + y + 1)**2 * (19 - 14*(x + y) + 3*(x + y)**2))"
_DIFFERENCE = "(30 + (2*x - 3*y)**2 * (18 - 16*(2*x - 3*y) + 3*(2*x - 3*y)**2))"
_SUM_SLOPE = "12*(x + y + 1)*(x + y - 1)*(x + y - 2)"
_DIFFERENCE_SLOPE = "(2*x - 3*y)*(2*x - 3*y - 1)*(2*x - 3*y - 3)"

_ALL = (
    Problem(
        name="bowl_1",
        title="Bowl, condition 1",
        parameters=PARAMETERS,
        loss="x**2 / 2 + y**2 / 2",
        gradient=("x", "y"),
        start=(-8.0, 6.0),
        domain=((-10.0, 10.0), (-10.0, 10.0)),
        minima=((0.0, 0.0),),
        learning_rate=0.1,
        steps=100,
        look_for="Round: the gradient points straight at the minimum, and a learning rate of 1 arrives in one step.",
    ),
    Problem(
        name="bowl_10",
        title="Bowl, condition 10",
        parameters=PARAMETERS,
        loss="x**2 / 20 + y**2 / 2",
        gradient=("x / 10", "y"),
        start=(-9.0, 6.0),
        domain=((-10.0, 10.0), (-10.0, 10.0)),
        minima=((0.0, 0.0),),
        learning_rate=0.5,
        steps=100,
        look_for="The same limit of 2 as the round bowl, set by y; along x a step does a tenth as much.",
    ),
    Problem(
        name="bowl_100",
        title="Bowl, condition 100",
        parameters=PARAMETERS,
        loss="x**2 / 200 + y**2 / 2",
        gradient=("x / 100", "y"),
        start=(-9.0, 3.0),
        domain=((-10.0, 10.0), (-10.0, 10.0)),
        minima=((0.0, 0.0),),
        learning_rate=1.8,
        steps=200,
        look_for="At a rate near the limit y hops from wall to wall while x creeps. Momentum needs a tenth of the steps.",
    ),
    Problem(
        name="rosenbrock",
        title="Rosenbrock's valley",
        parameters=PARAMETERS,
        loss="(1 - x)**2 + 100*(y - x**2)**2",
        gradient=("-2*(1 - x) - 400*x*(y - x**2)", "200*(y - x**2)"),
        start=(-1.2, 1.0),
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        minima=((1.0, 1.0),),
        learning_rate=0.001,
        steps=200,
        look_for="Everybody finds the curved valley at once; along its floor there is hardly a slope to follow.",
    ),
    Problem(
        name="beale",
        title="Beale",
        parameters=PARAMETERS,
        loss="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
        gradient=(
            "2*(1.5 - x + x*y)*(y - 1) + 2*(2.25 - x + x*y**2)*(y**2 - 1) + 2*(2.625 - x + x*y**3)*(y**3 - 1)",
            "2*(1.5 - x + x*y)*x + 4*(2.25 - x + x*y**2)*x*y + 6*(2.625 - x + x*y**3)*x*y**2",
        ),
        start=(1.0, 1.0),
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        minima=((3.0, 0.5),),
        learning_rate=0.01,
        steps=200,
        look_for="A flat middle between walls of 100,000: near a corner SGD overflows, and Adam does not notice.",
    ),
    Problem(
        name="himmelblau",
        title="Himmelblau",
        parameters=PARAMETERS,
        loss="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        gradient=(
            "4*x*(x**2 + y - 11) + 2*(x + y**2 - 7)",
            "2*(x**2 + y - 11) + 4*y*(x + y**2 - 7)",
        ),
        start=(-0.5, -1.0),
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        minima=(
            (3.0, 2.0),
            (3.5844283403304917, -1.8481265269644036),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.2831859912861696),
        ),
        learning_rate=0.01,
        steps=100,
        look_for="Four minima, all 0: which one is found depends on the start, and on the optimizer too.",
    ),
    Problem(
        name="booth",
        title="Booth",
        parameters=PARAMETERS,
        loss="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
        gradient=("2*(x + 2*y - 7) + 4*(2*x + y - 5)", "4*(x + 2*y - 7) + 2*(2*x + y - 5)"),
        start=(-8.0, -4.0),
        domain=((-10.0, 10.0), (-10.0, 10.0)),
        minima=((1.0, 3.0),),
        learning_rate=0.05,
        steps=100,
        look_for="A bowl of condition 9 that lies askew: rules that scale x and y apart gain nothing here.",
    ),
    Problem(
        name="matyas",
        title="Matyas",
        parameters=PARAMETERS,
        loss="0.26*(x**2 + y**2) - 0.48*x*y",
        gradient=("0.52*x - 0.48*y", "0.52*y - 0.48*x"),
        start=(-9.0, 4.0),
        domain=((-10.0, 10.0), (-10.0, 10.0)),
        minima=((0.0, 0.0),),
        learning_rate=1.0,
        steps=200,
        look_for="Down the side in a few steps, then along the diagonal, whose curvature is 25 times less.",
    ),
    Problem(
        name="three_hump_camel",
        title="Three-hump camel",
        parameters=PARAMETERS,
        loss="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
        gradient=("4*x - 4.2*x**3 + x**5 + y", "x + 2*y"),
        start=(-2.0, -1.0),
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        minima=(
            (0.0, 0.0),
            (-1.747552345830289, 0.8737761729151445),
            (1.747552345830289, -0.8737761729151445),
        ),
        learning_rate=0.05,
        steps=100,
        look_for="SGD ends in the outer valley that it starts in; momentum carries over the saddle to the lowest.",
    ),
    Problem(
        name="goldstein_price",
        title="Goldstein-Price",
        parameters=PARAMETERS,
        loss=f"{_SUM}*{_DIFFERENCE}",
        gradient=(
            f"{_SUM_SLOPE}*{_DIFFERENCE} + 24*{_SUM}*{_DIFFERENCE_SLOPE}",
            f"{_SUM_SLOPE}*{_DIFFERENCE} - 36*{_SUM}*{_DIFFERENCE_SLOPE}",
        ),
        start=(0.8, -0.6),
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        minima=((0.0, -1.0), (-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)),
        learning_rate=0.0001,
        steps=200,
        look_for="From 3 to a million within the map: SGD needs a tiny rate everywhere because it needs one somewhere.",
    ),
    Problem(
        name="mccormick",
        title="McCormick",
        parameters=PARAMETERS,
        loss="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
        gradient=("cos(x + y) + 2*(x - y) - 1.5", "cos(x + y) - 2*(x - y) + 2.5"),
        start=(3.5, 3.5),
        domain=((-1.5, 4.0), (-3.0, 4.0)),
        minima=(
            (1 / 2 - math.pi / 3, -1 / 2 - math.pi / 3),
            (1 / 2 + 2 * math.pi / 3, -1 / 2 + 2 * math.pi / 3),
        ),
        learning_rate=0.05,
        steps=100,
        look_for="A trough that goes down in waves, for ever: SGD rests in the next one, momentum rolls off the map.",
    ),
    Problem(
        name="styblinski_tang",
        title="Styblinski-Tang",
        parameters=PARAMETERS,
        loss="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y) / 2",
        gradient=("2*x**3 - 16*x + 5/2", "2*y**3 - 16*y + 5/2"),
        start=(4.5, 4.5),
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        minima=(
            (-2.903534027771177, -2.903534027771177),
            (-2.903534027771177, 2.746802770990837),
            (2.746802770990837, -2.903534027771177),
            (2.746802770990837, 2.746802770990837),
        ),
        learning_rate=0.01,
        steps=100,
        look_for="Four basins: SGD ends in the highest, where it starts; momentum runs through it to the lowest.",
    ),
    Problem(
        name="rastrigin",
        title="Rastrigin",
        parameters=PARAMETERS,
        loss="20 + x**2 + y**2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)",
        gradient=("2*x + 20*pi*sin(2*pi*x)", "2*y + 20*pi*sin(2*pi*y)"),
        start=(-1.7, 1.3),
        domain=((-2.56, 2.56), (-2.56, 2.56)),
        minima=_mirrored(
            (0.0, 0.0),
            (0.9949586376523348, 0.0),
            (0.9949586376523348, 0.9949586376523348),
            (1.9899122337085495, 0.0),
            (1.9899122337085495, 0.9949586376523348),
            (1.9899122337085495, 1.9899122337085495),
        ),
        learning_rate=0.002,
        steps=100,
        look_for="A valley at every whole number: descent ends in the nearest one, unless something carries it over.",
    ),
    Problem(
        name="ackley",
        title="Ackley",
        parameters=PARAMETERS,
        loss=f"-20*{_CONE} - {_WAVES} + 20 + e",
        gradient=(
            f"2*x / sqrt((x**2 + y**2) / 2) * {_CONE} + pi*sin(2*pi*x) * {_WAVES}",
            f"2*y / sqrt((x**2 + y**2) / 2) * {_CONE} + pi*sin(2*pi*y) * {_WAVES}",
        ),
        start=(-1.4, 2.2),
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        minima=_mirrored(
            (0.0, 0.0),
            (0.9521665459501717, 0.0),
            (0.9684776587077244, 0.9684776587077244),
            (1.9589197181217175, 0.0),
            (1.9646166628629864, 0.9824160350791393),
            (1.9744519864841168, 1.9744519864841168),
        ),
        learning_rate=0.01,
        steps=100,
        look_for="Valleys around a funnel whose tip is a kink: SGD hops about it at any learning rate.",
    ),
    Problem(
        name="saddle",
        title="Saddle",
        parameters=PARAMETERS,
        loss="x**2 / 2 - y**2 / 2 + y**4 / 4",
        gradient=("x", "y**3 - y"),
        start=(-1.8, 0.001),
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        minima=((0.0, 1.0), (0.0, -1.0)),
        learning_rate=0.1,
        steps=200,
        look_for="The start is a thousandth off the ridge: SGD waits at the saddle until that has grown, Adam does not.",
    ),
    Problem(
        name="ravine",
        title="Ravine with a plateau",
        parameters=PARAMETERS,
        loss="10*(y - sin(x))**2 / (1 + (y - sin(x))**2) + x**2 / (1 + x**2)",
        gradient=(
            "-20*cos(x)*(y - sin(x)) / (1 + (y - sin(x))**2)**2 + 2*x / (1 + x**2)**2",
            "20*(y - sin(x)) / (1 + (y - sin(x))**2)**2",
        ),
        start=(-3.0, 1.8),
        domain=((-5.0, 5.0), (-4.0, 4.0)),
        minima=((0.0, 0.0),),
        learning_rate=0.04,
        steps=400,
        look_for="Steep walls below a plateau, and a floor so flat that of these racers momentum alone gets through.",
    ),
)

LANDSCAPES: Mapping[str, Problem] = {problem.name: problem for problem in _ALL}
