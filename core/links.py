"""Settings as the query of a link, and a link's query as the nearest valid settings."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from core.formulas import FormulaError
from core.hyperparameters import (
    CLIPPINGS,
    LEARNING_RATES,
    WEIGHT_DECAY,
    Hyperparameter,
    has_own_decay,
    known,
    schedules_of,
)
from core.numbers import linked, unread
from core.problems import PROBLEMS, TYPED, Problem, typed_problem
from core.problems.typed_curve import problem_of
from core.problems.typed_range import OPEN, Ends, ends_of, read_end
from core.rules import RULES, conventions_of
from core.rules.typed import TypedUpdate
from core.settings import DTYPES, SCALES, STARTS, STEPS, DescentSettings, first_settings, with_optimizer
from core.tape.constraints import constraint

# The ends of a typed loss's range.
_ENDS = ("range_from", "range_to")


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What a link to the Descent page carries: the settings and the choice of axis."""

    settings: DescentSettings
    scale: str = "log"


def to_query(shared: Shared) -> dict[str, str]:
    """The query of a link that restores `shared` exactly. What plain SGD has no use for is left out where it is not used."""
    settings, problem = shared.settings, shared.settings.problem
    typed = {"loss": problem.loss, **_set_ends(problem)} if problem.name == TYPED else {}
    typed |= {"gradient": problem.gradient[0]} if problem.derived_by == "visitor" else {}
    typed |= {"update": settings.update} if settings.update else {}
    chosen = {"convention": settings.convention} if settings.convention != "keras" else {}
    chosen |= {"schedule": settings.schedule} if settings.schedule != "constant" else {}
    return {
        "problem": problem.name,
        **typed,
        "optimizer": settings.optimizer,
        **chosen,
        "learning_rate": repr(settings.learning_rate),
        **{key: repr(value) for key, value in zip(start_keys(settings.problem), settings.start, strict=True)},
        "steps": str(settings.steps),
        **{name: repr(value) for name, value in settings.hyperparameters},
        "dtype": settings.dtype,
        "scale": shared.scale,
    }


def from_query(query: Mapping[str, str]) -> tuple[Shared, tuple[str, ...]]:
    """The valid settings nearest to `query`, and a sentence for everything that had to be changed.

    What is missing takes the problem's or the optimizer's own value without a word. The sentences never repeat the text of
    the link.
    """
    read = Reader(query)
    problem = read.problem()
    first = replace(first_settings(problem), update=read.formula("update", lambda text: TypedUpdate(text).check()))
    optimizer = read.choice("optimizer", RULES, first.optimizer)
    first = with_optimizer(first, optimizer, read.choice("schedule", schedules_of(optimizer), first.schedule))
    hyperparameters = tuple((name, read.hyperparameter(first, of)) for name, of in _named(read, first).items())
    first = replace(first, hyperparameters=hyperparameters)
    settings = replace(
        first,
        convention=read.choice("convention", ("keras", *conventions_of(first)), "keras"),
        learning_rate=read.number("learning_rate", *LEARNING_RATES, first.learning_rate),
        start=read.start(problem),
        steps=read.whole("steps", *STEPS, first.steps),
        dtype=read.choice("dtype", DTYPES, first.dtype),
    )
    shared = Shared(settings=settings, scale=read.choice("scale", SCALES, "log"))
    return shared, read.finished({*to_query(shared), *_QUIET})


def start_keys(problem: Problem) -> tuple[str, ...]:
    """The names of the start's numbers in a link."""
    if len(problem.parameters) == 1:
        return ("start",)
    return tuple(f"start_{name}" for name in problem.parameters)


def _set_ends(problem: Problem) -> dict[str, str]:
    return {key: repr(end) for key, end in zip(_ENDS, ends_of(problem), strict=True) if end is not None}


def _named(read: "Reader", settings: DescentSettings) -> dict[str, Hyperparameter]:
    """The hyper-parameters that the settings have, and those that the link switches on."""
    every = known(settings.optimizer, settings.schedule)
    named = {name: every[name] for name, _ in settings.hyperparameters}
    if not has_own_decay(settings.optimizer) and "weight_decay" in read.query:
        named["weight_decay"] = WEIGHT_DECAY
    clippings = [name for name in CLIPPINGS if name in read.query]
    if len(clippings) > 1:
        read.repairs.append(f"of several clippings only {clippings[0]} is kept")
    return named | {name: CLIPPINGS[name] for name in clippings[:1]}


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

    def problem(self) -> Problem:
        """A built-in problem, or the typed one; with the visitor's derivative, if there is one."""
        name = self.choice("problem", (*PROBLEMS, TYPED), "parabola")
        if name == TYPED and not self.query.get("loss", "").strip():
            self.repairs.append("without a loss of its own, problem is now parabola")
            name = "parabola"
        loss, ends = self.typed() if name == TYPED else ("", OPEN)
        return problem_of(name, loss, self.formula("gradient", lambda text: problem_of(name, loss, text, ends)), ends)

    def typed(self) -> tuple[str, Ends]:
        """The loss that was typed and the ends of its range; the lesson's loss for one that can be used on none."""
        loss = self.query["loss"]
        if not any(_usable(loss, texts) for texts in (self._end_texts(), ("", ""))):
            loss = PROBLEMS["parabola"].loss
            self.repairs.append(f"loss was no formula that can be used and is now {loss}")
        return loss, self.ends(loss)

    def _end_texts(self) -> tuple[str, ...]:
        return tuple(self.query.get(key, "") for key in _ENDS)

    def ends(self, loss: str) -> Ends:
        """The ends of a typed loss's range, open where none is given, and both where the loss cannot be used on it."""
        texts = self._end_texts()
        if any(texts) and not _usable(loss, texts):
            self.repairs.append("the range could not be used and was left out")
            return OPEN
        low, high = map(read_end, texts)
        return low, high

    def finished(self, known_keys: set[str]) -> tuple[str, ...]:
        """All sentences; entries that nobody asked for are counted."""
        unknown = sum(key not in known_keys for key in self.query)
        if unknown:
            self.repairs.append(f"{unknown} unknown {'entry was' if unknown == 1 else 'entries were'} left out")
        return tuple(self.repairs)


def _usable(loss: str, ends: tuple[str, ...]) -> bool:
    """Whether a loss can be minimised on a range whose ends were typed."""
    try:
        low, high = map(read_end, ends)
        typed_problem(loss, ends=(low, high))
    except FormulaError:
        return False
    return True


# Entries that stand in no link while they have their first value, and clippings of which one is kept.
_QUIET = frozenset({"convention", "schedule", "loss", "gradient", "update", *_ENDS, *CLIPPINGS})
