"""What is minimised: every problem by name, as text that people can read and both methods can run."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.derivation.paper import by_rules
from core.formulas import DERIVATIVE, Formula, FormulaError, parse

# The name of a problem whose loss a visitor typed.
TYPED = "typed"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A loss to minimise and what is known about it. Formulas are text in the parameters' names.

    `gradient` is derived by hand and used by the manual method alone; the tape never sees it. `derived_by` is who derived it:
    "hand" for ours, "visitor", and while the visitor of a typed loss has not, "symbols" or "rules". `start`, `learning_rate`
    and `steps` are where a first visit begins; `domain` is the range of starts, (lowest, highest) per parameter;
    `minima` are all local minima within the domain that are points, the lowest first; `bottoms` those that are flat, the
    lowest first too: of one parameter the first and the last place, infinite where it goes on for ever, of two some places.
    """

    name: str
    title: str
    parameters: tuple[str, ...] = ("w",)
    loss: str
    gradient: tuple[str, ...]
    derived_by: str = "hand"
    start: tuple[float, ...]
    domain: tuple[tuple[float, float], ...]
    minima: tuple[tuple[float, ...], ...] = ()
    bottoms: tuple[tuple[tuple[float, ...], ...], ...] = ()
    learning_rate: float = 0.1
    steps: int = 50
    look_for: str = ""


@lru_cache(maxsize=64)
def gradient_of(problem: Problem) -> tuple[Formula, ...]:
    """The gradient's formulas, one per parameter.

    By SymPy's symbols where nobody derived it, or by our own rules where SymPy refuses, as it does where the loss jumps. Such
    a formula may be longer than what people may type.
    """
    if problem.derived_by in ("symbols", "rules"):
        return derived(parse(problem.loss, problem.parameters))[1]
    return tuple(parse(text, problem.parameters, DERIVATIVE) for text in problem.gradient)


def derived(loss: Formula) -> tuple[str, tuple[Formula, ...]]:
    """By whom a typed loss is derived, "symbols" or "rules", and its gradient."""
    try:
        return "symbols", tuple(loss.derivative(parameter) for parameter in loss.parameters)
    except FormulaError:
        return "rules", tuple(by_rules(loss, parameter) for parameter in loss.parameters)


_ALL = (
    Problem(
        name="parabola",
        title="Parabola",
        loss="w**2",
        gradient=("2*w",),
        start=(5.0,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="Each step of SGD shrinks w by the same factor, so the loss is a straight line on the log axis.",
    ),
    Problem(
        name="steep",
        title="Steep parabola",
        loss="8*w**2",
        gradient=("16*w",),
        start=(5.0,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="The same learning rate overshoots here: w changes sign at every step. Past 0.125 it explodes.",
    ),
    Problem(
        name="flat",
        title="Flat parabola",
        loss="w**2 / 50",
        gradient=("w / 25",),
        start=(5.0,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="The same learning rate crawls here. Raise it a hundredfold and nothing bad happens.",
    ),
    Problem(
        name="quartic",
        title="Quartic bowl",
        loss="w**4",
        gradient=("4*w**3",),
        start=(1.0,),
        domain=((-2.0, 2.0),),
        minima=((0.0,),),
        look_for="The bottom has no curvature: the closer w comes, the slower it goes, and no factor is constant.",
    ),
    Problem(
        name="double_well",
        title="Double well",
        loss="w**4 - 3*w**2 + w",
        gradient=("4*w**3 - 6*w + 1",),
        start=(2.0,),
        domain=((-2.2, 2.2),),
        minima=((-1.300839565941577,), (1.1309011226299859,)),
        learning_rate=0.02,
        look_for="Two valleys, one deeper: the start decides which one is found. Move it across 0.17.",
    ),
    Problem(
        name="inflection",
        title="Inflection",
        loss="2*w**4 + 3*w**3 + 2",
        gradient=("8*w**3 + 9*w**2",),
        start=(1.0,),
        domain=((-2.0, 1.5),),
        minima=((-1.125,),),
        learning_rate=0.02,
        look_for="The slope vanishes at w = 0, which is no minimum: from the right, descent stalls there.",
    ),
    Problem(
        name="absolute",
        title="Absolute value",
        loss="abs(w)",
        gradient=("sign(w)",),
        start=(3.05,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="The slope never fades: w marches down and then hops across the kink for ever.",
    ),
    Problem(
        name="wavy",
        title="Waves on a bowl",
        loss="w**2 / 10 + sin(3*w)",
        gradient=("w / 5 + 3*cos(3*w)",),
        start=(5.0,),
        domain=((-7.0, 7.0),),
        minima=(
            (-0.5122140283561127,),
            (1.53658988014775,),
            (-2.5608069380735436,),
            (3.5847518173037196,),
            (-4.608298882423005,),
            (5.631303162965093,),
            (-6.653590389836328,),
        ),
        learning_rate=0.02,
        look_for="Many valleys: a small learning rate ends in the nearest one, a large one leaps between them.",
    ),
    Problem(
        name="log_cosh",
        title="Log-cosh",
        loss="log(cosh(w))",
        gradient=("tanh(w)",),
        start=(5.0,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="Far out the slope is 1 and w marches; near 0 it is a parabola and w shrinks by a factor.",
    ),
    Problem(
        name="exponential",
        title="Exponential wall",
        loss="exp(w) - 2*w",
        gradient=("exp(w) - 2",),
        start=(3.0,),
        domain=((-4.0, 4.0),),
        minima=((0.6931471805599453,),),
        look_for="A wall on the right, a gentle slope on the left: one step from the wall can throw w far away.",
    ),
    Problem(
        name="plateau",
        title="Plateau",
        loss="w**2 / (1 + w**2)",
        gradient=("2*w / (1 + w**2)**2",),
        start=(4.0,),
        domain=((-6.0, 6.0),),
        minima=((0.0,),),
        look_for="Far from the minimum the slope fades: a vanishing gradient. Start nearer, or step further.",
    ),
)

PROBLEMS: Mapping[str, Problem] = {problem.name: problem for problem in _ALL}
