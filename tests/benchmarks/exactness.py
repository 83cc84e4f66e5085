"""Of random settings, how many come out bit for bit: compiled by XLA and as a graph, and their scripts.

`python -m tests.benchmarks.exactness --count 250 --seed 1` holds every number of a run against the plain eager loop with
Keras, NaN where it is NaN and -0 where it is -0, and the end of the manual script against the manual method. A random
setting is known by its number, which is printed with all that differs. Each takes a megabyte or two that is never freed.
"""

import argparse
import math
import random
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from core.descent.export import manual_code
from core.formulas import parse
from core.hyperparameters import CLIPPINGS, WEIGHT_DECAY, Hyperparameter, has_own_decay, known, schedules_of
from core.manual_descent import descend_by_hand
from core.problems import LANDSCAPES, PROBLEMS, Problem, typed_landscape, typed_problem
from core.rules import RULES, conventions_of
from core.settings import DTYPES, DescentSettings, first_settings, with_optimizer
from core.tape_descent import EXACT_UNDER_XLA, descend_as
from core.trajectory import Trajectory
from tests.core.eager import descend_eagerly
from tests.core.exported import output_of

CURVES = (
    "w^2 + sin(3w)",
    "max(0, 1 - w)^2 + w^2/9",
    "relu(w) + softplus(-w)",
    "where(w > 0, w^2, -w)",
    "erf(w)^2 + sigmoid(w)",
    "cbrt(w)^2 + |w|",
    "w^w",
    "log(w) + 1/w",
    "w/(1+|w|) + tanh(w)^2",
    "min(w^2, (w-3)^2 + 1)",
    "sqrt(w^2 + 1) + w/7 + e^-w",
    "w^4 - 3w^2 + w*(w-1)*(w+2)*(w-w^2)*w*w*w*w*w*w + w",
)
MAPS = (
    "(x+y)^2 + (x-y)^2 + x",
    "x^2*y^2 + x^4 + sin(x*y)",
    "max(x, y)^2 + |x*y|",
    "x*y*x*y + x/(1+y^2) - y",
    "exp(-x^2-y^2)*x + x^2/9 + y^2/9",
    "where(x > y, (x-1)^2 + y^2, x^2 + 3y^2 + x*y)",
    "(x^2+y-11)^2 + (x+y^2-7)^2 + x*y*(x-y)",
    "log(1+x^2) + sqrt(1+y^2) + relu(x-y) + x - y",
)


def _value(rng: random.Random, of: Hyperparameter) -> Any:
    """A value that a control or a link may give."""
    low, high = of.limits
    if isinstance(of.first, bool):
        return rng.random() < 0.5
    if rng.random() < 0.3:
        return of.first
    if of.whole:
        return rng.randint(int(low), min(int(high), 60))
    if of.spacing == "log":
        return float(f"{math.exp(rng.uniform(math.log(low), math.log(high))):.3g}")
    if of.spacing == "near one":
        return 1 - float(f"{math.exp(rng.uniform(math.log(1 - high), math.log(1 - low))):.2g}")
    return float(f"{rng.uniform(low, high):.3g}")


def _problem(rng: random.Random) -> Problem:
    kinds: list[Callable[[], Problem]] = [
        lambda: PROBLEMS[rng.choice(list(PROBLEMS))],
        lambda: LANDSCAPES[rng.choice(list(LANDSCAPES))],
        lambda: typed_problem(rng.choice(CURVES)),
        lambda: typed_landscape(rng.choice(MAPS)),
    ]
    return rng.choice(kinds)()


def random_settings(rng: random.Random) -> DescentSettings:
    """Any optimizer on any loss in any precision, with or without schedule, decay and clipping; three of ten run wild."""
    problem, optimizer = _problem(rng), rng.choice(list(RULES))
    schedule = rng.choice(schedules_of(optimizer)) if rng.random() < 0.4 else "constant"
    settings = with_optimizer(first_settings(problem), optimizer, schedule)
    of = known(optimizer, schedule)
    values = {name: _value(rng, of[name]) for name, _ in settings.hyperparameters}
    if not has_own_decay(optimizer) and rng.random() < 0.2:
        values["weight_decay"] = _value(rng, WEIGHT_DECAY)
    if rng.random() < 0.35:
        name = rng.choice(list(CLIPPINGS))
        values[name] = _value(rng, CLIPPINGS[name])
    wild = rng.random() < 0.3
    far = rng.choice((1, 10, 1000)) if wild else 1
    start = tuple(round(far * rng.uniform(low, high), 3) for low, high in problem.domain)
    return replace(
        settings,
        hyperparameters=tuple(values.items()),
        learning_rate=float(f"{10 ** rng.uniform(-4, 2 if wild else 0):.3g}"),
        start=problem.start if rng.random() < 0.15 else start,
        steps=rng.randint(3, 40),
        dtype=rng.choice(DTYPES),
    )


def first_difference(run: Trajectory, other: Trajectory) -> int | None:
    """The first row in which two runs differ in a bit of a number, None where they are the same."""
    rows = [np.column_stack([each.parameters, each.loss, each.gradient]) for each in (run, other)]
    same = (rows[0] == rows[1]) & (np.signbit(rows[0]) == np.signbit(rows[1])) | (np.isnan(rows[0]) & np.isnan(rows[1]))
    differs = np.flatnonzero(~same.all(axis=1))
    return int(differs[0]) if len(differs) else None


def script_prints_the_end(settings: DescentSettings) -> bool:
    """Whether the manual script of a random form of the rule prints the manual method's last loss."""
    with np.errstate(all="ignore"):
        printed, final = float(output_of(manual_code(settings)).split()[1]), float(descend_by_hand(settings).loss[-1])
    return printed == final or (math.isnan(printed) and math.isnan(final))


def main() -> None:
    """Print what differs, then how many of how many do not."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=250)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    warnings.simplefilter("ignore")
    tally: Counter[tuple[str, bool]] = Counter()
    for number in range(given.count):
        rng = random.Random(f"{given.seed}.{number}")
        settings = random_settings(rng)
        eager = descend_eagerly(settings)
        of = parse(settings.problem.loss, settings.problem.parameters)
        ways = {"graph": False} | ({"XLA": True} if of.functions <= EXACT_UNDER_XLA else {})
        for way, xla in ways.items():
            run = descend_as(settings, xla=xla)
            step = first_difference(run, eager)
            tally[way, step is None] += 1
            if step is not None:
                print(f"{given.seed}.{number} {way}, step {step}: {settings}")
                for each in (eager, run):
                    print(f"    {each.parameters[step]} {each.loss[step]!r} {each.gradient[step]}", flush=True)
        if len(settings.problem.parameters) == 1:
            form = replace(settings, convention=rng.choice(["keras", *conventions_of(settings)]))
            good = script_prints_the_end(form)
            tally["script", good] += 1
            if not good:
                print(f"{given.seed}.{number} script: {form}", flush=True)
    for way in ("XLA", "graph", "script"):
        print(f"{way}: {tally[way, True]} of {tally[way, True] + tally[way, False]} bit for bit")


if __name__ == "__main__":
    main()
