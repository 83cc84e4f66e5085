"""A map as the query of a link, and a link's query as the nearest valid map."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.atlas.paints import PAINTS
from core.hyperparameters import LEARNING_RATES, known
from core.links.descent import QUIET, curve_entries, read_curve, read_run, run_entries
from core.links.fields import Field, Table, one_of
from core.links.landscape import EDGES, landscape_entries, read_typed_landscape
from core.links.reader import Reader
from core.maps.axes import RATE, Axis, axes_of, resolved
from core.maps.grid import Map
from core.methods import METHODS
from core.problems import LANDSCAPES, PROBLEMS, TYPED, Problem
from core.rules import RULES
from core.settings import DTYPES, STARTS, STEPS, DescentSettings

# A typed loss of two parameters: TYPED is one of one.
TYPED_OF_TWO = "typed_of_two"
# What stands across a learning rate: another number of the settings, nothing at all, or where the last steps lie.
GRID, SWEEP, DOUBLING = "map", "sweep", "doubling"
KINDS = (GRID, SWEEP, DOUBLING)
CELLS = ("64", "128", "256", "512", "1024", "2048")
OWN, EVEN = "own", "even"
# As many racers as Compare has.
MOST_OTHERS = 5
_QUIET = frozenset({*QUIET, *EDGES, "also", "up", "up_from", "up_to", "across_spacing", "up_spacing"})


@dataclass(frozen=True, kw_only=True)
class SharedMap:
    """What a link to the Maps page carries.

    `across` and `up` are the axes as they are seen; of a sweep `up` is not looked at, and of a doubling it is the stretch of
    the parameter that is seen. `paint` is a key of PAINTS, `also` are the optimizers that a sweep lays beside the first.
    """

    settings: DescentSettings
    across: Axis
    up: Axis
    kind: str = GRID
    paint: str = "outcome"
    method: str = "manual"
    cells: str = "256"
    also: tuple[str, ...] = ()

    @property
    def map(self) -> Map:
        """All cells of a map, or the one row of a sweep."""
        up = self.up if self.kind == GRID else None
        return Map(settings=self.settings, across=self.across, up=up, columns=int(self.cells), rows=int(self.cells))


CHOICES = Table(
    (
        Field("dtype", one_of(DTYPES), within="settings"),
        Field("kind", one_of(KINDS)),
        Field("paint", one_of(PAINTS)),
        Field("method", one_of(METHODS)),
        Field("cells", one_of(CELLS)),
    )
)


def of_two(settings: DescentSettings) -> bool:
    """Whether the loss has two parameters."""
    return len(settings.problem.parameters) > 1


def first_axes(settings: DescentSettings) -> tuple[Axis, Axis]:
    """What a map lies along at first: the learning rate and the start, or both starts of a landscape."""
    axes = axes_of(settings)
    starts = [axes[name] for name in settings.problem.parameters]
    across, up = starts if of_two(settings) else (axes[RATE], *starts)
    return across, up


def limits_of(settings: DescentSettings, axis: Axis) -> tuple[float, float]:
    """The lowest and the highest value that an axis of that name may reach."""
    if axis.name == RATE:
        return (0.0 if axis.spacing == "even" else LEARNING_RATES[0]), LEARNING_RATES[1]
    if axis.name == "steps":
        return STEPS
    if axis.name in settings.problem.parameters:
        return STARTS
    return known(settings.optimizer, settings.schedule)[axis.name].limits


def to_query(shared: SharedMap) -> dict[str, str]:
    """The query of a link that restores `shared` exactly."""
    settings = shared.settings
    problem = landscape_entries(settings.problem) if of_two(settings) else curve_entries(settings.problem)
    if of_two(settings) and settings.problem.name == TYPED:
        problem["problem"] = TYPED_OF_TWO
    return {
        **problem,
        **run_entries(settings),
        **CHOICES.written(shared),
        **_axis_entries("across", shared.across, settings),
        **(_axis_entries("up", shared.up, settings) if shared.kind != SWEEP else {}),
        **({"also": ",".join(shared.also)} if shared.also else {}),
    }


def _axis_entries(side: str, axis: Axis, settings: DescentSettings) -> dict[str, str]:
    own = axes_of(settings)[axis.name].spacing
    spaced = {f"{side}_spacing": EVEN} if axis.spacing != own else {}
    return {side: axis.name, f"{side}_from": repr(axis.low), f"{side}_to": repr(axis.high), **spaced}


def from_query(query: Mapping[str, str]) -> tuple[SharedMap, tuple[str, ...]]:
    """The valid map nearest to `query`, and a sentence for everything that had to be changed."""
    read = Reader({key: value for key, value in query.items() if key != "schedule"})
    if query.get("schedule", "constant") != "constant":
        read.repairs.append("a map keeps the learning rate of a run as it is, so the schedule was left out")
    settings = read_run(read, _problem(read))
    across, up = first_axes(settings)
    shared = CHOICES.read(read, SharedMap(settings=settings, across=across, up=up))
    if shared.kind == DOUBLING and of_two(settings):
        read.repairs.append("the last places are a picture of one parameter, so the picture is now a map")
        shared = replace(shared, kind=GRID)
    parameter = settings.problem.parameters[0]
    across = _axis(read, "across", settings, across, taken=parameter if shared.kind == DOUBLING else "")
    if shared.kind == DOUBLING:
        up = axes_of(settings)[settings.problem.parameters[0]]
        read = Reader({**read.query, "up": up.name}, read.repairs)
    elif across.name == up.name:
        up = next(axis for axis in axes_of(settings).values() if axis.name != across.name)
    up = _axis(read, "up", settings, up, taken=across.name)
    shared = replace(shared, across=across, up=up, also=_also(read, settings))
    return shared, read.finished({*to_query(shared), *_QUIET})


def _problem(read: Reader) -> Problem:
    name = read.choice("problem", (*PROBLEMS, *LANDSCAPES, TYPED, TYPED_OF_TWO), "double_well")
    if name in LANDSCAPES:
        return LANDSCAPES[name]
    if name == TYPED_OF_TWO:
        return read_typed_landscape(read)
    own = Reader({**read.query, "problem": name}, read.repairs)
    return read_curve(own)


def _axis(read: Reader, side: str, settings: DescentSettings, first: Axis, taken: str = "") -> Axis:
    """An axis and its ends: the first one, where the link has none that can be one."""
    axes = {name: axis for name, axis in axes_of(settings).items() if name != taken}
    axis = axes[read.choice(side, axes, first.name)]
    if read.choice(f"{side}_spacing", (OWN, EVEN), OWN) == EVEN:
        axis = replace(axis, spacing="even")
    limits = limits_of(settings, axis)
    low, high = (read.number(f"{side}_{end}", *limits, of) for end, of in (("from", axis.low), ("to", axis.high)))
    if not low < high or not resolved(replace(axis, low=low, high=high), 2):
        read.repairs.append(f"{side} had no inside and is now from {axis.low:g} to {axis.high:g}")
        return axis
    return replace(axis, low=low, high=high)


def _also(read: Reader, settings: DescentSettings) -> tuple[str, ...]:
    """The other optimizers of a sweep, each once."""
    named = dict.fromkeys(name for name in read.query.get("also", "").split(",") if name)
    known_ones = tuple(name for name in named if name in RULES and name != settings.optimizer)
    if len(known_ones) < len(named) or len(known_ones) > MOST_OTHERS:
        read.repairs.append("of the other optimizers some were unknown or too many, and were left out")
    return known_ones[:MOST_OTHERS]
