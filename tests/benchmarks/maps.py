"""How long a map takes, by both methods, beside NumPy written plainly and NumPy written well: of two rules.

And what exactness costs by hand, and time and memory by a map's size, each in a process of its own.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from core.formulas import Formula, parse, powers
from core.formulas.libraries import function_of
from core.formulas.lowering import lowered
from core.maps.axes import Axis, values
from core.maps.grid import Map
from core.maps.runs import Ends, ends_by_hand, ends_with_tape
from core.problems import PROBLEMS, Problem, gradient_of
from core.settings import first_settings, with_optimizer
from core.tape.side_by_side import RUNS
from core.tape_descent import follow_side_by_side_with_tape
from core.theory.traced import Measure

STEPS = 200


def map_of(optimizer: str, cells: int, steps: int = STEPS) -> Map:
    """Starts across and learning rates up, of w**4 - 3*w**2 + w."""
    settings = with_optimizer(first_settings(PROBLEMS["double_well"]), optimizer)
    return Map(
        settings=replace(settings, steps=steps, dtype="float64"),
        across=Axis(name="w", low=-1.5, high=1.5),
        up=Axis(name="learning_rate", low=1e-3, high=0.05, spacing="log"),
        columns=cells,
        rows=cells,
    )


def numbers(map: Map) -> tuple[np.ndarray, np.ndarray]:
    """Starts and rates of all cells, flat."""
    starts, rates = np.meshgrid(values(map.across, map.columns), values(map.up, map.rows))
    return starts.ravel(), rates.ravel()


def plain_sgd(w: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """As anybody writes it."""
    for _ in range(STEPS):
        w = w - rate * (4 * w**3 - 6 * w + 1)
    return w


def well_sgd(w: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """In place, and by multiplications."""
    w, gradient = w.copy(), np.empty_like(w)
    for _ in range(STEPS):
        _slope(w, gradient)
        gradient *= rate
        w -= gradient
    return w


def _slope(w: np.ndarray, gradient: np.ndarray) -> None:
    np.multiply(w, w, out=gradient)
    gradient *= 4
    gradient -= 6
    gradient *= w
    gradient += 1


def plain_adam(w: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """As anybody writes it."""
    m = v = np.zeros_like(w)
    for t in range(1, STEPS + 1):
        gradient = 4 * w**3 - 6 * w + 1
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w = w - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
    return w


def well_adam(w: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """In place, and by multiplications."""
    w, (m, v), gradient, way = w.copy(), np.zeros((2, len(w))), np.empty_like(w), np.empty_like(w)
    for t in range(1, STEPS + 1):
        _slope(w, gradient)
        m *= 0.9
        np.multiply(gradient, 0.1, out=way)
        m += way
        gradient *= gradient
        gradient *= 0.001
        v *= 0.999
        v += gradient
        np.sqrt(v, out=gradient)
        gradient += 1e-7
        np.divide(m, gradient, out=way)
        way *= rate
        way *= np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        w -= way
    return w


def seconds(call: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """The least of some runs after one to warm up: by the clock, and of the processor, all cores together."""
    call()
    times = []
    for _ in range(runs):
        clock, processor = time.perf_counter(), time.process_time()
        call()
        times.append((time.perf_counter() - clock, time.process_time() - processor))
    return min(clock for clock, _ in times), min(processor for _, processor in times)


def runs_alone(map: Map) -> None:
    """The runs with the tape, noted but not judged."""
    across, up = values(map.across, map.columns), values(map.up, map.rows)
    high = RUNS // map.columns
    for row in range(0, map.rows, high):
        rates = up[row : row + high, np.newaxis]
        follow_side_by_side_with_tape(map.settings, rates, (across[np.newaxis],), {})


def multiplied(problem: Problem) -> Measure:
    """The loss and the gradient by hand, with multiplications for powers: not to the last bit what single runs have."""

    def of(formula: Formula) -> Callable[..., np.ndarray]:
        whole = function_of(
            lowered(formula.tree, "np", formula.parameters), formula.parameters, power=powers.multiplied
        )
        return lambda *places: whole(places)

    slopes = [of(slope) for slope in gradient_of(problem)]
    return Measure(
        of(parse(problem.loss, problem.parameters)), lambda *places: tuple(slope(*places) for slope in slopes)
    )


def inexact(map: Map) -> Ends:
    """A map by hand whose powers are multiplied."""
    with patch("core.manual_descent.measured_by_hand", multiplied):
        return ends_by_hand(map)


PLAIN = {"sgd": (plain_sgd, well_sgd), "adam": (plain_adam, well_adam)}
METHODS: dict[str, Callable[[Map], Ends]] = {"manual": ends_by_hand, "tape": ends_with_tape}


SIZES = (64, 128, 256, 512, 1024, 2048)


def ratios() -> None:
    """Print how long a map takes, and how many times as long NumPy does."""
    print(f"256 x 256 runs of {STEPS} steps, ms by the clock / of the processor; the maps with their judging")
    for optimizer, loops in PLAIN.items():
        map = map_of(optimizer, 256)
        calls = {loop.__name__: lambda loop=loop, map=map: loop(*numbers(map)) for loop in loops}
        calls["tape's runs"] = lambda map=map: runs_alone(map)
        calls |= {name: lambda ends=ends, map=map: ends(map) for name, ends in METHODS.items()}
        calls["not exact"] = lambda map=map: inexact(map)
        took = {name: seconds(call) for name, call in calls.items()}
        for name, (clock, processor) in took.items():
            compared = ", ".join(f"{other.__name__}/this {took[other.__name__][1] / processor:.2f}" for other in loops)
            print(f"{optimizer:>6} {name:>12} {1000 * clock:8.0f} / {1000 * processor:6.0f}   {compared}", flush=True)


def memory(what: str) -> float:
    """What the system says of this process: "VmRSS", the memory that it has, or "VmHWM", the most that it had; MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


def size(method: str, cells: int) -> None:
    """Print how long one map of that size takes, and the most memory that it needs besides what there was before."""
    METHODS[method](map_of("sgd", 128))
    # From here on the most is counted anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    before, clock, processor = memory("VmRSS"), time.perf_counter(), time.process_time()
    METHODS[method](map_of("sgd", cells))
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    more = memory("VmHWM") - before
    print(f"{method:>8} {cells:>5} squared {clock:8.2f} / {processor:6.2f} s {more:6.0f} MB more", flush=True)


def main() -> None:
    """Print the tables."""
    ratios()
    print("\nby a map's size, s by the clock / of the processor, and the most memory besides")
    for method in METHODS:
        for cells in SIZES:
            subprocess.run([sys.executable, "-m", "tests.benchmarks.maps", method, str(cells)], check=True)


if __name__ == "__main__":
    size(sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 1 else main()
