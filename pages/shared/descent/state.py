"""What the controls of the Descent page say, each entry under the name of the setting."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.hyperparameters import schedules_of
from core.links import Shared, from_query, to_query
from core.links.descent import CHOICES
from core.problems import TYPED, Problem, typed_problem
from core.problems.typed_curve import problem_of
from core.problems.typed_range import OPEN, ends_of, read_end
from core.rules import conventions_of
from core.rules.typed import TypedUpdate
from core.settings import DescentSettings, first_settings, with_optimizer
from pages.shared import optimizer_controls
from pages.shared.formula_box import forget_drafts, kept_as_draft
from pages.shared.screen import Screen

RANGE = ("range_from", "range_to")
TYPED_TEXTS = ("loss", "gradient", "update", *RANGE)


def _read(query: Mapping[str, str]) -> tuple[Shared, tuple[str, ...]]:
    forget_drafts(*TYPED_TEXTS)
    shared, repairs = from_query(query)
    _keep_refused(shared.settings, query)
    return shared, repairs


def _keep_refused(settings: DescentSettings, query: Mapping[str, str]) -> None:
    """Leave the formulas of a link that could not be used in their boxes, each with what is wrong."""
    problem = settings.problem
    ends = ends_of(problem) if problem.name == TYPED else OPEN
    used: dict[str, tuple[str, Callable[[str], object]]] = {
        "gradient": (problem.gradient[0], lambda text: problem_of(problem.name, problem.loss, text, ends)),
        "update": (settings.update, lambda text: TypedUpdate(text).check()),
    }
    if problem.name == TYPED:
        used["loss"] = (problem.loss, lambda text: typed_problem(text, ends=ends))
    for name, (text, use) in used.items():
        if query.get(name, "").strip() not in ("", text.strip()):
            kept_as_draft(name, query[name], use)


def _entries(shared: Shared) -> dict[str, Any]:
    settings = shared.settings
    return {
        **optimizer_controls.entries("", settings.optimizer, dict(settings.hyperparameters)),
        "problem": settings.problem.name,
        "loss": settings.problem.loss,
        "gradient": settings.problem.gradient[0] if settings.problem.derived_by == "visitor" else "",
        "update": settings.update,
        **dict(zip(RANGE, _ends_as_text(settings.problem), strict=True)),
        "convention": settings.convention,
        "schedule": settings.schedule,
        **CHOICES.entries(shared),
        "learning_rate": settings.learning_rate,
        "start": settings.start[0],
        "steps": settings.steps,
    }


def _gathered(state: Mapping[str, Any]) -> Shared:
    schedule = state["schedule"] if state["schedule"] in schedules_of(state["optimizer"]) else "constant"
    settings = replace(
        with_optimizer(first_settings(problem_from(state)), state["optimizer"], schedule),
        update=state["update"].strip(),
        learning_rate=state["learning_rate"],
        start=(state["start"],),
        steps=state["steps"],
    )
    values = optimizer_controls.gathered("", state, dict(settings.hyperparameters))
    settings = replace(settings, hyperparameters=tuple(values.items()))
    # What belongs to another optimizer falls back to Keras's form.
    convention = state["convention"] if state["convention"] in conventions_of(settings) else "keras"
    return CHOICES.gathered(state, Shared(settings=replace(settings, convention=convention)))


def problem_from(state: Mapping[Any, Any]) -> Problem:
    """The problem that is chosen or typed. Raises FormulaError if a text among them cannot be used."""
    low, high = (read_end(state[name]) for name in RANGE)
    return problem_of(state["problem"], state["loss"], state["gradient"], (low, high))


def _ends_as_text(problem: Problem) -> tuple[str, ...]:
    ends = ends_of(problem) if problem.name == TYPED else OPEN
    return tuple("" if end is None else f"{end:.17g}" for end in ends)


DESCENT = Screen(name="descent", read=_read, write=to_query, entries=_entries, gathered=_gathered)


def start_over() -> None:
    """Put every slider back to where a visit to the chosen problem and optimizer begins; nothing is switched on or typed."""
    before = DESCENT.current()
    state = {**st.session_state, "gradient": "", **dict.fromkeys(RANGE, "")}
    first = with_optimizer(first_settings(problem_from(state)), before.settings.optimizer)
    forget_drafts(*TYPED_TEXTS)
    DESCENT.restore(CHOICES.kept(before, replace(before, settings=first)))


def another_problem() -> None:
    """Put learning rate, start and steps to where a visit to the chosen problem begins; optimizer and update stay."""
    forget_drafts("loss", "gradient", *RANGE)
    st.session_state.update({"gradient": "", **dict.fromkeys(RANGE, "")})
    first = first_settings(problem_from(st.session_state))
    st.session_state.update(
        loss=first.problem.loss, learning_rate=first.learning_rate, start=first.start[0], steps=first.steps
    )


def another_optimizer() -> None:
    """Put the chosen optimizer's own hyper-parameters to where they begin; all else stays."""
    optimizer_controls.begin_with("", st.session_state["optimizer"], convention="keras")


def another_schedule() -> None:
    """Put the chosen schedule's hyper-parameters to where they begin."""
    first = with_optimizer(DESCENT.current().settings, "sgd", st.session_state["schedule"])
    st.session_state.update(first.hyperparameters)
