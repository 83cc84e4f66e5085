"""Every optimizer: first use, 50 and 1,000 steps, each beside the plain eager Keras loop; and the memory of all of them."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.descent.comparison import compare_methods
from core.descent.tables import loss_tables, rule_tables, worked_table
from core.manual_descent import descend_by_hand
from core.problems import PROBLEMS
from core.rules import RULES
from core.settings import LESSON, DescentSettings, first_settings, with_optimizer
from core.tape.exact import tf
from core.tape.keras_optimizers import OPTIMIZERS
from core.tape_descent import descend_with_tape
from tests.benchmarks.descents import milliseconds


def eager(settings: DescentSettings) -> None:
    """What a person would type: a tape, a Keras optimizer, a loop."""
    w = tf.Variable(settings.start[0])
    optimizer = OPTIMIZERS[settings.optimizer].make(settings.learning_rate, **dict(settings.hyperparameters))
    for _ in range(settings.steps):
        with tf.GradientTape() as tape:
            loss = w**2
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])


def once(call: Callable[[], object]) -> float:
    """Milliseconds of a single call."""
    begin = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begin)


def megabytes() -> float:
    """The memory of this process; Linux says it in pages of 4 kB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def times() -> None:
    """Print the table of times. The first few run compiled by XLA, the others as graphs."""
    descend_with_tape(LESSON)
    eager(replace(LESSON, steps=5))
    print(f"{'optimizer':>20} {'first use':>9}   {'tape 50':>8} {'manual':>8} {'eager':>8} {'ratio':>6}", end="")
    print(f"   {'tape 1,000':>10} {'manual':>8} {'eager':>8} {'ratio':>6}   ms")
    for name in RULES:
        settings = with_optimizer(LESSON, name)
        first = once(lambda s=settings: (descend_with_tape(s), descend_by_hand(s)))
        row = []
        for steps, runs in ((50, 31), (1000, 7)):
            longer = replace(settings, steps=steps)
            tape = milliseconds(lambda s=longer: descend_with_tape(s), runs)
            manual = milliseconds(lambda s=longer: descend_by_hand(s), runs)
            plain = once(lambda s=longer: eager(s))
            row.append((tape, manual, plain, plain / tape))
        (a, b, c, d), (e, f, g, h) = row
        print(
            f"{name:>20} {first:>9.0f}   {a:>8.2f} {b:>8.2f} {c:>8.0f} {d:>6.0f}   {e:>10.2f} {f:>8.2f} {g:>8.0f} {h:>6.0f}"
        )


def memory() -> None:
    """Print what visiting every optimizer on every problem adds, as the page visits them: twice, to see whether it grows."""
    compare_methods(LESSON)
    gc.collect()
    begin = megabytes()
    for visit in (1, 2):
        for problem in PROBLEMS.values():
            for name in RULES:
                comparison = compare_methods(with_optimizer(first_settings(problem), name))
                loss_tables(comparison, "log"), rule_tables(comparison, "log"), worked_table(comparison, "log")
                gc.collect()  # as Streamlit does after every run of a page
        count = len(PROBLEMS) * len(RULES)
        print(
            f"after visit {visit} of {count} pairs of optimizer and problem: {megabytes() - begin:+.0f} MB", flush=True
        )


def main() -> None:
    """Print both; memory in a process of its own, which has not used any optimizer yet."""
    times()
    subprocess.run([sys.executable, "-c", "from tests.benchmarks.optimizers import memory; memory()"], check=True)


if __name__ == "__main__":
    main()
