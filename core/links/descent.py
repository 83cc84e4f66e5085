"""The Descent page's settings as the query of a link, and a link's query as the nearest valid settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

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
from core.links.fields import Field, Table, one_of
from core.links.reader import Reader, start_keys
from core.problems import PROBLEMS, TYPED, Problem, typed_problem
from core.problems.typed_curve import problem_of
from core.problems.typed_range import OPEN, Ends, ends_of, read_end
from core.rules import RULES, conventions_of
from core.rules.typed import TypedUpdate
from core.settings import DTYPES, SCALES, STEPS, DescentSettings, first_settings, with_optimizer

# The ends of a typed loss's range.
_ENDS = ("range_from", "range_to")
# Entries that stand in no link while they have their first value, and clippings of which one is kept.
QUIET = frozenset({"convention", "schedule", "loss", "gradient", "update", *_ENDS, *CLIPPINGS})


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What a link to the Descent page carries: the settings and the choice of axis."""

    settings: DescentSettings
    scale: str = "log"


CHOICES = Table(
    (
        Field("dtype", one_of(DTYPES), within="settings"),
        Field("scale", one_of(SCALES)),
    )
)


def to_query(shared: Shared) -> dict[str, str]:
    """The query of a link that restores `shared` exactly. What plain SGD has no use for is left out where it is not used."""
    settings = shared.settings
    return {**curve_entries(settings.problem), **run_entries(settings), **CHOICES.written(shared)}


def curve_entries(problem: Problem) -> dict[str, str]:
    """What a link says of a problem of one parameter: its name, and what was typed."""
    typed = {"loss": problem.loss, **_set_ends(problem)} if problem.name == TYPED else {}
    typed |= {"gradient": problem.gradient[0]} if problem.derived_by == "visitor" else {}
    return {"problem": problem.name, **typed}


def run_entries(settings: DescentSettings) -> dict[str, str]:
    """What a link says of a run on any problem, but for its precision."""
    chosen = {"update": settings.update} if settings.update else {}
    chosen |= {"convention": settings.convention} if settings.convention != "keras" else {}
    chosen |= {"schedule": settings.schedule} if settings.schedule != "constant" else {}
    return {
        "optimizer": settings.optimizer,
        **chosen,
        "learning_rate": repr(settings.learning_rate),
        **{key: repr(value) for key, value in zip(start_keys(settings.problem), settings.start, strict=True)},
        "steps": str(settings.steps),
        **{name: repr(value) for name, value in settings.hyperparameters},
    }


def from_query(query: Mapping[str, str]) -> tuple[Shared, tuple[str, ...]]:
    """The valid settings nearest to `query`, and a sentence for everything that had to be changed.

    What is missing takes the problem's or the optimizer's own value without a word. The sentences never repeat the text of
    the link.
    """
    read = Reader(query)
    shared = CHOICES.read(read, Shared(settings=read_run(read, read_curve(read))))
    return shared, read.finished({*to_query(shared), *QUIET})


def read_run(read: Reader, problem: Problem) -> DescentSettings:
    """The run on `problem` that is nearest to what a link says, but for its precision."""
    first = replace(first_settings(problem), update=read.formula("update", lambda text: TypedUpdate(text).check()))
    optimizer = read.choice("optimizer", RULES, first.optimizer)
    first = with_optimizer(first, optimizer, read.choice("schedule", schedules_of(optimizer), first.schedule))
    hyperparameters = tuple((name, read.hyperparameter(first, of)) for name, of in _named(read, first).items())
    first = replace(first, hyperparameters=hyperparameters)
    return replace(
        first,
        convention=read.choice("convention", ("keras", *conventions_of(first)), "keras"),
        learning_rate=read.number("learning_rate", *LEARNING_RATES, first.learning_rate),
        start=read.start(problem),
        steps=read.whole("steps", *STEPS, first.steps),
    )


def _set_ends(problem: Problem) -> dict[str, str]:
    return {key: repr(end) for key, end in zip(_ENDS, ends_of(problem), strict=True) if end is not None}


def _named(read: Reader, settings: DescentSettings) -> dict[str, Hyperparameter]:
    """The hyper-parameters that the settings have, and those that the link switches on."""
    every = known(settings.optimizer, settings.schedule)
    named = {name: every[name] for name, _ in settings.hyperparameters}
    if not has_own_decay(settings.optimizer) and "weight_decay" in read.query:
        named["weight_decay"] = WEIGHT_DECAY
    clippings = [name for name in CLIPPINGS if name in read.query]
    if len(clippings) > 1:
        read.repairs.append(f"of several clippings only {clippings[0]} is kept")
    return named | {name: CLIPPINGS[name] for name in clippings[:1]}


def read_curve(read: Reader) -> Problem:
    """A built-in problem of one parameter, or the typed one; with the visitor's derivative, if there is one."""
    name = read.choice("problem", (*PROBLEMS, TYPED), "parabola")
    if name == TYPED and not read.query.get("loss", "").strip():
        read.repairs.append("without a loss of its own, problem is now parabola")
        name = "parabola"
    loss, ends = _typed(read) if name == TYPED else ("", OPEN)
    return problem_of(name, loss, read.formula("gradient", lambda text: problem_of(name, loss, text, ends)), ends)


def _typed(read: Reader) -> tuple[str, Ends]:
    """The loss that was typed and the ends of its range; the lesson's loss for one that can be used on none."""
    loss = read.query["loss"]
    if not any(_usable(loss, texts) for texts in (_end_texts(read), ("", ""))):
        loss = PROBLEMS["parabola"].loss
        read.repairs.append(f"loss was no formula that can be used and is now {loss}")
    return loss, _ends(read, loss)


def _end_texts(read: Reader) -> tuple[str, ...]:
    return tuple(read.query.get(key, "") for key in _ENDS)


def _ends(read: Reader, loss: str) -> Ends:
    """The ends of a typed loss's range, open where none is given, and both where the loss cannot be used on it."""
    texts = _end_texts(read)
    if any(texts) and not _usable(loss, texts):
        read.repairs.append("the range could not be used and was left out")
        return OPEN
    low, high = map(read_end, texts)
    return low, high


def _usable(loss: str, ends: tuple[str, ...]) -> bool:
    """Whether a loss can be minimised on a range whose ends were typed."""
    try:
        low, high = map(read_end, ends)
        typed_problem(loss, ends=(low, high))
    except FormulaError:
        return False
    return True
