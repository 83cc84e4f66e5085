"""What the Variables page shows, as the query of a link, and any link as the nearest valid screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.experiments.variables import DTYPES, SHAPES
from core.links.fields import Field, Table, number, one_of
from core.links.reader import Reader

NUMBERS = (-1000.0, 1000.0)


@dataclass(frozen=True, kw_only=True)
class VariablesScreen:
    """The inputs of the Variables page's experiments; `shape` is a key of SHAPES, `dtype` one of its DTYPES."""

    first: float = 5.0
    second: float = 3.0
    third: float = 4.0
    shape: str = "(3,)"
    dtype: str = "float64"


CHOICES = Table(
    (
        Field("first", number(*NUMBERS)),
        Field("second", number(*NUMBERS)),
        Field("third", number(*NUMBERS)),
        Field("shape", one_of(SHAPES)),
        Field("dtype", one_of(DTYPES)),
    )
)


def variables_query(screen: VariablesScreen) -> dict[str, str]:
    """The query of a link that restores `screen` exactly."""
    return CHOICES.written(screen)


def variables_screen(query: Mapping[str, str]) -> tuple[VariablesScreen, tuple[str, ...]]:
    """The screen nearest to `query`, and a sentence for everything that had to be changed."""
    reader = Reader(query)
    screen = CHOICES.read(reader, VariablesScreen())
    return screen, reader.finished({*variables_query(screen)})
