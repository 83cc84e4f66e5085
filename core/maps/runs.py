"""What the cells of a map come to: a word for each, the step, the last loss, the minimum and the factor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from core.manual_descent import descend_side_by_side
from core.maps.axes import COUNT, RATE
from core.maps.grid import WHOLE, Block, Map, numbers_of
from core.maps.pieces import RUNS_AT_ONCE, Piece, at_once, in_piece, pieces
from core.problems import Problem
from core.problems.bottoms import intervals, known_lows, loss_of
from core.settings import DescentSettings
from core.tape.side_by_side import RUNS
from core.tape_descent import descend_side_by_side_with_tape, follow_side_by_side_with_tape
from core.theory.findings import ROWS, WORDS, judge
from core.theory.walk import Walks

Method = Callable[[DescentSettings, np.ndarray, tuple[np.ndarray, ...], Mapping[str, np.ndarray]], Walks]
NEVER, NO_MINIMUM = 65535, 255


@dataclass(frozen=True)
class Ends:
    """What cells come to, an array of the block's rows and columns each.

    `word` is the place in core.theory.findings.WORDS; `step` since when the run is at its minimum, `NEVER` where it is not;
    `loss` the last one; `minimum` the place in `minima_of` of the one that it converged to, `NO_MINIMUM` for none; `factor`
    what a step multiplied the distance by (see Walks.factor). `place` is where the run ended, one number a parameter.
    """

    word: np.ndarray
    step: np.ndarray
    loss: np.ndarray
    minimum: np.ndarray
    factor: np.ndarray
    place: np.ndarray

    @classmethod
    def empty(cls, shape: tuple[int, ...], parameters: int) -> "Ends":
        """Of that shape, to be filled."""
        return cls(
            np.zeros(shape, np.uint8),
            np.full(shape, NEVER, np.uint16),
            np.full(shape, np.nan),
            np.full(shape, NO_MINIMUM, np.uint8),
            np.full(shape, np.nan),
            np.full((*shape, parameters), np.nan),
        )

    def put(self, where: Any, found: "Ends") -> None:
        """Write what was found of a piece, whose runs are counted row by row, into its place."""
        for field in fields(self):
            here = getattr(self, field.name)
            here[where] = getattr(found, field.name).reshape(here[where].shape)


def minima_of(problem: Problem) -> tuple[tuple[float, ...], ...]:
    """The minima that `Ends.minimum` counts, the lowest first; of a flat bottom or valley one place stands for all."""
    return known_lows(problem)[:NO_MINIMUM]


def ends_by_hand(map: Map, block: Block | None = None) -> Ends:
    """What the cells of a map, or of a block of it, come to by the manual method: to the last bit what single runs give."""
    return ends_of(map, block, descend_side_by_side)


def ends_with_tape(map: Map, block: Block | None = None) -> Ends:
    """The same with the tape. Raises TapeMapError, with a sentence, where Keras would mix runs up."""
    return ends_of(map, block, descend_side_by_side_with_tape, RUNS, follow_side_by_side_with_tape)


def ends_of(
    map: Map, block: Block | None, descend: Method, most: int = RUNS_AT_ONCE, follow: Method | None = None
) -> Ends:
    """The same by any function that descends side by side, at most so many runs at once.

    `follow` does the same and keeps no more than judging the last row needs.
    """
    block = block or WHOLE
    ends = Ends.empty(block.shape_in(map), len(map.settings.problem.parameters))
    numbers = numbers_of(map, block)
    counts = numbers.pop(COUNT, None)
    if counts is not None:
        _along_steps(map.settings, numbers, counts, ends, descend, most)
        return ends
    unsure: list[np.ndarray] = []

    def compute(piece: Piece) -> None:
        unsure.append(_put(ends, piece, walked(map.settings, in_piece(numbers, piece), follow or descend)))

    at_once(compute, pieces(ends.word.shape, map.settings.steps, most))
    _put_whole(map.settings, numbers, ends, np.concatenate(unsure), descend, most)
    return ends


def _put(ends: Ends, piece: Piece, walks: Walks) -> np.ndarray:
    """Fill in the runs of a piece that can be judged by what is kept of them; returns the cells of the others."""
    sure, shape = walks.sure, ends.word.shape
    if sure.all():
        ends.put(piece, judged(walks))
        return np.empty(0, int)
    cells = np.arange(ends.word.size).reshape(shape)[piece].ravel()
    ends.put(np.unravel_index(cells[sure], shape), judged(walks.some(sure)))
    return cells[~sure]


def _put_whole(
    settings: DescentSettings,
    numbers: dict[str, np.ndarray],
    ends: Ends,
    cells: np.ndarray,
    descend: Method,
    most: int,
) -> None:
    """Fill in some cells, counted row by row, of which all rows have to be kept."""
    shape = ends.word.shape

    def compute(piece: Piece) -> None:
        where = np.unravel_index(cells[piece[1]], shape)
        own = {name: np.broadcast_to(of, shape)[where][np.newaxis] for name, of in numbers.items()}
        ends.put(where, judged(walked(settings, own, descend)))

    at_once(compute, pieces((1, len(cells)), settings.steps, most))


def _along_steps(
    settings: DescentSettings,
    numbers: dict[str, np.ndarray],
    counts: np.ndarray,
    ends: Ends,
    descend: Method,
    most: int,
) -> None:
    """Fill in a block one of whose axes is the number of steps: one long run for all of it, judged at each of them."""
    upwards = counts.shape[1] == 1
    shape = (1, ends.word.shape[1]) if upwards else (ends.word.shape[0], 1)
    settings = replace(settings, steps=int(counts.max()))
    for rows, columns in pieces(shape, settings.steps, most):
        walks = walked(settings, in_piece(numbers, (rows, columns)), descend)
        for steps in np.unique(counts):
            found = judged(walks.until(int(steps)))
            for cell in np.flatnonzero(counts.ravel() == steps):
                ends.put((slice(cell, cell + 1), columns) if upwards else (rows, slice(cell, cell + 1)), found)


def walked(settings: DescentSettings, numbers: dict[str, np.ndarray], descend: Method = descend_side_by_side) -> Walks:
    """The runs of a piece: the settings', but for those numbers of theirs that change from cell to cell."""
    spread = np.broadcast_shapes((1, 1), *(of.shape for of in numbers.values()))
    rates = numbers.get(RATE, np.array([[settings.learning_rate]]))
    own = zip(settings.problem.parameters, settings.start, strict=True)
    starts = [np.broadcast_to(numbers.get(name, np.array([[start]])), spread) for name, start in own]
    many = {name: of for name, of in numbers.items() if name != RATE and name not in settings.problem.parameters}
    return descend(settings, rates, tuple(starts), many)


