"""Maps that are offered by name, each with a sentence on what to look at. Each is a link: nothing but settings and axes."""

from collections.abc import Mapping
from functools import cache

from core.atlas.links import DOUBLING, GRID, SWEEP, TYPED_OF_TWO, from_query, to_query
from core.links.tries import Try, to_try
from core.problems import TYPED
from core.queries import write_query

STORY = "Every cell is a run of its own: see where it leads before you choose it, and press to open it."

PLACES: Mapping[str, Try] = {
    "start_rate": to_try(
        "Start and rate",
        "Green cells settle; the bound between settling and leaving is exact: |start| < sqrt(1 + 2 / learning rate).",
        problem=TYPED,
        loss="(w^2 - 1)^2 / 4",
        kind=GRID,
        across="w",
        across_from="-3",
        across_to="3",
        up="learning_rate",
        up_from="0",
        up_to="2",
        up_spacing="even",
        steps="200",
        dtype="float64",
    ),
    "valleys": to_try(
        "Valleys",
        "Small steps end in the valley they begin in. Larger ones jump between the two, and the border comes apart.",
        problem="double_well",
        kind=GRID,
        across="learning_rate",
        across_from="0.005",
        across_to="0.2",
        up="w",
        steps="200",
        paint="minimum",
    ),
    "fractal": to_try(
        "Fractal edge",
        "Between runs that settle and runs that leave lies no line: drag a box over the border, look closer, and closer "
        "again, and there is always more of it.",
        problem=TYPED,
        loss="w^2*(1+0.2*cos(2*pi*w/0.1))",
        range_from="-2",
        range_to="2",
        learning_rate="0.7",
        start="0.19",
        kind=GRID,
        across="learning_rate",
        across_from="0",
        across_to="1.5",
        across_spacing="even",
        up="w",
        up_from="0",
        up_to="0.3",
        steps="300",
        dtype="float64",
    ),
    "momentum": to_try(
        "Momentum",
        "On a bowl theory knows every cell: left of the dashed line it settles, and it is fastest where it says best. Point "
        "at a cell to see the factor of a step, measured and predicted.",
        problem="bowl_10",
        optimizer="momentum",
        kind=GRID,
        across="learning_rate",
        across_from="0",
        across_to="4",
        across_spacing="even",
        up="momentum",
        up_from="0",
        up_to="1",
        steps="150",
        paint="factor",
        dtype="float64",
    ),
    "basins": to_try(
        "Basins",
        "Himmelblau's function has four minima. The colour says which one a start reaches, the shade how soon.",
        problem="himmelblau",
        optimizer="momentum",
        learning_rate="0.01",
        kind=GRID,
        across="x",
        up="y",
        steps="200",
        paint="minimum",
    ),
    "product": to_try(
        "A product",
        "(x y - 1)^2 / 2 has a line of minima. At this rate the starts that stay are exactly those within an ellipse.",
        problem=TYPED_OF_TWO,
        loss="(x*y - 1)^2 / 2",
        learning_rate="0.2",
        kind=GRID,
        across="x",
        up="y",
        steps="300",
        dtype="float64",
    ),
    "sweep": to_try(
        "All rates",
        "The final loss of each optimizer against its learning rate: how low it gets, and how much it minds the rate.",
        problem="double_well",
        kind=SWEEP,
        across="learning_rate",
        steps="100",
        also="momentum,adam,rmsprop",
    ),
    "doubling": to_try(
        "Period doubling",
        "Past the limit the steps do not run away at once: they swing between two places, then four, then eight, then "
        "never come back to one.",
        problem=TYPED,
        loss="(w^2 - 1)^2 / 4",
        start="0.4",
        learning_rate="1.2",
        kind=DOUBLING,
        across="learning_rate",
        across_from="0.9",
        across_to="1.8",
        across_spacing="even",
        up="w",
        up_from="-1.6",
        up_to="1.6",
        steps="2000",
        dtype="float64",
    ),
}


@cache
def link_of(name: str) -> str:
    """The query of the link to one of them, as the screen writes it."""
    return write_query(to_query(from_query(dict(PLACES[name].query))[0]))
