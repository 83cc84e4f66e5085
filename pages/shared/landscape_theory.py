"""What theory says of a landscape, beside what the racers did; and the gap of every tape and manual pair."""

from html import escape

import streamlit as st

from core.landscapes.expedition import ExpeditionSettings, gaps, titles
from core.landscapes.quadratic import Quadratic
from core.landscapes.rates import Rate, rates
from core.outcome import place


def gap_lines(settings: ExpeditionSettings) -> None:
    """How far the tape's and the manual path of the same settings are apart."""
    names = titles(settings)
    for gap in gaps(settings):
        apart = (
            "bit for bit the same at every step"
            if gap.ulp == 0 and gap.distance == 0
            else f"at most {gap.ulp:.0f} ULP in the loss (step {gap.step}) and {gap.distance:.3g} on the map"
        )
        st.caption(f"The gap of {names[gap.tape]} and {names[gap.manual]}: {apart}.")


def theory(settings: ExpeditionSettings, selected: int) -> None:
    """The quadratic at the minimum where the selected racer ended, and each racer's predicted and measured rate."""
    found = rates(settings)
    quadratic = found[selected].quadratic
    if quadratic is None or not quadratic.least > 0:
        st.markdown("**Theory beside practice**")
        st.caption(found[selected].verdict)
    else:
        of = "The loss is a quadratic" if quadratic.everywhere else f"Near {place(settings.problem, quadratic.point)}"
        st.markdown(
            f"**Theory beside practice.** {of}: curvatures λ₁ = {quadratic.least:.4g}, λₙ = {quadratic.most:.4g}"
        )
        st.html(_numbers(quadratic))
    st.html(_racers(settings, found))


def _numbers(quadratic: Quadratic) -> str:
    entries = {
        "condition κ = λₙ / λ₁": f"{quadratic.condition:.4g}",
        "limit 2 / λₙ": f"{quadratic.limit:.4g}",
        "best learning rate 2 / (λ₁ + λₙ)": f"{quadratic.best_rate:.4g}",
        "its rate (κ − 1) / (κ + 1)": f"{quadratic.best_factor:.4g}",
        "best momentum, at learning rate": f"{quadratic.best_momentum:.4g}, {quadratic.best_momentum_rate:.4g}",
        "its rate (√κ − 1) / (√κ + 1)": f"{quadratic.best_momentum_factor:.4g}",
    }
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in entries.items())
    return f'<dl class="readouts">{cells}</dl>'


def _racers(settings: ExpeditionSettings, found: tuple[Rate, ...]) -> str:
    """A table of what a step multiplies the distance to the minimum by: as predicted, and as measured."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(title)}</th><td>{_written(rate.predicted)}</td><td>{_written(rate.measured)}</td>"
        f"<td>{escape(rate.verdict)}</td></tr>"
        for title, rate in zip(titles(settings), found, strict=True)
    )
    head = "<tr><th>factor of a step</th><th>predicted</th><th>measured</th><th></th></tr>"
    return f'<div class="numbers"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _written(number: float | None) -> str:
    return "–" if number is None else f"{number:.5g}"
