"""A row of runs along one number of the settings: what a descent comes to at every place of a slider's rail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from core.manual_descent import descend_often_by_hand
from core.settings import DescentSettings
from core.theory.findings import WORDS, Judged, judge
from core.theory.outcome import said
from core.theory.stretches import rates_around
from core.theory.walk import Walks

COLUMNS = 256
# So many rows of all runs together take some 40 ms; of more steps there are fewer columns, and of very many no strip at all.
MOST_ROWS = COLUMNS * 501
MOST_STEPS = 1000
# How far down a loss is that is drawn in the full colour of its word, in decades below the highest start.
DECADES = 8.0
SHADES = 9


@dataclass(frozen=True, kw_only=True)
class Strip:
    """What runs come to from `low` to `high`, as a rail's spacing has it ("log" or "even").

    `words` has a digit for each column, the place of the run's word in `WORDS`; `depths` another, from 0 for a loss as high
    as at the start to 9 for one that is eight decades lower. `said` is a sentence that says the same.
    """

    low: float
    high: float
    spacing: str
    words: str
    depths: str
    said: str


def strips(settings: DescentSettings) -> dict[str, Strip]:
    """The strips of a descent's learning rate and start, by the names of these settings; none where steps are too many."""
    if settings.steps > MOST_STEPS:
        return {}
    ((low, high),) = settings.problem.domain
    # What is on the axis itself makes no other strip, so that moving it costs nothing.
    return {
        "learning_rate": _strip(replace(settings, learning_rate=0.0), "learning_rate", *rates_around(settings.problem)),
        "start": _strip(replace(settings, start=(0.0,)), "start", low, high),
    }


def _by_rate(settings: DescentSettings, values: np.ndarray) -> Walks:
    return descend_often_by_hand(settings, values, np.tile(settings.start, (len(values), 1)))


def _by_start(settings: DescentSettings, values: np.ndarray) -> Walks:
    return descend_often_by_hand(settings, np.full(len(values), settings.learning_rate), values[:, np.newaxis])


@dataclass(frozen=True)
class _Axis:
    runs: Callable[[DescentSettings, np.ndarray], Walks]
    spacing: str
    words: str
    fastest: str


_AXES: Mapping[str, _Axis] = {
    "learning_rate": _Axis(_by_rate, "log", "learning rate", "fastest at"),
    "start": _Axis(_by_start, "even", "start", "soonest from"),
}


@lru_cache(maxsize=256)
def _strip(settings: DescentSettings, name: str, low: float, high: float) -> Strip:
    axis = _AXES[name]
    columns = min(COLUMNS, MOST_ROWS // (settings.steps + 1))
    values = places(low, high, axis.spacing, columns)
    walks = axis.runs(settings, values)
    judged = judge(walks, dated=False)
    return Strip(
        low=low,
        high=high,
        spacing=axis.spacing,
        words="".join(map(str, judged.word.tolist())),
        depths="".join(map(str, _depths(walks).tolist())),
        said=_sentence(axis, walks, values, judged),
    )


def places(low: float, high: float, spacing: str, columns: int) -> np.ndarray:
    """The value in the middle of each column, shape (columns,)."""
    share = (np.arange(columns) + 0.5) / columns
    return low * (high / low) ** share if spacing == "log" else low + (high - low) * share


@np.errstate(all="ignore")
def _depths(walks: Walks) -> np.ndarray:
    """How far down each run came, from 0 to `SHADES`."""
    loss = walks.loss.astype(np.float64)
    ground = np.nanmin(np.append(walks.floor, np.nanmin(np.where(np.isfinite(loss), loss, np.inf))))
    top = np.nanmax(np.where(np.isfinite(loss[:, 0]), loss[:, 0], -np.inf)) - ground
    down = -np.log10(np.maximum(loss[:, -1] - ground, 0) / top) / DECADES
    return np.nan_to_num(np.clip(np.ceil(SHADES * down), 0, SHADES)).astype(int)


def _sentence(axis: _Axis, walks: Walks, values: np.ndarray, judged: Judged) -> str:
    words = judged.word
    converged = words == WORDS.index("converged")
    if not converged.any():
        usual = said(WORDS[int(np.argmax(np.bincount(words)))], walks.problem)
        return f"No {axis.words} on this rail converges in {walks.steps} steps; most often: {usual}."
    # The longest stretch of them stands for all.
    stretches = [(list(run), so) for so, run in groupby(range(len(words)), key=lambda column: bool(converged[column]))]
    longest = max((run for run, so in stretches if so), key=len)
    best = longest[int(np.argmin(judged.step[longest]))]
    return (
        f"In {walks.steps} steps it converges from {values[longest[0]]:.2g} to {values[longest[-1]]:.2g}, "
        f"{axis.fastest} {values[best]:.2g}."
    )
