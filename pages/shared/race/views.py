"""What the Compare page shows: the curves, the ranking and the trials of a fair race."""

from functools import partial
from html import escape

import streamlit as st

from core.glossary import OUTCOMES, WORDS
from core.race.contest import TRIALS, RaceSettings, SharedRace, at_an_end, standings, trials
from core.race.pictures import anything, exactly_there, race_chart, race_tables, trial_chart, trial_tables
from core.rules import RULES
from pages.shared.drawing import chart, dark_theme, sometimes, steadily
from pages.shared.race.state import tried
from pages.shared.written import explained, part, unbroken, written_table

EVALUATIONS = {name: WORDS[name] for name in ("gradient evaluations",)}


def _names(settings: RaceSettings) -> tuple[str, ...]:
    return tuple(RULES[optimizer].title for optimizer, _ in settings.racers)


def losses(shared: SharedRace) -> None:
    """One loss curve a racer."""
    settings, names = shared.settings, _names(shared.settings)
    chart(
        race_chart(settings.problem, names, shared.scale, dark_theme()),
        steadily("race.losses", (settings.problem, names, shared.scale), partial(race_tables, settings, shared.scale)),
        alt=f"Line chart of the loss per gradient evaluation on {settings.problem.title}: {', '.join(names)}.",
        key="race_losses",
    )


def ranking_table(settings: RaceSettings) -> None:
    """The racers by their loss after the budget."""
    part("Ranking", explained(f"by loss after {settings.steps} gradient evaluations, one a step", EVALUATIONS))
    written_table(
        ("Place", "Optimizer", "Learning rate", "Loss", "Lowest on the way"),
        (
            (
                f"{row.place}",
                row.optimizer,
                f"{row.learning_rate:.4g}",
                f"{row.loss:.4g}",
                f"{row.lowest_loss:.4g}",
                row.outcome,
            )
            for row in standings(settings)
        ),
        OUTCOMES,
    )


def ranking_in_a_row(settings: RaceSettings) -> None:
    """The racers and their losses alone, by rank, side by side."""
    entries = "".join(
        f"<div><dt>{row.place}. {escape(row.optimizer)}</dt><dd>{row.loss:.4g}</dd></div>"
        for row in standings(settings)
    )
    st.html(f'<dl class="readouts">{entries}</dl>')


def fair_race(shared: SharedRace) -> None:
    """What the fair race did and what every trial came to, while its result is on screen."""
    sometimes(partial(_result, shared) if tried() else None)


def _further(settings: RaceSettings, tried: int) -> str:
    """What is said where the best learning rate of a racer lay, or still lies, at an end of what was tried."""
    if tried == len(TRIALS):
        return ""
    still = " and ".join(at_an_end(settings))
    beyond = f"; beyond it {still} may do better still" if still else ""
    more = tried - len(TRIALS)
    return f" A best rate lay at an end of {TRIALS[0]:g} to {TRIALS[-1]:g}, so all tried {more} more{beyond}."


def _result(shared: SharedRace) -> None:
    settings = shared.settings
    rates, names = trials(settings)["learning_rate"].unique(), _names(settings)
    part(
        "The fair race",
        unbroken(
            f"ran {len(settings.racers) * len(rates)} descents by hand, each of {settings.steps} gradient evaluations "
            f"from {settings.start[0]:g}: for each optimizer {len(rates)} learning rates from {rates.min():g} to "
            f"{rates.max():g}, its other hyper-parameters where the Descent page has them at first."
            f"{_further(settings, len(rates))} Each got the rate with the lowest loss at the end."
        ),
    )
    exact = exactly_there(settings, shared.scale)
    if exact:
        st.caption(f"At the minimum to the last digit of {settings.dtype}, so without a place on a log axis: {exact}.")
    drawn = trial_tables(settings, shared.scale)
    if not anything(drawn):
        st.caption("No trial came to a loss that has a place on this axis, so there is no picture of them.")
        return
    chart(
        trial_chart(settings.problem, names, shared.scale, dark_theme()),
        drawn,
        alt=f"Line chart of the loss after the budget against the learning rate: {', '.join(names)}.",
        key="race_trials",
    )
