"""A block of a map in pieces that are computed at once: small enough to stay close to the processor, and in threads."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

# So many runs go side by side, and so many rows of runs are kept at once until they are judged: 20 MB for each number.
RUNS_AT_ONCE = 8192
ROWS_AT_ONCE = 2_500_000
# How far a thread that works at leisure stands back; of the system, from 0 to 19.
NICE = 10
_of_this_thread = threading.local()


def work_at_leisure() -> None:
    """Let what this thread computes from now on wait for nobody's picture: others go first, where the system knows how."""
    _of_this_thread.at_leisure = True
    # Elsewhere the number of a thread is none of a process, or another one's.
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, max(NICE, os.getpriority(os.PRIO_PROCESS, thread)))


# NumPy and TensorFlow let other threads work meanwhile. All maps of a process share these: a picture that follows a thumb
# stands in no queue with what is computed at leisure.
_CORES = os.cpu_count() or 1
_AT_ONCE = ThreadPoolExecutor(_CORES, "maps")
_AT_LEISURE = ThreadPoolExecutor(_CORES, "maps at leisure", work_at_leisure)

# Rows and columns of a block.
Piece = tuple[slice, slice]


def pieces(shape: tuple[int, int], steps: int, most: int = RUNS_AT_ONCE) -> Sequence[Piece]:
    """A block of that many rows and columns in pieces of at most so many runs, of fewer where steps are many."""
    return [*_pieces(shape, max(min(most, ROWS_AT_ONCE // (steps + 1)), 1))]


def _pieces(shape: tuple[int, int], most: int) -> Iterator[Piece]:
    rows, columns = shape
    wide = max(min(columns, most), 1)
    high = max(most // wide, 1)
    for row in range(0, rows, high):
        for column in range(0, columns, wide):
            yield slice(row, min(row + high, rows)), slice(column, min(column + wide, columns))


def in_piece(numbers: dict[str, np.ndarray], piece: Piece) -> dict[str, np.ndarray]:
    """Those of the numbers along a block's axes, of shapes (1, columns) and (rows, 1), that are in a piece of it."""
    rows, columns = piece
    return {name: of[rows] if of.shape[1] == 1 else of[:, columns] for name, of in numbers.items()}


def at_once(compute: Callable[[Piece], None], pieces: Sequence[Piece]) -> None:
    """Compute every piece; at leisure, where this thread works so. The first exception of one is raised here."""
    threads = _AT_LEISURE if getattr(_of_this_thread, "at_leisure", False) else _AT_ONCE
    for _ in threads.map(compute, pieces) if len(pieces) > 1 else map(compute, pieces):
        pass
