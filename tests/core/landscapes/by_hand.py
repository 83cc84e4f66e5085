"""The first expedition with every racer by hand, for what only looks at runs: the tape would be compiled for each of them."""

from dataclasses import replace

from core.landscapes.expedition import ExpeditionSettings, first_expedition
from core.problems import LANDSCAPES, Problem


def expedition_by_hand(problem: Problem = LANDSCAPES["rosenbrock"]) -> ExpeditionSettings:
    """The expedition with which a visit to `problem` begins, but that nobody takes the tape."""
    first = first_expedition(problem)
    return replace(first, racers=tuple(replace(racer, method="manual") for racer in first.racers))
