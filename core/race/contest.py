"""Up to six optimizers on one problem from one start, each with its own learning rate; and a fair way to choose it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from core.hyperparameters import LEARNING_RATES
from core.links.fields import Field, Table, one_of
from core.links.reader import Reader, start_keys
from core.manual_descent import descend_side_by_side
from core.methods import METHODS
from core.problems import PROBLEMS, Problem
from core.rules import RULES
from core.settings import DTYPES, SCALES, STEPS, DescentSettings, first_settings, with_optimizer
from core.theory.outcome import outcomes
from core.trajectory import Trajectory

MOST_RACERS = 6
# The learning rates that a fair race tries for every optimizer, four to the decade, and as many more at either end at most.
TRIALS = tuple(float(f"{rate:.3g}") for rate in np.logspace(-3, 1, 17))
BELOW = tuple(float(f"{rate:.3g}") for rate in np.logspace(-3.25, -5, 8))
ABOVE = tuple(float(f"{rate:.3g}") for rate in np.logspace(1.25, 3, 8))
FIRST_RACERS = (("sgd", 0.1), ("momentum", 0.1), ("rmsprop", 0.1), ("adam", 0.1))


@dataclass(frozen=True, kw_only=True)
class RaceSettings:
    """Who races where: `racers` are pairs of an optimizer and its learning rate, every other number is the same for all.

    Hyper-parameters are where each optimizer begins. `method` is who makes the curves, tape or manual.
    """

    problem: Problem
    racers: tuple[tuple[str, float], ...] = FIRST_RACERS
    start: tuple[float, ...]
    steps: int
    dtype: str = "float32"
    method: str = "tape"

    def of(self, optimizer: str, learning_rate: float) -> DescentSettings:
        """The one descent of a racer."""
        settings = DescentSettings(problem=self.problem, start=self.start, steps=self.steps, dtype=self.dtype)
        return replace(with_optimizer(settings, optimizer), learning_rate=learning_rate)


def first_race(problem: Problem) -> RaceSettings:
    """The race with which a visit to `problem` begins."""
    rate = first_settings(problem).learning_rate
    racers = tuple((optimizer, rate) for optimizer, _ in FIRST_RACERS)
    return RaceSettings(problem=problem, racers=racers, start=problem.start, steps=problem.steps)


@lru_cache(maxsize=32)
def race(settings: RaceSettings) -> dict[str, Trajectory]:
    """Every racer's run by its optimizer, each exactly what it is alone."""
    descend = METHODS[settings.method]
    return {optimizer: descend(settings.of(optimizer, rate)) for optimizer, rate in settings.racers}


class Standing(NamedTuple):
    """A racer at the end of a race: its place from 1, its title, and what came of it."""

    place: int
    optimizer: str
    learning_rate: float
    loss: float
    lowest_loss: float
    outcome: str


def standings(settings: RaceSettings) -> list[Standing]:
    """The racers by their loss after the last step, the lowest first; a run that overflowed comes last.

    `lowest_loss` is that on the way. Each step costs one gradient.
    """
    runs = race(settings).values()
    rows = []
    for (optimizer, rate), run, ended in zip(settings.racers, runs, outcomes(settings.problem, *runs), strict=True):
        losses = run.loss.astype(np.float64)
        lowest = float(np.min(losses[np.isfinite(losses)], initial=np.inf))
        rows.append((RULES[optimizer].title, rate, float(losses[-1]), lowest, f"{ended.word}: {ended.reason}"))
    last = [loss for _, _, loss, _, _ in rows]
    # Who has a loss is ahead of all who have none.
    ahead = [sum(other < loss or (other == other and loss != loss) for other in last) for loss in last]
    return [Standing(1 + ahead[k], *rows[k]) for k in sorted(range(len(rows)), key=ahead.__getitem__)]


def ranking(settings: RaceSettings) -> pd.DataFrame:
    """The same as a table, to take away: to make one takes longer than a race."""
    return pd.DataFrame(standings(settings), columns=list(Standing._fields))


def of_trials(settings: RaceSettings) -> RaceSettings:
    """All of a race that its trials depend on: the racers' own learning rates do not count."""
    return replace(settings, racers=tuple((optimizer, TRIALS[0]) for optimizer, _ in settings.racers))


def trials(settings: RaceSettings) -> pd.DataFrame:
    """What every learning rate that was tried came to, for each racer: columns optimizer, learning_rate, loss.

    Those of `TRIALS` are tried; as long as the best of one of the racers lies at an end, all of them try the next one beyond
    it, too. `loss` is that after the budget of settings.steps gradients, inf where the run overflowed. All of them descend by
    hand, side by side, whoever makes the curves: one after the other they take ten times as long.
    """
    return _trials(of_trials(settings))


