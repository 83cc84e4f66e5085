"""What the Variables page shows, as the query of a link, and any link as the nearest valid screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.experiments.variables import DTYPES, SHAPES
from core.links import Reader

NUMBERS = (-1000.0, 1000.0)


@dataclass(frozen=True, kw_only=True)
class VariablesScreen:
    """The inputs of the Variables page's experiments; `shape` is a key of SHAPES, `dtype` one of its DTYPES."""

    first: float = 5.0
    second: float = 3.0
    third: float = 4.0
    shape: str = "(3,)"
    dtype: str = "float64"


def variables_query(screen: VariablesScreen) -> dict[str, str]:
    """The query of a link that restores `screen` exactly."""
    return {
        "first": repr(screen.first),
        "second": repr(screen.second),
        "third": repr(screen.third),
        "shape": screen.shape,
        "dtype": screen.dtype,
    }


def variables_screen(query: Mapping[str, str]) -> tuple[VariablesScreen, tuple[str, ...]]:
    """The screen nearest to `query`, and a sentence for everything that had to be changed."""
    reader, first = Reader(query), VariablesScreen()
    screen = VariablesScreen(
        first=reader.number("first", *NUMBERS, first.first),
        second=reader.number("second", *NUMBERS, first.second),
        third=reader.number("third", *NUMBERS, first.third),
        shape=reader.choice("shape", SHAPES, first.shape),
        dtype=reader.choice("dtype", DTYPES, first.dtype),
    )
    return screen, reader.finished({*variables_query(screen)})
