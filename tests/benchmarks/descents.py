"""How long a descent takes: compiled tape, manual method, the plain eager loop, a bare NumPy loop."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import keras
import numpy as np

from core.manual_descent import descend_by_hand
from core.settings import LESSON
from core.tape.exact import tf
from core.tape_descent import descend_with_tape


def eager(steps: int) -> None:
    """The lesson's own loop."""
    w, optimizer = tf.Variable(5.0), keras.optimizers.SGD(0.1)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = w**2
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])


def bare(steps: int) -> None:
    """The least that NumPy can do: no record, no formula, no rule."""
    w, learning_rate = np.float32(5), np.float32(0.1)
    for _ in range(steps):
        w = w - learning_rate * (2 * w)


def milliseconds(call: Callable[[], object], runs: int) -> float:
    """The median of some runs after one to warm up."""
    call()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the table."""
    print(f"{'steps':>8} {'tape':>9} {'manual':>9} {'bare loop':>9} {'eager loop':>10}  ms, medians; then ratios")
    for steps, runs, with_eager in ((50, 101, True), (1000, 21, True), (100_000, 3, False)):
        settings = replace(LESSON, steps=steps)
        tape = milliseconds(lambda s=settings: descend_with_tape(s), max(runs, 21))
        manual = milliseconds(lambda s=settings: descend_by_hand(s), runs)
        loop = milliseconds(lambda n=steps: bare(n), runs)
        plain = milliseconds(lambda n=steps: eager(n), 5) if with_eager else float("nan")
        print(
            f"{steps:>8} {tape:>9.2f} {manual:>9.2f} {loop:>9.2f} {plain:>10.1f}  "
            f"eager/tape {plain / tape:.0f}, tape/manual {tape / manual:.2f}, tape/bare {tape / loop:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