@lru_cache(maxsize=32)
def _trials(settings: RaceSettings) -> pd.DataFrame:
    names = [optimizer for optimizer, _ in settings.racers]
    losses = {name: _tried(settings, name, TRIALS) for name in names}
    for further, at_the_end in ((BELOW, _lowest_at_the_first), (ABOVE, _lowest_at_the_last)):
        for rate in further:
            if not any(at_the_end([loss for _, loss in sorted(tried.items())]) for tried in losses.values()):
                break
            for name in names:
                losses[name] |= _tried(settings, name, (rate,))
    rows = [(name, *each) for name, tried in losses.items() for each in sorted(tried.items())]
    return pd.DataFrame(rows, columns=["optimizer", "learning_rate", "loss"])


def _tried(settings: RaceSettings, optimizer: str, rates: tuple[float, ...]) -> dict[float, float]:
    """The loss after the last step for each learning rate, all side by side."""
    starts = tuple(np.array([place]) for place in settings.start)
    runs = descend_side_by_side(settings.of(optimizer, rates[0]), np.array(rates), starts, {}, first=settings.steps)
    losses = runs.loss[:, -1].astype(np.float64)
    return dict(zip(rates, np.where(np.isfinite(losses), losses, np.inf).tolist(), strict=True))


def _lowest_at_the_first(losses: list[float]) -> bool:
    return losses[0] < min(losses[1:])


def _lowest_at_the_last(losses: list[float]) -> bool:
    return losses[-1] < min(losses[:-1])


def at_an_end(settings: RaceSettings) -> tuple[str, ...]:
    """The racers, by title, whose best learning rate is still at an end of what was tried."""
    tried = trials(settings).groupby("optimizer", sort=False)["loss"]
    return tuple(
        RULES[str(name)].title
        for name, losses in tried
        if _lowest_at_the_first(losses.tolist()) or _lowest_at_the_last(losses.tolist())
    )


def fair(settings: RaceSettings) -> RaceSettings:
    """The same race, each racer with its best learning rate of the trials: the lowest loss, of equals the smallest rate."""
    best = (
        trials(settings)
        .sort_values(["loss", "learning_rate"])
        .groupby("optimizer", sort=False)
        .first()["learning_rate"]
    )
    rates = best.to_dict()
    return replace(settings, racers=tuple((optimizer, rates[optimizer]) for optimizer, _ in settings.racers))


@dataclass(frozen=True, kw_only=True)
class SharedRace:
    """What a link to the Compare page carries: the race, and the choice of axis."""

    settings: RaceSettings
    scale: str = "log"


CHOICES = Table(
    (
        Field("dtype", one_of(DTYPES), within="settings"),
        Field("method", one_of(METHODS), within="settings"),
        Field("scale", one_of(SCALES)),
    )
)


def to_query(shared: SharedRace) -> dict[str, str]:
    """The query of a link that restores `shared` exactly; a racer's learning rate is `rate_` and its name."""
    settings = shared.settings
    return {
        "problem": settings.problem.name,
        **{key: repr(value) for key, value in zip(start_keys(settings.problem), settings.start, strict=True)},
        "steps": str(settings.steps),
        **{f"rate_{optimizer}": repr(rate) for optimizer, rate in settings.racers},
        **CHOICES.written(shared),
    }


def from_query(query: Mapping[str, str]) -> tuple[SharedRace, tuple[str, ...]]:
    """The valid race nearest to `query`, and a sentence for everything that had to be changed."""
    read = Reader(query)
    problem = PROBLEMS[read.choice("problem", PROBLEMS, "parabola")]
    first = first_race(problem)
    named = [
        key.removeprefix("rate_") for key in query if key.startswith("rate_") and key.removeprefix("rate_") in RULES
    ]
    if len(named) > MOST_RACERS:
        read.repairs.append(f"{MOST_RACERS} optimizers race at most, the others were left out")
    rates = dict(first.racers)
    racers = tuple(
        (name, read.number(f"rate_{name}", *LEARNING_RATES, rates.get(name, first_settings(problem).learning_rate)))
        for name in named[:MOST_RACERS]
    )
    settings = replace(
        first,
        racers=racers or first.racers,
        start=read.start(problem),
        steps=read.whole("steps", *STEPS, first.steps),
    )
    shared = CHOICES.read(read, SharedRace(settings=settings))
    return shared, read.finished({*to_query(shared), *(f"rate_{name}" for name in named)})
