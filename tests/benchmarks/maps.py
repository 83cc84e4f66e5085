"""How long a map takes, by both methods, beside NumPy written plainly and NumPy written well: of two rules."""

import resource
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.maps.axes import Axis, values
from core.maps.grid import Map
from core.maps.runs import Ends, ends_by_hand, ends_with_tape
from core.problems import PROBLEMS
from core.settings import first_settings, with_optimizer
from core.tape.side_by_side import RUNS
from core.tape_descent import descend_side_by_side_with_tape

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


def last_places(map: Map) -> None:
    """The runs with the tape and no more: neither kept nor judged."""
    across, up = values(map.across, map.columns), values(map.up, map.rows)
    high = RUNS // map.columns
    for row in range(0, map.rows, high):
        rates = up[row : row + high, np.newaxis]
        descend_side_by_side_with_tape(map.settings, rates, (across[np.newaxis],), {}, STEPS)


PLAIN = {"sgd": (plain_sgd, well_sgd), "adam": (plain_adam, well_adam)}
METHODS: dict[str, Callable[[Map], Ends]] = {"manual": ends_by_hand, "tape": ends_with_tape}


def main() -> None:
    """Print the tables."""
    print(f"256 x 256 runs of {STEPS} steps, ms by the clock / of the processor; the maps with their judging")
    for optimizer, loops in PLAIN.items():
        map = map_of(optimizer, 256)
        calls = {loop.__name__: lambda loop=loop, map=map: loop(*numbers(map)) for loop in loops}
        calls["tape's runs"] = lambda map=map: last_places(map)
        calls |= {name: lambda ends=ends, map=map: ends(map) for name, ends in METHODS.items()}
        took = {name: seconds(call) for name, call in calls.items()}
        for name, (clock, processor) in took.items():
            ratios = ", ".join(f"{other.__name__}/this {took[other.__name__][1] / processor:.2f}" for other in loops)
            print(f"{optimizer:>6} {name:>12} {1000 * clock:8.0f} / {1000 * processor:6.0f}   {ratios}", flush=True)
    print(f"\n{'cells':>12} {'manual':>8} {'tape':>8}  s by the clock, and the most memory so far, MB")
    for cells in (64, 256, 1024, 2048):
        map = map_of("sgd", cells)
        clocks = [seconds(lambda ends=ends, map=map: ends(map), runs=1)[0] for ends in METHODS.values()]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{cells:>5} x {cells:<4} {clocks[0]:8.2f} {clocks[1]:8.2f}  {most:6.0f}", flush=True)


if __name__ == "__main__":
    main()
