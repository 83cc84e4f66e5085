"""What colours a map: of every cell a kind, which has a colour in the legend, and a shade, both as bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.atlas.depths import DECADES, DEEPEST, depths, heights_of
from core.atlas.refusals import refusal
from core.maps.contrasts import FRAGILE, GONE, fragile
from core.maps.grid import Block, Map
from core.maps.runs import NEVER, NO_MINIMUM, Ends, minima_of
from core.pictures.looks import FRAGILE_COLOR, OUTCOME_COLORS, PLACE_COLORS, WITHOUT
from core.settings import DescentSettings
from core.theory.findings import WORDS
from core.theory.outcome import said


class Painted(NamedTuple):
    """Kinds and shades of cells, uint8 arrays of shape (rows, columns). A kind is a place in the paint's legend."""

    kinds: np.ndarray
    shades: np.ndarray


class Entry(NamedTuple):
    """A kind in the legend: what it means, its colour (empty where shades run along the ramp), and its rank there."""

    title: str
    color: str
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class Paint:
    """A way to colour a map: its title, how cells are painted, and its legend.

    `ends` are what the palest and the deepest shade mean, in words; `said` is what a sentence says that it shows.
    """

    title: str
    said: str
    paint: Callable[[Map, Block, Ends], Painted]
    legend: Callable[[DescentSettings, bool], list[Entry]]
    ends: Callable[[DescentSettings], tuple[str, str]]


def _outcome(map: Map, block: Block, ends: Ends) -> Painted:
    # Where no loss is left to tell, what happened is said in full.
    shades = np.where(GONE[ends.word], DEEPEST, depths(map.settings.problem, ends.loss))
    return Painted(ends.word, shades.astype(np.uint8))


def _outcomes(settings: DescentSettings, dark: bool) -> list[Entry]:
    colors = OUTCOME_COLORS[dark]
    return [Entry(said(word, settings.problem), colors[word], [*colors].index(word)) for word in WORDS]


def _loss(map: Map, block: Block, ends: Ends) -> Painted:
    finite = np.isfinite(ends.loss)
    shades = np.where(finite, depths(map.settings.problem, ends.loss), DEEPEST)
    return Painted((~finite).astype(np.uint8), shades.astype(np.uint8))


def _losses(_: DescentSettings, dark: bool) -> list[Entry]:
    return [Entry("final loss", ""), Entry("no finite loss", WITHOUT[dark])]


def _loss_ends(settings: DescentSettings) -> tuple[str, str]:
    ground, height = heights_of(settings.problem)
    above = "" if ground == 0 else " above the minimum"
    return f"{_short(height)}{above}", f"{_short(height / 10**DECADES)} or less"


def _short(number: float) -> str:
    """With two digits: 890, 8.9e-10."""
    return f"{float(f'{number:.2g}'):g}"


def _steps(map: Map, block: Block, ends: Ends) -> Painted:
    there = ends.step != NEVER
    share = np.log1p(np.where(there, ends.step, 0)) / np.log1p(max(map.settings.steps, 1))
    shades = np.where(there, np.rint(DEEPEST * (1 - np.clip(share, 0, 1))), DEEPEST)
    return Painted((~there).astype(np.uint8), shades.astype(np.uint8))


def _steps_legend(_: DescentSettings, dark: bool) -> list[Entry]:
    return [Entry("steps until it stays at its minimum", ""), Entry("not within these steps", WITHOUT[dark])]


def _minimum(map: Map, block: Block, ends: Ends) -> Painted:
    """Which minimum; the fewer steps it took, the deeper."""
    shown = len(PLACE_COLORS[False])
    kinds = np.where(ends.minimum == NO_MINIMUM, shown, ends.minimum % shown)
    return Painted(
        kinds.astype(np.uint8), np.where(ends.minimum == NO_MINIMUM, DEEPEST, _steps(map, block, ends).shades)
    )


def _minima(settings: DescentSettings, dark: bool) -> list[Entry]:
    """A colour for each minimum; where there are more, colours come again."""
    colors = PLACE_COLORS[dark]
    titles = [
        f"{', '.join(settings.problem.parameters)} = {', '.join(f'{value:.4g}' for value in place)}"
        for place in minima_of(settings.problem)[: len(colors)]
    ]
    entries = [Entry(title, color) for title, color in zip(titles, colors, strict=False)]
    entries += [Entry("", color) for color in colors[len(entries) :]]
    return [*entries, Entry("none of them", WITHOUT[dark])]


def _factor(map: Map, block: Block, ends: Ends) -> Painted:
    size = np.abs(ends.factor)
    known = np.isfinite(size) & (size < 1)
    shades = np.rint(DEEPEST * (1 - np.where(known, size, 0)))
    return Painted((~known).astype(np.uint8), shades.astype(np.uint8))


def _factors(_: DescentSettings, dark: bool) -> list[Entry]:
    return [Entry("what a step multiplies the distance by", ""), Entry("it comes no closer", WITHOUT[dark])]


def _fragile(which: str) -> Paint:
    """Cells that come to something else when something changes that should not matter."""

    def paint(map: Map, block: Block, ends: Ends) -> Painted:
        nothing = which == "method" and refusal(map)
        broken = np.zeros(ends.word.shape, bool) if nothing else fragile(map, which, block)
        kinds = np.where(broken, len(WORDS), ends.word)
        return Painted(kinds.astype(np.uint8), np.where(broken, DEEPEST, 0).astype(np.uint8))

    title, said_ = FRAGILE_BY[which]
    return Paint(
        title=title,
        said=f"outcome, and where it is {title}, of",
        paint=paint,
        legend=lambda settings, dark: [*_outcomes(settings, dark), Entry(said_, FRAGILE_COLOR[dark], len(WORDS))],
        ends=lambda _: ("the same", "another"),
    )


FRAGILE_BY = {
    "method": ("fragile: tape or manual", "another outcome with the other method"),
    "precision": ("fragile: float32 or float64", "another outcome in the other precision"),
    "start": ("fragile: the start's last digit", "another outcome from the next number"),
}

PAINTS: Mapping[str, Paint] = {
    "outcome": Paint(
        title="outcome",
        said="outcome of",
        paint=_outcome,
        legend=_outcomes,
        ends=lambda _: ("a high loss", "a low loss"),
    ),
    "loss": Paint(title="final loss", said="final loss of", paint=_loss, legend=_losses, ends=_loss_ends),
    "steps": Paint(
        title="steps to the minimum",
        said="number of steps until it stays at its minimum, out of",
        paint=_steps,
        legend=_steps_legend,
        ends=lambda settings: (f"{settings.steps:,}", "0"),
    ),
    "minimum": Paint(
        title="which minimum",
        said="minimum reached by",
        paint=_minimum,
        legend=_minima,
        ends=lambda _: ("after many steps", "after few steps"),
    ),
    "factor": Paint(
        title="factor of a step",
        said="factor of a step at the end of",
        paint=_factor,
        legend=_factors,
        ends=lambda _: ("1", "0"),
    ),
    **{f"fragile_{which}": _fragile(which) for which in FRAGILE},
}
