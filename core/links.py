"""Settings as the query of a link, and a link's query as the nearest valid settings."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.problems import PROBLEMS, Problem
from core.rules import RULES
from core.settings import DTYPES, LEARNING_RATES, SCALES, STEPS, DescentSettings, first_settings


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What a link to the Descent page carries: the settings and the choice of axis."""

    settings: DescentSettings
    scale: str = "log"


def to_query(shared: Shared) -> dict[str, str]:
    """The query of a link that restores `shared` exactly."""
    settings = shared.settings
    return {
        "problem": settings.problem.name,
        "optimizer": settings.optimizer,
        "learning_rate": repr(settings.learning_rate),
        **{key: repr(value) for key, value in zip(_start_keys(settings.problem), settings.start, strict=True)},
        "steps": str(settings.steps),
        "dtype": settings.dtype,
        "scale": shared.scale,
    }


def from_query(query: Mapping[str, str]) -> tuple[Shared, tuple[str, ...]]:
    """The valid settings nearest to `query`, and a sentence for everything that had to be changed.

    What is missing takes the problem's own value without a word. The sentences never repeat the text of the link.
    """
    repairs: list[str] = []

    def choice(key: str, options: Mapping[str, object] | tuple[str, ...], default: str) -> str:
        if key not in query:
            return default
        if query[key] in options:
            return query[key]
        repairs.append(f"{key} was unknown and is now {default}")
        return default

    def number(key: str, lowest: float, highest: float, default: float) -> float:
        if key not in query:
            return default
        try:
            value = float(query[key])
        except ValueError:
            value = math.nan
        if math.isnan(value):
            repairs.append(f"{key} was not a number and is now {default:g}")
            return default
        nearest = min(max(value, lowest), highest)
        if nearest != value:
            repairs.append(f"{key} was out of range and is now {nearest:g}")
        return nearest

    def whole(key: str, lowest: int, highest: int, default: int) -> int:
        value = number(key, lowest, highest, default)
        if value != int(value):
            repairs.append(f"{key} was not whole and is now {round(value)}")
        return round(value)

    problem = PROBLEMS[choice("problem", PROBLEMS, "parabola")]
    first = first_settings(problem)
    settings = replace(
        first,
        optimizer=choice("optimizer", RULES, first.optimizer),
        learning_rate=number("learning_rate", *LEARNING_RATES, first.learning_rate),
        start=tuple(
            number(key, *limits, value)
            for key, limits, value in zip(_start_keys(problem), problem.domain, first.start, strict=True)
        ),
        steps=whole("steps", *STEPS, first.steps),
        dtype=choice("dtype", DTYPES, first.dtype),
    )
    shared = Shared(settings=settings, scale=choice("scale", SCALES, "log"))
    unknown = sum(key not in to_query(shared) for key in query)
    if unknown:
        repairs.append(f"{unknown} unknown {'entry was' if unknown == 1 else 'entries were'} left out")
    return shared, tuple(repairs)


def _start_keys(problem: Problem) -> tuple[str, ...]:
    if len(problem.parameters) == 1:
        return ("start",)
    return tuple(f"start_{name}" for name in problem.parameters)
