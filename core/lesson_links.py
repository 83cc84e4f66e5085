"""What the Variables and the Tape page show, as the query of a link, and any link as the nearest valid screen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.expressions import EXPRESSIONS, Expression
from core.none_experiments import CAUSES
from core.numbers import linked, unread
from core.tape_experiments import MORE
from core.variable_experiments import DTYPES, SHAPES

TAPE_DTYPES = ("float32", "float64")
NUMBERS = (-1000.0, 1000.0)

Query = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class VariablesScreen:
    """The inputs of the Variables page's experiments; `shape` is a key of SHAPES, `dtype` one of its DTYPES."""

    first: float = 5.0
    second: float = 3.0
    third: float = 4.0
    shape: str = "(3,)"
    dtype: str = "float64"


@dataclass(frozen=True, kw_only=True)
class TapeScreen:
    """What the Tape page records, at which values (one per variable), and which experiments stand below."""

    expression: Expression
    values: tuple[float, ...]
    dtype: str = "float32"
    cause: str = next(iter(CAUSES))
    more: str = next(iter(MORE))
    branch: float = 1.0


FIRST_EXPRESSION = EXPRESSIONS["surface"]


def variables_query(screen: VariablesScreen) -> dict[str, str]:
    """The query of a link that restores `screen` exactly."""
    return {
        "first": repr(screen.first),
        "second": repr(screen.second),
        "third": repr(screen.third),
        "shape": screen.shape,
        "dtype": screen.dtype,
    }


def variables_screen(query: Query) -> tuple[VariablesScreen, tuple[str, ...]]:
    """The screen nearest to `query`, and a sentence for everything that had to be changed."""
    reader, first = _Reader(query), VariablesScreen()
    screen = VariablesScreen(
        first=reader.number("first", NUMBERS, first.first),
        second=reader.number("second", NUMBERS, first.second),
        third=reader.number("third", NUMBERS, first.third),
        shape=reader.choice("shape", SHAPES, first.shape),
        dtype=reader.choice("dtype", DTYPES, first.dtype),
    )
    return screen, reader.repairs(known=variables_query(screen))


def tape_query(screen: TapeScreen) -> dict[str, str]:
    """The query of a link that restores `screen` exactly."""
    values = zip(screen.expression.parameters, screen.values, strict=True)
    return {
        "expression": screen.expression.name,
        **{name: repr(value) for name, value in values},
        "dtype": screen.dtype,
        "cause": screen.cause,
        "more": screen.more,
        "branch": repr(screen.branch),
    }


def tape_screen(query: Query) -> tuple[TapeScreen, tuple[str, ...]]:
    """The screen nearest to `query`, and a sentence for everything that had to be changed."""
    reader = _Reader(query)
    expression = EXPRESSIONS[reader.choice("expression", EXPRESSIONS, FIRST_EXPRESSION.name)]
    screen = TapeScreen(
        expression=expression,
        values=tuple(reader.number(each.name, each.limits, each.start) for each in expression.variables),
        dtype=reader.choice("dtype", TAPE_DTYPES, "float32"),
        cause=reader.choice("cause", CAUSES, next(iter(CAUSES))),
        more=reader.choice("more", MORE, next(iter(MORE))),
        branch=reader.number("branch", NUMBERS, 1.0),
    )
    return screen, reader.repairs(known=tape_query(screen))


class _Reader:
    """Reads a query and notes what it had to change. The sentences never repeat the text of the link."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.changes: list[str] = []

    def choice(self, key: str, options: Collection[str], default: str) -> str:
        if self.query.get(key, default) in options:
            return self.query.get(key, default)
        self.changes.append(f"{key} was unknown and is now {default}")
        return default

    def number(self, key: str, limits: tuple[float, float], default: float) -> float:
        if key not in self.query:
            return default
        found = linked(self.query[key])
        if len(found) != 1:
            self.changes.append(f"{key} {unread(found)} and is now {default:g}")
            return default
        (value,) = found
        nearest = min(max(value, limits[0]), limits[1])
        if nearest != value:
            self.changes.append(f"{key} was out of range and is now {nearest:g}")
        return nearest

    def repairs(self, *, known: Collection[str]) -> tuple[str, ...]:
        unknown = sum(key not in known for key in self.query)
        if unknown:
            self.changes.append(f"{unknown} unknown {'entry was' if unknown == 1 else 'entries were'} left out")
        return tuple(self.changes)
