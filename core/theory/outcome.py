"""How a run ended, as a word and its reason: one definition for any number of parameters and for every page."""

from dataclasses import dataclass

import numpy as np

from core.problems import Problem
from core.theory.ends import ends_of
from core.theory.findings import FINDINGS, NO_STEP, Finding, judge
from core.theory.reasons import REASONS, Walk
from core.theory.walk import Walks
from core.trajectory import Trajectory


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A word, one sentence why, and the step at which it happened, if it happened at a step."""

    word: str
    reason: str
    step: int | None = None


def outcome(problem: Problem, run: Trajectory) -> Outcome:
    """How one run ended."""
    (ended,) = outcomes(problem, run)
    return ended


def outcomes(problem: Problem, *runs: Trajectory) -> tuple[Outcome, ...]:
    """How runs of one precision and over as many steps ended: judged together, as thousands are, and each with its reason."""
    walks = Walks.of(problem, *runs)
    judged = judge(walks)
    found = zip(judged.finding.tolist(), judged.step.tolist(), strict=True)
    with np.errstate(all="ignore"):
        return tuple(_said(FINDINGS[place], Walk(walks, run, step)) for run, (place, step) in enumerate(found))


def _said(finding: Finding, walk: Walk) -> Outcome:
    step = None if walk.step == NO_STEP else walk.step
    return Outcome(word=said(finding.word, walk.problem), reason=REASONS[finding.name](walk), step=step)


def end_of(problem: Problem, run: Trajectory) -> tuple[str, int] | None:
    """The word for a run whose last row is not finite, "diverged" or "undefined", and from which step on; None for others."""
    ends = ends_of(Walks.of(problem, run))
    if not ends.ended[0]:
        return None
    return "diverged" if ends.overflowed[0] else "undefined", int(ends.step[0])


def said(word: str, problem: Problem) -> str:
    """A word as it is said of a problem: the domain of two parameters is a map."""
    return word.replace("domain", "map") if len(problem.domain) > 1 else word
