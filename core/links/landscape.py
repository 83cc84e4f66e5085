"""A problem of two parameters as entries of a link, and a link's entries as the nearest problem of two parameters."""

from core.formulas import FormulaError
from core.links.reader import Reader
from core.problems import LANDSCAPES, TYPED, Problem, typed_landscape
from core.problems.typed_landscape import FARTHEST, FIRST_DOMAIN, FIRST_TEXT, Domain

FIRST_LANDSCAPE = "rosenbrock"
EDGES = ("x_from", "x_to", "y_from", "y_to")
# Of the numbers at its edges: narrower maps have no points between them that float32 can tell apart.
NARROWEST = 1e-4


def landscape_entries(problem: Problem) -> dict[str, str]:
    """What a link says of the problem: its name, and what was typed."""
    if problem.name != TYPED:
        return {"problem": problem.name}
    edges = (edge for side in problem.domain for edge in side)
    typed = {key: repr(edge) for key, edge in zip(EDGES, edges, strict=True)}
    return {"problem": problem.name, "loss": problem.loss, **typed}


def read_landscape(read: Reader) -> Problem:
    """A built-in landscape, or the typed one on its map."""
    name = read.choice("problem", (*LANDSCAPES, TYPED), FIRST_LANDSCAPE)
    return read_typed_landscape(read) if name == TYPED else LANDSCAPES[name]


def read_typed_landscape(read: Reader) -> Problem:
    """The landscape that was typed; another one where it cannot be used."""
    west, east, south, north = (
        read.number(key, -FARTHEST, FARTHEST, edge)
        for key, edge in zip(EDGES, (edge for side in FIRST_DOMAIN for edge in side), strict=True)
    )
    domain: Domain = ((west, east), (south, north))
    if not has_inside(domain):
        read.repairs.append("the map had no inside and is now 10 wide and 10 high")
        domain = FIRST_DOMAIN
    try:
        return typed_landscape(read.query.get("loss", FIRST_TEXT), domain)
    except FormulaError:
        read.repairs.append(f"loss was no formula that can be used and is now {FIRST_TEXT}")
    return typed_landscape(FIRST_TEXT, domain)


def has_inside(domain: Domain) -> bool:
    """Whether a map from x to x and y to y is as wide and as high as it must be to be drawn."""
    edges = [edge for side in domain for edge in side]
    return min(high - low for low, high in domain) >= NARROWEST * max(1.0, *map(abs, edges))
