"""What one movement of the Landscapes page's start costs core: runs, tables, bytes. Four racers of 200 steps."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pyarrow as pa

from core.landscapes.contours import contours
from core.landscapes.expedition import ExpeditionSettings, descent, first_expedition, runs
from core.landscapes.field import gradient_field, minima_table
from core.landscapes.ground import grid, levels
from core.landscapes.paths import path_table
from core.landscapes.profile import profile
from core.landscapes.rates import rates
from core.landscapes.tables import loss_tables, outcomes, standings, step_table
from core.problems import LANDSCAPES
from tests.benchmarks.descents import milliseconds
from tests.benchmarks.optimizers import once

STEPS = 200
MOST_BYTES = 150_000


def moved(name: str) -> Iterator[ExpeditionSettings]:
    """Expeditions whose start no cache has seen."""
    first = replace(first_expedition(LANDSCAPES[name]), steps=STEPS)
    x, y = first.start
    return (replace(first, start=(x + 1e-6 * k, y)) for k in count(1))


def times() -> None:
    """Print one line a landscape: the first run, one movement in its parts, its tables' bytes."""
    print(
        f"{'landscape':>17} {'first':>6}  {'runs':>6} {'paths':>6} {'steps':>6} {'losses':>6} {'rates':>6} {'all':>6}  ms",
        end="",
    )
    print(f"  {'moving':>7} {'still':>7} bytes   of {MOST_BYTES}")
    for name, problem in LANDSCAPES.items():
        starts = moved(name)
        settings = next(starts)
        first = once(lambda s=settings: runs(s))
        fresh = milliseconds(lambda starts=starts: runs(next(starts)), 15)
        paths = milliseconds(lambda s=settings: path_table(s), 15)
        steps = milliseconds(lambda s=settings: step_table(s), 15)
        losses = milliseconds(lambda s=settings: loss_tables(s, "log"), 15)
        theory = milliseconds(lambda s=settings: (rates(s), outcomes(s), standings(s), profile(s, 0, 5)), 15)
        whole = milliseconds(lambda starts=starts: update(next(starts)), 15)
        moving = sum(table.nbytes for table in update(settings))
        still = sum(table.nbytes for table in (contours(problem), minima_table(problem), gradient_field(problem)))
        print(
            f"{name:>17} {first:>6.0f}  {fresh:>6.1f} {paths:>6.1f} {steps:>6.1f} {losses:>6.1f} {theory:>6.1f} {whole:>6.1f}"
            f"      {moving:>7,} {still:>7,}         {(moving + still) / MOST_BYTES:.2f}",
            flush=True,
        )


def update(settings: ExpeditionSettings) -> list[pa.Table]:
    """Everything that a new start changes."""
    rates(settings), standings(settings), profile(settings, 0, 5)
    return [path_table(settings), step_table(settings), *loss_tables(settings, "log").values()]


def grounds() -> None:
    """Print what a map costs the first time that it is shown."""
    print(f"{'landscape':>17} {'map':>6} ms, once")
    for name, problem in LANDSCAPES.items():
        cost = milliseconds(lambda p=problem: (_forget(), contours(p), gradient_field(p), minima_table(p)), 3)
        print(f"{name:>17} {cost:>6.0f}")


def _forget() -> None:
    for kept in (grid, levels, contours, gradient_field, minima_table):
        kept.cache_clear()


def main() -> None:
    """Print both; the runs start from nothing kept."""
    descent.cache_clear()
    times()
    grounds()


if __name__ == "__main__":
    main()
