"""What the Tape page shows, as the query of a link, and any link as the nearest valid screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.experiments.links import NUMBERS
from core.experiments.none import CAUSES
from core.experiments.tapes import MORE
from core.links.fields import Field, Table, number, one_of
from core.links.reader import Reader
from core.recording.expressions import EXPRESSIONS, Expression

TAPE_DTYPES = ("float32", "float64")


@dataclass(frozen=True, kw_only=True)
class TapeScreen:
    """What the Tape page records, at which values (one per variable), and which experiments stand below."""

    expression: Expression
    values: tuple[float, ...]
    dtype: str = "float32"
    cause: str = next(iter(CAUSES))
    more: str = next(iter(MORE))
    branch: float = 1.0


CHOICES = Table(
    (
        Field("dtype", one_of(TAPE_DTYPES)),
        Field("cause", one_of(CAUSES)),
        Field("more", one_of(MORE)),
        Field("branch", number(*NUMBERS)),
    )
)
FIRST_EXPRESSION = EXPRESSIONS["surface"]


def tape_query(screen: TapeScreen) -> dict[str, str]:
    """The query of a link that restores `screen` exactly."""
    values = zip(screen.expression.parameters, screen.values, strict=True)
    return {
        "expression": screen.expression.name,
        **{name: repr(value) for name, value in values},
        **CHOICES.written(screen),
    }


def tape_screen(query: Mapping[str, str]) -> tuple[TapeScreen, tuple[str, ...]]:
    """The screen nearest to `query`, and a sentence for everything that had to be changed."""
    reader = Reader(query)
    expression = EXPRESSIONS[reader.choice("expression", EXPRESSIONS, FIRST_EXPRESSION.name)]
    values = tuple(reader.number(each.name, *each.limits, each.start) for each in expression.variables)
    screen = CHOICES.read(reader, TapeScreen(expression=expression, values=values))
    return screen, reader.finished({*tape_query(screen)})
