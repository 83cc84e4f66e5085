"""A link's entries, read one by one as the nearest valid values, with a sentence for everything that had to be changed."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from core.formulas import FormulaError
from core.hyperparameters import Hyperparameter
from core.numbers import linked, unread
from core.problems import Problem
from core.settings import STARTS, DescentSettings
from core.tape.constraints import constraint


def start_keys(problem: Problem) -> tuple[str, ...]:
    """The names of the start's numbers in a link."""
    if len(problem.parameters) == 1:
        return ("start",)
    return tuple(f"start_{name}" for name in problem.parameters)


@dataclass
class Reader:
    """Reads a link's entries one by one; `repairs` are sentences about what had to be changed on the way."""

    query: Mapping[str, str]
    repairs: list[str] = field(default_factory=list)

    def choice(self, key: str, options: Collection[str], default: str) -> str:
        """One of `options`."""
        if key not in self.query:
            return default
        if self.query[key] in options:
            return self.query[key]
        self.repairs.append(f"{key} was unknown and is now {default}")
        return default

    def number(
        self, key: str, lowest: float, highest: float, default: float, why: str = "", whole: bool = False
    ) -> float:
        """A number from `lowest` to `highest`, read as a `whole` one if it should be; `why` is said if it was not within."""
        if key not in self.query:
            return default
        found = linked(self.query[key], whole)
        # An infinity has a nearest number only where there is a largest one.
        if len(found) != 1 or (math.isinf(found[0]) and highest >= STARTS[1]):
            self.repairs.append(f"{key} {unread(found)} and is now {default:g}")
            return default
        (value,) = found
        nearest = min(max(value, lowest), highest)
        if nearest != value:
            self.repairs.append(f"{key} was out of range and is now {nearest:g}{why and f' ({why})'}")
        return nearest

    def whole(self, key: str, lowest: float, highest: float, default: float, why: str = "") -> int:
        """A whole number."""
        value = self.number(key, lowest, highest, default, why, whole=True)
        if value != int(value):
            self.repairs.append(f"{key} was not whole and is now {round(value)}")
        return round(value)

    def start(self, problem: Problem) -> tuple[float, ...]:
        """The start, which may be any number; the problem's own where none is given."""
        named = zip(start_keys(problem), problem.start, strict=True)
        return tuple(self.number(key, *STARTS, first) for key, first in named)

    def hyperparameter(self, settings: DescentSettings, of: Hyperparameter) -> float | bool:
        """A hyper-parameter within its limits."""
        if isinstance(of.first, bool):
            return self.choice(of.name, ("True", "False"), str(of.first)) == "True"
        why = constraint(settings.optimizer, settings.schedule, of).rstrip(".")
        if of.whole:
            return self.whole(of.name, *of.limits, of.first, why)
        return self.number(of.name, *of.limits, float(of.first), why)

    def formula(self, key: str, check: Callable[[str], object]) -> str:
        """A formula that `check` does not refuse, or empty."""
        text = self.query.get(key, "")
        try:
            if text:
                check(text)
        except FormulaError:
            self.repairs.append(f"{key} was no formula that can be used and was left out")
            return ""
        return text

    def finished(self, known_keys: set[str]) -> tuple[str, ...]:
        """All sentences; entries that nobody asked for are counted."""
        unknown = sum(key not in known_keys for key in self.query)
        if unknown:
            self.repairs.append(f"{unknown} unknown {'entry was' if unknown == 1 else 'entries were'} left out")
        return tuple(self.repairs)