def judged(walks: Walks) -> Ends:
    """What runs came to."""
    tail = walks.last(ROWS)
    factor, place = tail.factor, _places(tail)
    found, last = judge(walks, tail, dated=False), tail.last(1)
    converged = found.word == WORDS.index("converged")
    return Ends(
        found.word,
        np.where(converged, found.step, NEVER).astype(np.uint16),
        last.loss[:, 0].astype(np.float64),
        np.where(converged, place, NO_MINIMUM).astype(np.uint8),
        factor,
        last.path[:, 0],
    )


def _places(walks: Walks) -> np.ndarray:
    """Which of the known minima is the nearest to each run's end, or the valley or flat bottom that it ended in."""
    problem = walks.problem
    places = np.full(len(walks.parameters), NO_MINIMUM)
    for place, low in reversed([*enumerate(minima_of(problem))]):
        places[np.all(walks.minimum == low, axis=1)] = place
        for bottom in problem.bottoms:
            if low in bottom and len(low) > 1:
                places[walks.valley == loss_of(problem, bottom[0])] = place
    for first, last in intervals(problem) if len(problem.parameters) == 1 else ():
        (place,) = (k for k, (low,) in enumerate(minima_of(problem)) if first <= low <= last)
        places[(first <= walks.minimum[:, 0]) & (walks.minimum[:, 0] <= last)] = place
    return places
