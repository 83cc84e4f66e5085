"""The four pictures of the Descent page."""

import streamlit as st

from core.charts import COLORS, DARK_COLORS, gap_chart, loss_chart, path_chart
from core.comparison import Comparison
from core.worked import DIGITS, worked_lines
from pages.shared.components import worked_step


def losses(comparison: Comparison, scale: str) -> None:
    """The two losses per step."""
    problem = comparison.settings.problem
    _chart(
        loss_chart(problem, scale, _dark()),
        comparison.loss_tables(scale),
        alt=f"Line chart of the loss per step on {problem.title}: tape, manual, and theory near the minimum.",
    )


def details(comparison: Comparison, scale: str) -> None:
    """Both paths on the loss function, the gap per step, and one step worked out."""
    problem, dark = comparison.settings.problem, _dark()
    paths, gap = st.columns(2)
    with paths:
        _chart(
            path_chart(problem, dark),
            comparison.path_tables(),
            alt=f"Line chart of the loss function {problem.loss} with the paths of tape and manual on it.",
        )
    with gap:
        _chart(
            gap_chart(dark),
            comparison.gap_tables(),
            alt="Area chart of the gap between the two losses per step, in units in the last place.",
        )
    worked_step(
        comparison.worked_table(scale),
        key="worked",
        steps=comparison.settings.steps,
        lines=worked_lines(comparison.settings),
        colors=DARK_COLORS if dark else COLORS,
        digits=DIGITS[comparison.settings.dtype],
    )


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _chart(spec: dict, datasets: dict, *, alt: str) -> None:
    # The table goes beside the specification, by name: Streamlit sends it as Arrow and Vega updates in place.
    st.vega_lite_chart({**spec, "datasets": datasets}, alt=alt, width="stretch")
