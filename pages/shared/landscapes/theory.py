"""What theory says of a landscape, beside what the racers did; and the gap of every tape and manual pair."""

from html import escape

import streamlit as st

from core.glossary import WORDS
from core.landscapes.expedition import ExpeditionSettings, gaps, titles
from core.landscapes.rates import Rate, rates
from core.theory.quadratic import Quadratic
from core.theory.reasons import place
from pages.shared.written import explained, part, unbroken, word, written_table

THEORY = f"{word('Theory', WORDS['theory'])} beside practice."
_WORDS = {name: WORDS[name] for name in ("condition κ", "factor of a step")}


def gap_lines(settings: ExpeditionSettings) -> None:
    """How far the tape's and the manual path of the same settings are apart."""
    names = titles(settings)
    for gap in gaps(settings):
        sentence = f"The gap of {names[gap.tape]} and {names[gap.manual]}: {gap.said}."
        st.html(f'<p class="verdict">{explained(unbroken(sentence), {"ULP": WORDS["ULP"]})}</p>')


def theory(settings: ExpeditionSettings, selected: int) -> None:
    """The quadratic at the minimum where the selected racer ended, and each racer's predicted and measured rate."""
    found = rates(settings)
    quadratic = found[selected].quadratic
    if quadratic is None or not quadratic.least > 0:
        part(THEORY)
        st.caption(found[selected].verdict)
    else:
        of = "The loss is a quadratic" if quadratic.everywhere else f"Near {place(settings.problem, quadratic.point)}"
        part(THEORY, unbroken(f"{of}: curvatures λ₁ = {quadratic.least:.4g}, λₙ = {quadratic.most:.4g}"))
        st.html(_numbers(quadratic))
    _racers(settings, found)


def _numbers(quadratic: Quadratic) -> str:
    entries = {
        "condition κ = λₙ / λ₁": f"{quadratic.condition:.4g}",
        "limit 2 / λₙ": f"{quadratic.limit:.4g}",
        "best learning rate 2 / (λ₁ + λₙ)": f"{quadratic.best_rate:.4g}",
        "its rate (κ − 1) / (κ + 1)": f"{quadratic.best_factor:.4g}",
        "best momentum, at learning rate": f"{quadratic.best_momentum:.4g}, {quadratic.best_momentum_rate:.4g}",
        "its rate (√κ − 1) / (√κ + 1)": f"{quadratic.best_momentum_factor:.4g}",
    }
    cells = "".join(
        f"<div><dt>{explained(escape(name), _WORDS)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in entries.items()
    )
    return f'<dl class="readouts">{cells}</dl>'


def _racers(settings: ExpeditionSettings, found: tuple[Rate, ...]) -> None:
    """What a step multiplies the distance to the minimum by: as predicted, and as measured."""
    written_table(
        ("factor of a step", "predicted", "measured"),
        (
            (title, _written(rate.predicted), _written(rate.measured), rate.verdict)
            for title, rate in zip(titles(settings), found, strict=True)
        ),
        _WORDS,
    )


def _written(number: float | None) -> str:
    return "–" if number is None else f"{number:.5g}"
